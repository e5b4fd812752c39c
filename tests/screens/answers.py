"""Dialogs about what customers answered, of a customer who was told that the goods come later."""

from decimal import Decimal

from app.answer_views import reply_of_line
from app.lists.backorders import LISTING
from app.lists.finding import find_products
from ui.common.page import Desk
from ui.dialogs.answer import AnswerDialog
from ui.dialogs.answer_rows import of, words_of
from ui.dialogs.silence import SilenceDialog
from ui.dialogs.substitute_choice import SubstituteChoice
from ui.dialogs.substitutes import SubstitutesDialog


def _waiting(desk: Desk, text: str) -> int:
    """A line that waits for a product, or any."""
    shop = desk.jobs.shop
    assert shop is not None
    rows = shop.read(LISTING.page, search=text).rows or shop.read(LISTING.page).rows
    return int(rows[0][0])


def answering(desk: Desk) -> AnswerDialog:
    """One takes what lies there in place of what comes late."""
    line_id = _waiting(desk, "CI-24")
    dialog = AnswerDialog(desk, reply_of_line, line_id, line_id=line_id)

    def say() -> None:
        dialog.lines.modelReset.disconnect(say)
        if not dialog.lines.rows:
            dialog.lines.modelReset.connect(say)
            return
        model = dialog.lines
        for place, row in enumerate(model.rows):
            says = "substitute" if of(row).asked.instead else "waits"
            model.setData(model.index(place, model.column_of("says")), words_of(says))

    dialog.lines.modelReset.connect(say)
    dialog.note.setText("Called at noon")
    return dialog


def suggesting(desk: Desk) -> SubstitutesDialog:
    """What could stand in for a casserole that a customer waits for."""
    return SubstitutesDialog(desk, _waiting(desk, "CI-24"))


def choosing(desk: Desk) -> SubstituteChoice:
    """The same while an order is typed."""
    shop = desk.jobs.shop
    assert shop is not None
    [casserole] = shop.read(find_products, "CI-24")[:1]
    return SubstituteChoice(desk, casserole.id, None, Decimal(3), Decimal(189), None)


def silent(desk: Desk) -> SilenceDialog:
    """Whom no answer cancels; where all have answered it says so."""
    return SilenceDialog(desk, "cancel")


def asking_again(desk: Desk) -> SilenceDialog:
    """Whom the shop asks again."""
    return SilenceDialog(desk, "ask")
