"""Print: a paper as it will come out, on which labels, to a printer or into a file."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from PySide6.QtCore import QSettings
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.actions.purchase_sending import mark_sent, unmark_sent
from app.errors import ShopError
from app.file_formats.replacing import write_file
from app.language import ntr, tr
from app.names import file_name_of
from app.papers.put_aside import Labels, LabelSheet, labels_on
from ui.common import fonts
from ui.common.buttons import button
from ui.common.dialog import Dialog
from ui.common.file_places import chosen, suggested
from ui.common.inputs import combo, field
from ui.common.page import Desk
from ui.common.paper import PaperView
from ui.common.printing import choose_printer, print_pdfs
from ui.common.undo import Undo
from ui.dialogs.label_choice import LabelChoice
from ui.dialogs.printables import LABELS, Printable

SIZE = (860, 780)
CHOICES_WIDTH = 268
_LAST, _SENDS = "papers/last", "papers/marks_sent"


class Made(NamedTuple):
    """A paper, drawn; how many labels it holds."""

    pdf: bytes
    labels: int


class PrintDialog(Dialog):
    """Of several papers it opens with the one that was printed last."""

    def __init__(self, desk: Desk, papers: Sequence[Printable], parent: QWidget | None = None) -> None:
        title = papers[0].title if len(papers) == 1 else tr("Print")
        super().__init__(desk, title, tr("Print…"), parent)
        self._papers = {paper.key: paper for paper in papers}
        self._is_printing = False
        self.printed: list[str] = []
        self.choice = combo([(paper.title, paper.key) for paper in papers])
        self.labels = LabelChoice(desk.formats.currency)
        self.sent = QCheckBox(tr("Mark as sent today"))
        self.sent.setFont(fonts.font())
        self.sent.setChecked(QSettings().value(_SENDS, "true") == "true")
        self.view = PaperView(desk.jobs, tr("The paper as it prints"))
        self.save = button(tr("Save as PDF…"))
        self._arrange()
        self._choose_last()
        self.choice.activated.connect(lambda _: self.show_paper())
        self.labels.changed.connect(self.show_paper)
        self.save.clicked.connect(self.save_it)
        self.resize(*SIZE)
        self.show_paper()
        self.ok.setFocus()

    def _arrange(self) -> None:
        room = QWidget()
        room.setFixedWidth(CHOICES_WIDTH)
        choices = QVBoxLayout(room)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(12)
        self._choice_field = field(tr("What to print"), self.choice)
        self._choice_field.setVisible(len(self._papers) > 1)
        for each in (self._choice_field, self.labels, self.sent):
            choices.addWidget(each)
        choices.addStretch()
        self._choices = room
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(room)
        row.addWidget(self.view, stretch=1)
        self.body.addLayout(row, stretch=1)
        self.cancel.setText(tr("Close"))
        self.footer.insertWidget(self.footer.count() - 1, self.save)

    def _choose_last(self) -> None:
        last = self.choice.findData(QSettings().value(_LAST, ""))
        self.choice.setCurrentIndex(max(0, last))

    @property
    def paper(self) -> Printable:
        """The one that is shown."""
        return self._papers[self.choice.currentData()]

    def show_paper(self) -> None:
        """As it is now."""
        paper = self.paper
        self.error.clear()
        self.labels.setVisible(paper.key == LABELS)
        self.sent.setVisible(bool(paper.unsent))
        self._choices.setVisible(len(self._papers) > 1 or paper.key == LABELS or bool(paper.unsent))
        make = self._make()
        self.view.show_pdf(lambda: make().pdf)

    def _make(self) -> Callable[[], Made]:
        return partial(_made, self.desk.jobs.shop, self.paper, self.labels.sheet())

    # where it goes

    def submit(self) -> None:
        """On paper."""
        try:
            printer = choose_printer(self, self.paper.title)
        except ShopError as error:
            self.show_error(error)
            return
        if printer is not None:
            self._begin(partial(_printed, self._make(), printer))

    def save_it(self) -> None:
        """Into a file."""
        pattern = tr("PDF documents")
        name = suggested(f"{file_name_of(self.paper.file_name)}.pdf")
        where, _ = QFileDialog.getSaveFileName(self, self.paper.title, name, f"{pattern} (*.pdf)")
        if chosen(where):
            self._begin(partial(_saved, self._make(), Path(where)))

    def _begin(self, work: Callable[[], Made]) -> None:
        self.error.clear()
        self._set_printing(is_printing=True)
        self.desk.jobs.carry_out(work, self._over, self._broken)

    def _set_printing(self, *, is_printing: bool) -> None:
        self._is_printing = is_printing
        for each in (self.ok, self.save, self._choices):
            each.setEnabled(not is_printing)
        self.hint.setText(tr("Printing…") if is_printing else "")

    def _broken(self, error: ShopError) -> None:
        self._set_printing(is_printing=False)
        self.show_error(error)

    def _over(self, made: Made) -> None:
        self._set_printing(is_printing=False)
        paper = self.paper
        self.printed.append(paper.key)
        QSettings().setValue(_LAST, paper.key)
        if paper.key == LABELS:
            self.labels.use(made.labels)
        if paper.unsent:
            self._mark_sent(paper)
        if len(self._papers) == 1:
            self.finish(self.printed)
        else:
            self.hint.setText(tr("Done: {what}.", what=paper.title))

    def _mark_sent(self, paper: Printable) -> None:
        QSettings().setValue(_SENDS, "true" if self.sent.isChecked() else "false")
        if self.sent.isChecked():
            self._papers[paper.key] = replace(paper, unsent=())
            self.sent.hide()
            told = partial(_tell_sent, self.desk, paper)
            self.desk.jobs.write(mark_sent, paper.unsent, done=told)

    def leave(self) -> None:
        """What is on its way to the printer arrives there."""
        if not self._is_printing:
            self.outcome = self.printed or None
            super().leave()


def _made(shop: Any, paper: Printable, sheet: LabelSheet) -> Made:
    found = shop.read(paper.read)
    if isinstance(found, Labels):
        return Made(labels_on(found, sheet), len(found.labels))
    return Made(paper.draw(found), 0)


def _printed(make: Callable[[], Made], printer: QPrinter) -> Made:
    made = make()
    print_pdfs(printer, [made.pdf], lambda _: None)
    return made


def _saved(make: Callable[[], Made], file: Path) -> Made:
    made = make()
    write_file(file, made.pdf)
    return made


def _tell_sent(desk: Desk, paper: Printable, purchase_ids: list[int]) -> None:
    if purchase_ids:
        count = len(purchase_ids)
        words = ntr("{paper} was sent today.", "{paper} were sent today.", count, paper=paper.file_name)
        desk.done(words, Undo(paper.file_name, unmark_sent, (purchase_ids, desk.formats.today)))


def ask(parent: QWidget | None, desk: Desk, papers: Sequence[Printable]) -> list[str] | None:
    """Show what can be printed; the keys of what was, or None."""
    outcome: list[str] | None = PrintDialog(desk, papers, parent).ask()
    return outcome
