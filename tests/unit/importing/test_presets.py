"""How a file is read is found again for files of the same shape."""

import pytest

from app.errors import NotFound
from app.file_formats.options import ReadingOptions
from app.importing.presets import Preset, forget_preset, keep_preset, preset_for, presets
from app.shop import Shop
from tests.databases import portable

pytestmark = portable
HEADER = ("Artikel", "Preis", "")


def test_a_preset_is_found_by_the_headers(shop: Shop) -> None:
    reading = ReadingOptions("cp1252", ";", ",", "dmy", {"sku": "Artikel", "price": "Preis"})
    assert shop.write(keep_preset, Preset("  Old till ", "products", reading), HEADER) == "Old till"
    assert shop.read(preset_for, ("preis ", "ARTIKEL", "")) == Preset("Old till", "products", reading)
    assert shop.read(preset_for, ("Artikel", "Preis", "Menge")) is None


def test_the_latest_of_a_name_or_shape_counts(shop: Shop) -> None:
    for name, decimal in (("a", "."), ("b", ","), ("a", ",")):
        shop.write(keep_preset, Preset(name, "products", ReadingOptions(decimal=decimal)), HEADER)  # type: ignore[arg-type]
    assert [(each.name, each.reading.decimal) for each in shop.read(presets)] == [("a", ","), ("b", ",")]
    found = shop.read(preset_for, HEADER)
    assert found is not None
    assert found.name == "a"
    shop.write(forget_preset, "a")
    with pytest.raises(NotFound):
        shop.write(forget_preset, "a")
