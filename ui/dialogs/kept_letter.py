"""A letter that went out, as it was; printed or saved once more it says that it is a copy."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QFileDialog, QWidget

from app.actions.sending import record_reprint
from app.documents.rendering import copy_of
from app.errors import ShopError
from app.file_formats.replacing import refusing_trouble
from app.language import tr
from app.lists.notice_detail import KeptLetter, pages_of
from ui.common import fonts
from ui.common.buttons import button
from ui.common.dialog import Dialog
from ui.common.elided import Elided
from ui.common.file_places import chosen, suggested
from ui.common.page import Desk
from ui.common.paper import PaperView
from ui.common.printing import choose_printer, print_pdfs

SIZE = (720, 860)


class KeptLetterDialog(Dialog):
    """Shows the letter's pages; what it prints is counted."""

    def __init__(self, desk: Desk, letter: KeptLetter, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Letter {code}", code=letter.code), tr("Print a copy…"), parent)
        self.letter = letter
        self.subject = Elided(fonts.PANE_TITLE, fonts.STRONG)
        self.subject.show_text(letter.subject)
        self.paper = PaperView(desk.jobs, tr("The letter as it went out"))
        self.save = button(tr("Save a copy as PDF…"))
        self.save.clicked.connect(self.save_copy)
        self.body.addWidget(self.subject)
        self.body.addWidget(self.paper, stretch=1)
        self.cancel.setText(tr("Close"))
        self.footer.insertWidget(self.footer.count() - 1, self.save)
        self.ok.setAutoDefault(False)
        self.resize(*SIZE)
        self.ok.setFocus()
        shop: Any = desk.jobs.shop
        self.paper.show_pdf(partial(shop.read, pages_of, letter.id), letter.text)

    def submit(self) -> None:
        try:
            printer = choose_printer(self, tr("Print a copy"))
        except ShopError as error:
            self.show_error(error)
            return
        if printer is not None:
            self._work(lambda pdf: print_pdfs(printer, [pdf], lambda _: None))

    def save_copy(self) -> None:
        """Into a file; what stands there is replaced."""
        pattern = tr("PDF documents")
        name = f"{self.letter.code}.pdf"
        where, _ = QFileDialog.getSaveFileName(self, tr("Save a copy"), suggested(name), f"{pattern} (*.pdf)")
        if chosen(where):
            self._work(partial(_save, Path(where)))

    def _work(self, bring_out: Any) -> None:
        self.error.clear()
        self._set_busy(busy=True)
        work = _Copy(self.desk.jobs.shop, self.letter, bring_out)
        self._job = self.desk.jobs.carry_out(work.make, self._written, self._not_written)

    def finish(self, outcome: Any) -> None:
        self.desk.done(tr("A copy of letter {code} is made.", code=self.letter.code))
        super().finish(outcome)


@dataclass(frozen=True, slots=True)
class _Copy:
    """It counts once it is there."""

    shop: Any
    letter: KeptLetter
    bring_out: Any

    def make(self) -> int:
        """How often it was printed by now."""
        pdf = self.shop.read(pages_of, self.letter.id)
        self.bring_out(copy_of(pdf, self.letter.language))
        return int(self.shop.write(record_reprint, self.letter.id))


def _save(file: Path, pdf: bytes) -> None:
    with refusing_trouble(file):
        file.write_bytes(pdf)


def ask(parent: QWidget | None, desk: Desk, letter: KeptLetter) -> int | None:
    """Show it; how often it was printed again, or None where it was only looked at."""
    outcome: int | None = KeptLetterDialog(desk, letter, parent).ask()
    return outcome
