"""What letters and the page of notices show in their pictures."""

from collections.abc import Callable
from functools import partial
from typing import Any

from app.actions.sending import record_letter
from app.letters.drawing import draft_of, pdf_of
from app.letters.due import due_letters
from app.lists.notice_detail import kept_letter
from db.rows import fetch, run
from ui.common.page import Desk, Page
from ui.dialogs.kept_letter import KeptLetterDialog
from ui.dialogs.letters import LettersDialog
from ui.dialogs.mail_address import MailAddressDialog
from ui.pages.notices import DUE, SENT, NoticesPage


def letters(desk: Desk) -> LettersDialog:
    """All that is due; one has a paragraph of its own, one is left out, one was refused."""
    dialog = LettersDialog(desk, partial(due_letters))

    def prepare() -> None:
        dialog.letters.modelReset.disconnect(prepare)
        rows = dialog.letters.rows
        if len(rows) > 1:
            dialog.table.ticked.emit(rows[1])

    dialog.letters.modelReset.connect(prepare)
    return dialog


def _tell(desk: Desk) -> Any:
    """The shop, in which five were told, one of them by a mail that was refused."""
    shop: Any = desk.jobs.shop
    if not shop.read(fetch, "SELECT 1 FROM mails LIMIT 1"):
        for plan in shop.read(due_letters, limit=5):
            channel = "mail" if plan.email else "letter"
            shop.write(record_letter, draft_of(plan, pdf_of(plan), channel))
        refused = (
            "UPDATE mails SET state = 'refused', problem = '550 no such user'"
            " WHERE id = (SELECT min(id) FROM mails)"
        )
        shop.write(lambda session: run(session, refused))
    return shop


def told(page: Page | None) -> Callable[[], object]:
    """What went out."""
    assert isinstance(page, NoticesPage)
    _tell(page.desk)
    page.view.choose(SENT)
    return lambda: page.view.choose(DUE)


def kept(desk: Desk) -> KeptLetterDialog:
    """A letter as it went out."""
    shop = _tell(desk)
    [(letter_id,)] = shop.read(fetch, "SELECT max(id) FROM letters")
    return KeptLetterDialog(desk, shop.read(kept_letter, letter_id))


def elsewhere(desk: Desk) -> MailAddressDialog:
    """Instead of one that was refused."""
    shop = _tell(desk)
    [(letter_id,)] = shop.read(fetch, "SELECT min(letter_id) FROM mails")
    return MailAddressDialog(desk, shop.read(kept_letter, letter_id))
