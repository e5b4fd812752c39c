"""Orders as marketplaces export them: what their words of state mean, and cells as they write them.

All of them write numbers with a decimal point; a comma parts thousands.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import lru_cache
from operator import itemgetter

from app.file_formats.foreign_cells import code, one_line, with_options
from app.file_formats.layout import Layout
from app.file_formats.order_amounts import amount
from app.file_formats.text_cells import folded
from app.file_formats.translating import Part, Refuse, Row
from app.language import tr

_GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_PUNCTUATION = re.compile(r"[\s_,，、;；:：()（）]+")
# A name or number that the platform hides in part.
_HIDDEN = re.compile(r"[*＊]")
_NOTHING = frozenset(("", "null", "无", "-", "--"))
# Without the ending that says what kind of province it is.
_PROVINCES = re.compile(
    "北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南"
    "|四川|贵州|云南|陕西|甘肃|青海|台湾|内蒙古|广西|西藏|宁夏|新疆|香港|澳门"
)
_POSTCODE = re.compile(r"\s*[,，]?\s*[(（]?([0-9]{6})[)）]?\s*$")


class Unclear(Exception):
    """Key of a column and reason: the file does not say exactly what became of the order."""


class Stage(Enum):
    """How far an order has come."""

    UNPAID = "unpaid"
    OPEN = "open"
    SENT = "sent"
    CLOSED = "closed"
    REFUNDED_UNSENT = "refunded before it was sent"
    REFUNDED_SENT = "refunded after it was sent"
    PART_SENT = "sent in part"


@lru_cache(1_024)
def words(cell: str) -> str:
    """A word of state, whatever commas stand in it: 已发货，待签收 is 已发货待签收."""
    return _PUNCTUATION.sub("", folded(cell))


def stage_of(spellings: Mapping[Stage, Sequence[str]], column: str) -> Callable[[str], Stage]:
    """Reads the column's words; Unclear for others, and for orders of which only a part was sent."""
    known = {words(word): stage for stage, each in spellings.items() for word in each}

    @lru_cache(1_024)
    def stage(cell: str) -> Stage:
        found = known.get(words(cell))
        if found is None:
            raise Unclear(column, tr("It is no state of an order that is known."))
        if found is Stage.PART_SENT:
            raise Unclear(column, tr("A part of it was sent, but the file does not say how much."))
        return found

    return stage


def moved(stage: Stage, quantity: str, paid: bool) -> tuple[str, str, str]:
    """State, shipped, cancelled. What was never paid was never demand: an offer, open or withdrawn."""
    if stage is Stage.UNPAID:
        return "quote", "", ""
    if stage in (Stage.SENT, Stage.REFUNDED_SENT):
        return "", quantity, ""
    if stage is Stage.OPEN:
        return "", "", ""
    return ("", "", quantity) if paid else ("cancelled", "", "")


@lru_cache(8_192)
def plain(cell: str) -> str:
    """A number without its currency sign and its groups; anything else as it stands."""
    text = code(cell).strip("¥￥元 ")
    return text.replace(",", "") if _GROUPED.fullmatch(text) else text


@lru_cache(8_192)
def money_in(cell: str, column: str) -> int:
    """Ten-thousandths, blank is nothing; Unclear where it is no number."""
    value = amount(plain(cell))
    if value is None or "," in plain(cell):
        raise Unclear(column, tr("It is not a plain number."))
    return value


@lru_cache(1_024)
def count_in(cell: str, column: str) -> int:
    """Marketplaces sell whole numbers; Unclear for anything else, and for none at all."""
    whole, remainder = divmod(money_in(cell, column), 10_000)
    if remainder or whole <= 0:
        raise Unclear(column, tr("It must be a whole number, and more than 0."))
    return whole


@lru_cache(8_192)
def named(title: str, variant: str = "") -> str:
    """What the goods are called, be it on a line or on a hundred thousand."""
    return with_options(code(title), (code(variant),))


def seen(cell: str) -> str:
    """A name or number that stands there in full; of one that is hidden in part nobody can be known again."""
    text = code(cell)
    return "" if _HIDDEN.search(text) or text.casefold() in _NOTHING else text


def remarks(*cells: str) -> str:
    """What buyer and seller wrote, a paragraph each."""
    told = (code(cell) for cell in cells)
    return "\n".join(text for text in told if text.casefold() not in _NOTHING)


def chinese_address(cell: str) -> tuple[str, str, str, str]:
    """Street, postcode, city and province of 省 市 区 街道 (postcode); what has another shape is a street."""
    text = one_line(code(cell))
    match = _POSTCODE.search(text)
    postcode = ""
    if match and match.start() and match[0].strip()[0] in "(（,，":
        text, postcode = text[: match.start()], "" if match[1] == "000000" else match[1]
    parts = text.split(" ", 2)
    if len(parts) == 3 and _PROVINCES.match(parts[0]):
        return parts[2], postcode, parts[1], parts[0]
    return text, postcode, "", ""


def taking(layout: Layout, keys: Sequence[str]) -> Callable[[Sequence[str]], tuple[str, ...]]:
    """The cells of these columns, blank for those that the file lacks."""
    width = len(layout.header)
    places = [layout.place(key) for key in keys]
    pick = itemgetter(*(width if place is None else place for place in places))
    if None not in places:
        return pick
    return lambda row: pick([*row[:width], ""])


def order_by_order(
    layout: Layout,
    groups: Callable[[Iterable[Row]], Iterable[Sequence[Row]]],
    make: Callable[[Sequence[Row]], Iterable[Row]],
) -> Callable[[Iterable[Row], Refuse], Iterator[Row]]:
    """Rows made of one order's rows after the other; where one is unclear, all of them are refused."""

    def rows(raw: Iterable[Row], refuse: Refuse) -> Iterator[Row]:
        for group in groups(raw):
            try:
                made = list(make(group))
            except Unclear as reason:
                column, what = reason.args
                for line, row in group:
                    refuse(line, row, layout.title(column), what)
            else:
                yield from made

    return rows


def one_by_one(raw: Iterable[Row]) -> Iterator[Sequence[Row]]:
    """Each row that is not blank is an order."""
    return ([each] for each in raw if any(map(str.strip, each[1])))


def row_by_row(
    layout: Layout,
    keys: Sequence[str],
    sources: Mapping[str, str],
    order: Callable[[int, tuple[str, ...]], Row],
    number: str,
) -> Part:
    """The part of a report of which every row is an order; `number` is the column of theirs."""
    take = taking(layout, keys)

    def made(rows: Sequence[Row]) -> Iterator[Row]:
        return (order(line, take(row)) for line, row in rows)

    titles = {ours: layout.title(theirs) if theirs else "" for ours, theirs in sources.items()}
    return Part("orders", titles, order_by_order(layout, one_by_one, made), layout.place(number))
