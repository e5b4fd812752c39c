"""Columns of previews: the lines that a write would touch, old values before new ones."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, cast

from app import wording
from app.actions.outlooks import Affected, Outlook, Shown
from app.language import ntr, tr
from app.rules.standing import URGENT, Status
from app.sentences import long_reason, short_reason, slip_text
from ui.common.cells import Cell, Column, GroupHead, Grouping, Row
from ui.common.format import ABOUT, UNKNOWN, Formats

GroupNotes = dict[int, tuple[str, tuple[tuple[str, str], ...]]]
"""By pool the figure under 'Gets' of its head, and what is said beside it, each with a tone."""


def row_of(affected: Affected) -> Row:
    """A row of the columns below."""
    return (affected.line_id, affected)


def waits_cell(line: Affected) -> Cell:
    """How much longer or less it waits."""
    old, new = line.before.day, line.after.day
    if old is not None and new is None:
        return Cell(tr("loses its date"), "bad", strong=True)
    if old is None and new is not None:
        return Cell(tr("gets a date"), "good", strong=True)
    if not line.days:
        return Cell()
    days = wording.days_text(abs(line.days))
    if line.days > 0:
        return Cell(tr("{days} later", days=days), "warn", strong=True)
    return Cell(tr("{days} sooner", days=days), "good", strong=True)


def of(row: Row) -> Affected:
    """The line that a row is about."""
    return cast(Affected, row[1])


def then_status(affected: Affected) -> Status:
    """The status it gets; one that is on time and has some of its goods says so."""
    after = affected.after
    if after.status is Status.ON_TIME and after.reserved:
        return Status.COLLECTING if affected.ship_complete else Status.PART
    return after.status


class AffectedColumns:
    """Each method makes one column in the shop's formats."""

    def __init__(self, formats: Formats) -> None:
        self.formats = formats

    def gains_and_losses(self) -> list[Column]:
        """What every act on the queue shows of those it touches."""
        return [
            self.rank(),
            self.customer(150),
            self.order(),
            self.gets(),
            self.short(),
            self.expected(),
            self.days(),
            self.promised(),
            self.then(),
        ]

    def dates(self) -> list[Column]:
        """What dates that move, of whatever product, do to those who wait."""
        return [
            self.customer(130),
            self.order(),
            self.product(200),
            self.pieces(),
            self.expected(),
            self.promised(),
            self.slip(),
            self.then(),
        ]

    def place(self) -> Column:
        """Its rank in the queue of its product, as the list shows it now."""
        return Column(
            "place", tr("#"), lambda row: Cell(str(of(row).place_now or of(row).place or ""), "quiet"), 32
        )

    def rank(self) -> Column:
        """'4 → 1'; only where it stood for one that then waits no more."""

        def cell(row: Row) -> Cell:
            now, then = of(row).place_now, of(row).place
            moves = bool(now and then and now != then)
            return Cell(str(then or now or ""), "" if moves else "quiet", before=str(now) if moves else "")

        return Column("rank", tr("#"), cell, 64, right=True)

    def days(self) -> Column:
        """How much longer or less it waits."""

        return Column("days", tr("Waits"), lambda row: waits_cell(of(row)), 124)

    def customer(self, width: int = 170) -> Column:
        """Who waits."""
        return Column("customer", tr("Customer"), lambda row: self.formats.text(of(row).customer), width)

    def order(self) -> Column:
        """The order's number."""
        return Column("order", tr("Order"), lambda row: Cell(of(row).order, "quiet"), 76)

    def product(self, width: int = 160) -> Column:
        """What is waited for."""
        return Column("product", tr("Product"), lambda row: self.formats.text(of(row).product), width)

    def pieces(self) -> Column:
        """How much of it is open."""
        return Column("pieces", tr("Pieces"), lambda row: self.formats.quantity(of(row).open), 64, right=True)

    def gets(self) -> Column:
        """What it gains of the shelf."""

        def cell(row: Row) -> Cell:
            gets = of(row).gets
            if not gets:
                return Cell()
            return self.formats.quantity(gets, strong=True, signed=True, tone="bad" if gets < 0 else "")

        return Column("gets", tr("Gets"), cell, 56, right=True)

    def has_then(self) -> Column:
        """What it has of what it needs."""

        def cell(row: Row) -> Cell:
            line = of(row)
            has, needs = map(self.formats.quantity_text, (line.after.reserved, line.open))
            return Cell(tr("{has} of {needs}", has=has, needs=needs))

        return Column("has", tr("Has then"), cell, 84, right=True)

    def short(self) -> Column:
        """'2 → 1': what it lacks."""

        def cell(row: Row) -> Cell:
            line = of(row)
            old, new = line.before.open - line.before.reserved, line.after.open - line.after.reserved
            text = self.formats.quantity_text
            return Cell(text(new), strong=old != new, before=text(old) if old != new else "")

        return Column("short", tr("Short"), cell, 84, right=True)

    def expected(self) -> Column:
        """'3 Dec → 24 Nov'; a date that stays shows once."""

        def cell(row: Row) -> Cell:
            old, new = self._day(of(row).before), self._day(of(row).after)
            told = [new] if old == new else [old, new]
            said = " → ".join(_said(each) for each in told) if ABOUT in "".join(told) else ""
            return Cell(new, strong=True, before=old if old != new else "", said=said)

        return Column("expected", tr("Expected"), cell, 2 * self.formats.day_width() + 8, right=True)

    def _day(self, shown: Shown) -> str:
        if shown.day is None:
            return UNKNOWN
        text = wording.day_text(shown.day, today=self.formats.today)
        return f"{ABOUT} {text}" if shown.estimate else text

    def promised(self) -> Column:
        """What the customer was told."""
        width = self.formats.day_width()
        return Column(
            "promised",
            tr("Promised"),
            lambda row: self.formats.day(of(row).promised_on, tone="quiet"),
            width,
            right=True,
        )

    def promised_then(self) -> Column:
        """'3 Dec → 21 Dec': what the customer was told, and is told now."""

        def cell(row: Row) -> Cell:
            old, new = of(row).before.promised_on, of(row).after.promised_on
            told = self.formats.day(new, unknown=True, strong=True)
            if old == new:
                return replace(told, strong=False)
            return replace(told, before=self.formats.day(old, unknown=True).text)

        return Column("promised", tr("Promised"), cell, 2 * self.formats.day_width() + 8, right=True)

    def slip(self) -> Column:
        """Days later than promised, before and after."""

        def cell(row: Row) -> Cell:
            line = of(row)
            if line.promised_on is None:
                return Cell()
            old, new = _slip_text(line.before), _slip_text(line.after)
            if line.after.slip is None and old != new:
                return Cell(new, "quiet", before=old)
            return self.formats.slip(line.after.slip, before=old if old != new else "")

        return Column("slip", tr("Slip"), cell, 164, right=True)

    def then(self, width: int = 150) -> Column:
        """Its status afterwards."""
        return Column("then", tr("Then"), lambda row: self.formats.status(then_status(of(row))), width)

    def reason(self) -> Column:
        """Why it still waits; it takes the rest of the width."""
        return Column("reason", "", _reason_cell, 160)


def _reason_cell(row: Row) -> Cell:
    after = of(row).after
    return Cell(short_reason(after.reason, after.facts), "quiet", tip=long_reason(after.reason, after.facts))


def _said(day: str) -> str:
    return tr("about {date}", date=day.removeprefix(f"{ABOUT} ")) if day.startswith(ABOUT) else day


def _slip_text(shown: Shown) -> str:
    return slip_text(shown.slip) or tr("on time")


def by_product(notes: GroupNotes) -> Grouping:
    """Groups by pool, with notes that may be filled later."""

    def head(row: Row) -> GroupHead:
        line = of(row)
        figure, said = notes.get(line.pool_id, ("", ()))
        return GroupHead(line.product, line.sku, {"gets": figure}, said)

    return Grouping(key=lambda row: of(row).pool_id, head=head, title_at="customer", notes_at="has")


def told(answer: Outlook[Any]) -> list[Affected]:
    """Those who gain or lose anything and still want some."""
    return [
        each
        for each in answer.affected
        if each.open and (each.gets or each.moves or each.before.open != each.open)
    ]


def summed(shown: Sequence[Affected], *order_ids: int) -> str:
    """'2 others wait longer. 1 becomes late. 1 other waits less.': those of these orders are no others."""
    others = [each for each in shown if each.order_id not in order_ids]
    longer = [each for each in others if each.waits_longer]
    late = [each for each in longer if each.after.status in URGENT and each.before.status not in URGENT]
    less = [each for each in others if each.waits_less]
    loses = [each for each in others if each.gets < 0]
    gains = [each for each in others if each.gets > 0]
    words = []
    if longer:
        words.append(ntr("{count} other waits longer.", "{count} others wait longer.", len(longer)))
    if late:
        words.append(ntr("{count} becomes late.", "{count} become late.", len(late)))
    if loses:
        pieces = wording.pieces_text(-total(loses))
        words.append(
            ntr("{count} other gives {pieces}.", "{count} others give {pieces}.", len(loses), pieces=pieces)
        )
    if gains:
        pieces = wording.pieces_text(total(gains))
        words.append(
            ntr("{count} other gets {pieces}.", "{count} others get {pieces}.", len(gains), pieces=pieces)
        )
    if less:
        words.append(ntr("{count} other waits less.", "{count} others wait less.", len(less)))
    return " ".join(words) or tr("Nobody else's date moves.")


def total(lines: Sequence[Affected]) -> Decimal:
    """What the lines gain together."""
    return sum((line.gets for line in lines), Decimal(0))


def moves_title(moved: Sequence[Affected]) -> str:
    """Whether those whose dates move wait longer or less."""
    if moved and not any(each.waits_longer for each in moved):
        return tr("Who waits less")
    return tr("Who waits longer")


def moves_summed(moved: Sequence[Affected]) -> str:
    """'5 orders move. 2 become late.'"""
    if not moved:
        return tr("Nobody's date moves.")
    orders = len({each.order_id for each in moved})
    late = {
        each.order_id for each in moved if each.after.status in URGENT and each.before.status not in URGENT
    }
    words = [ntr("{count} order moves.", "{count} orders move.", orders)]
    if late:
        words.append(ntr("{count} becomes late.", "{count} become late.", len(late)))
    return " ".join(words)
