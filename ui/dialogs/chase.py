"""Ask suppliers for the dates of what is overdue or has none, one letter each."""

from collections.abc import Collection
from functools import partial

from PySide6.QtWidgets import QWidget

from app.letters.chasing import chasers
from ui.common.page import Desk
from ui.dialogs import letters


def ask(
    parent: QWidget | None,
    desk: Desk,
    *,
    supplier_ids: Collection[int] | None = None,
    purchase_line_ids: Collection[int] | None = None,
) -> int | None:
    """Of all suppliers, of these, or of these lines whatever their dates; how many letters went out."""
    read = partial(chasers, supplier_ids=supplier_ids, purchase_line_ids=purchase_line_ids)
    return letters.ask_for(parent, desk, read)
