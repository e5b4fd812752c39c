"""Every sample is known by its headers, and by one format alone."""

from pathlib import Path

import pytest

from app.file_formats.options import ReadingOptions
from app.file_formats.recognising import known_by, told_by
from app.file_formats.records import open_records
from tests.unit.file_formats.foreign.making_over import SAMPLES


def header_of(path: Path) -> tuple[str, ...]:
    return open_records(path, ReadingOptions(), lambda header: known_by(header, "", {})).header


@pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
def test_a_sample_is_of_the_format_that_it_is_named_after(path: Path) -> None:
    [name] = told_by(header_of(path))
    # Variants of a format are named after it: shopify-products-old.
    assert path.stem.startswith(name)


@pytest.mark.parametrize(
    "change", [str.upper, str.lower, lambda title: f" {title}\t"], ids=("upper", "lower", "blanks")
)
def test_headers_are_known_in_any_case(change: object) -> None:
    assert callable(change)
    header = header_of(SAMPLES / "shopify-orders.csv")
    assert told_by([change(title) for title in header]) == ("shopify-orders",)


def test_brackets_may_be_full_width() -> None:
    header = header_of(SAMPLES / "shopify-inventory.csv")
    wide = [title.replace("(", "（").replace(")", "）") for title in header]
    assert told_by(wide) == ("shopify-inventory",)
