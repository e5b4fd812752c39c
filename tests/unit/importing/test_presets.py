"""How a file is read is found again for files of the same shape."""

from dataclasses import replace
from pathlib import Path

import pytest

from app.errors import NotFound
from app.file_formats.options import ReadingOptions
from app.importing.incoming import Incoming
from app.importing.kept_readings import as_kept
from app.importing.looking import see
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
    # Rows that were set aside are written as every other file of ours.
    aside = shop.read(preset_for, ("rejected_line", "rejected_reason", *HEADER))
    assert aside == Preset("Old till", "products", ReadingOptions(None, None, ",", "dmy", reading.columns))


@pytest.mark.parametrize(
    ("content", "reading"),
    [
        ("Artikel;Bez\nA;L\xe4mpchen\n", ReadingOptions("cp1252", ";")),
        ("sku,name\nArtikel;Bez\nA;Lampe\n", ReadingOptions(delimiter=";", header_row=2)),
    ],
)
def test_a_file_is_read_as_one_like_it_was(
    sqlite_shop: Shop, tmp_path: Path, content: str, reading: ReadingOptions
) -> None:
    path = tmp_path / "till.csv"
    path.write_bytes(content.encode("cp1252"))
    reading = replace(reading, columns={"sku": "Artikel", "name": "Bez"})
    incoming = Incoming(path)
    assert as_kept(sqlite_shop, incoming) == (incoming, "")
    sqlite_shop.write(keep_preset, Preset("Old till", "products", reading), ("Artikel", "Bez"))
    assert as_kept(sqlite_shop, incoming) == (Incoming(path, "products", reading), "Old till")
    assert see(sqlite_shop, incoming).preset == "Old till"
    # Whoever says anything says all, unless he names it.
    said = Incoming(path, reading=ReadingOptions("utf-8"))
    assert as_kept(sqlite_shop, said) == (said, "")
    named, name = as_kept(sqlite_shop, said, "Old till")
    assert (named.reading, name) == (replace(reading, encoding="utf-8"), "Old till")


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
