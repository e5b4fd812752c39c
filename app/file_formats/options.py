"""What the owner says about a file when it does not say so itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from app.errors import InvalidInput
from app.language import tr

DecimalSign = Literal[".", ","]
DayOrder = Literal["dmy", "mdy", "ymd"]
DECIMAL_SIGNS: tuple[DecimalSign, ...] = (".", ",")
DAY_ORDERS: tuple[DayOrder, ...] = ("dmy", "mdy", "ymd")
DELIMITERS = (",", ";", "\t", "|")


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """None: find out, and refuse what can be read in two ways."""

    encoding: str | None = None
    delimiter: str | None = None
    decimal: DecimalSign | None = None
    day_order: DayOrder | None = None
    columns: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Field key to the header that holds it, where the header is not the key."""
    sheet: str | None = None
    """Of a workbook, by its name."""
    header_row: int | None = None
    """The line of the headers, counted from 1 as an editor does."""

    def check(self) -> None:
        """InvalidInput for an option that cannot be."""
        _check(tr("decimal sign"), self.decimal, DECIMAL_SIGNS)
        _check(tr("order of day, month and year"), self.day_order, DAY_ORDERS)
        _check(tr("delimiter"), self.delimiter, DELIMITERS)
        if self.encoding is not None:
            _check_encoding(self.encoding)
        if self.header_row is not None and self.header_row < 1:
            raise InvalidInput(
                tr("There is no line {line} in any file.", line=self.header_row), tr("Lines count from 1.")
            )


def _check(name: str, value: str | None, allowed: tuple[str, ...]) -> None:
    if value is not None and value not in allowed:
        raise InvalidInput(
            tr("“{value}” cannot be the {name} of a file.", value=value, name=name),
            tr("Choose one of: {choices}", choices="  ".join(repr(choice) for choice in allowed)),
        )


def _check_encoding(name: str) -> None:
    try:
        "".encode(name)
    # A NUL in the name is a ValueError.
    except (LookupError, ValueError) as error:
        raise InvalidInput(
            tr("There is no character encoding “{name}”.", name=name),
            tr("Known names are for example utf-8, utf-16, gb18030, big5 and cp1252."),
        ) from error
