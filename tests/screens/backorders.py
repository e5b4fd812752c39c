"""What the backorders page and its dialogs show in their pictures: the late line of the casserole."""

from typing import Any

from PySide6.QtWidgets import QDialog

from app.lists.backorders import LISTING
from ui.common.page import Desk, Page
from ui.dialogs.act import ActDialog
from ui.dialogs.move_reservation import MoveReservationDialog
from ui.pages.backorders import BackordersPage
from ui.panes.backorder_acts import LineActs
from ui.panes.backorder_rows import told

SHOWN = "O-1047"


def prepare(page: Page | None) -> None:
    """Choose the line that the look's picture chooses."""
    assert isinstance(page, BackordersPage)
    row = next((row for row in page.model.rows if told(row, "order") == SHOWN), None)
    if row is not None:
        page.table.choose(row[0])


def rank_first(desk: Desk) -> QDialog:
    """Who loses by the line's being served first."""
    return ActDialog(desk, LineActs(_row(desk)).rank_first())


def move_reservation(desk: Desk) -> QDialog:
    """From one who holds goods to one who is late."""
    row = _row(desk)
    return MoveReservationDialog(desk, told(row, "pool_id"), told(row, "id"))


def _row(desk: Desk) -> tuple[Any, ...]:
    shop = desk.jobs.shop
    assert shop is not None
    rows = shop.read(LISTING.page, search=SHOWN).rows
    return tuple(rows[0])
