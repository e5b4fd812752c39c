"""Letters: what each customer will read, how it goes, and sending all that is ticked."""

from collections.abc import Callable, Collection, Sequence
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QPushButton, QVBoxLayout, QWidget

from app.actions.making_good import propose
from app.errors import ShopError
from app.language import ntr, tr
from app.letters.due import AT_ONCE, due_letters
from app.letters.outgoing import (
    SHEETS_AT_ONCE,
    Outcome,
    print_letters,
    queue_mails,
    save_as_one,
    save_letters,
    told_by_phone,
    what_is_void,
)
from app.letters.plans import LetterPlan
from app.progress import Progress
from app.wording import quantity_text
from ui.common.buttons import button
from ui.common.dialog import Dialog, Framed
from ui.common.file_places import chosen, suggested
from ui.common.labels import heading, label
from ui.common.page import Desk
from ui.common.printing import choose_printer, print_pdfs
from ui.common.rows_model import RowsModel
from ui.dialogs.letter_pane import LetterPane
from ui.dialogs.letter_rows import (
    MAIL,
    PAPER,
    PHONE,
    LetterList,
    Outgoing,
    changed,
    columns,
    of,
    outgoing,
    refused,
    remade,
    renewed,
    toggled,
)
from ui.posting import send_outbox

SIZE = (1240, 800)
Read = Callable[[Any], Sequence[LetterPlan]]
Way = Callable[[Any, Progress], Outcome]


class LettersDialog(Dialog):
    """Stays open while letters are left; those that went out leave it."""

    _went_on = Signal(str, int, int)

    def __init__(self, desk: Desk, read: Read, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Letters"), tr("Print…"), parent)
        self._read = read
        self._progress: Progress | None = None
        self._then: Callable[[Outcome], None] | None = None
        self._has_more = False
        self.sent = 0
        self.letters = RowsModel(columns(), parent=self)
        self.table = LetterList(self.letters, tr("Letters"))
        self.sum = label(tone="quiet")
        self.sheet = LetterPane(desk.jobs)
        self.save = self._save_button()
        self.print = button()
        self.phone = button()
        self._arrange()
        self._connect()
        self._show_acts()
        self.resize(*SIZE)
        self.table.setFocus()
        self._load()

    def _arrange(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(heading(tr("What goes out")))
        head.addWidget(self.sum, stretch=1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addLayout(head)
        left.addWidget(Framed(self.table), stretch=1)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addLayout(left, stretch=11)
        row.addWidget(self.sheet, stretch=10)
        self.body.addLayout(row, stretch=1)
        self.cancel.setText(tr("Close"))
        self.ok.setAutoDefault(False)
        for each in (self.save, self.phone, self.print):
            self.footer.insertWidget(self.footer.count() - 1, each)

    def _save_button(self) -> QPushButton:
        result = button(tr("Save as PDF…"))
        menu = QMenu(result)
        menu.addAction(tr("All in one file…"), self.save_one)
        menu.addAction(tr("One file per customer…"), self.save_each)
        result.setMenu(menu)
        return result

    def _connect(self) -> None:
        self.table.chosen.connect(self._show_chosen)
        self.table.ticked.connect(lambda row: self._change(row[0], toggled))
        self.sheet.changed.connect(self._change)
        self.sheet.rewards.proposed.connect(self._propose)
        self.print.clicked.connect(self.print_them)
        self.phone.clicked.connect(self.tell_by_phone)
        self._went_on.connect(self._show_progress)

    # what goes out

    def _load(self) -> None:
        self.hint.setText(tr("Writing the letters…"))
        self.desk.jobs.read(self._read, done=self._fill, failed=self.show_error, latest=f"letters {id(self)}")

    def _fill(self, plans: Sequence[LetterPlan]) -> None:
        self.hint.setText(tr("The space bar ticks a letter or leaves it out"))
        if self.sent and not plans:
            self.leave()
            return
        self._has_more = len(plans) >= AT_ONCE
        self._show([outgoing(plan) for plan in plans])
        if plans:
            self.table.hide_message()
        else:
            self.table.say(tr("There is nothing to tell anybody."))

    def _show(self, letters: Sequence[Outgoing]) -> None:
        self.letters.set_rows([(each.id, each) for each in letters])
        self._show_chosen(self.table.current_row())
        self._show_acts()

    def _change(self, row_id: object, change: Callable[[Outgoing], Outgoing]) -> None:
        if self._progress is None:
            self.letters.set_rows(changed(self.letters.rows, row_id, change))
            self._show_chosen(self.table.current_row())
            self._show_acts()

    def _show_chosen(self, row: object) -> None:
        each = of(row) if isinstance(row, tuple) else None
        shown = self.sheet.shown_id
        if shown is not None and (each is None or each.id != shown):
            self.sheet.take_paragraph()
        self.sheet.show_letter(each)

    def going(self, channel: str) -> list[LetterPlan]:
        """The ticked letters that go this way."""
        each_of = [of(row) for row in self.letters.rows]
        return [each.plan for each in each_of if each.wanted and each.channel == channel]

    def _show_acts(self) -> None:
        paper, mail, phone = (len(self.going(channel)) for channel in (PAPER, MAIL, PHONE))
        self.sum.setText(
            "  ·  ".join(
                words
                for count, words in (
                    (paper, ntr("{count} on paper", "{count} on paper", paper)),
                    (mail, ntr("{count} by mail", "{count} by mail", mail)),
                    (phone, ntr("{count} by phone", "{count} by phone", phone)),
                )
                if count
            )
        )
        printing = ntr("Print {count} letter…", "Print {count} letters…", paper)
        calling = ntr("{count} told by phone", "{count} told by phone", phone)
        mailing = ntr("Send {count} by mail", "Send {count} by mail", mail)
        self.print.setText(printing)
        self.phone.setText(calling)
        self.print.setVisible(bool(paper and mail))
        self.phone.setVisible(bool(phone and (paper or mail)))
        self.save.setEnabled(bool(paper))
        self.set_act(
            mailing if mail else calling if phone and not paper else printing,
            enabled=bool(paper + mail + phone),
        )

    # how it goes out

    def submit(self) -> None:
        if self._progress is not None:
            return
        if self.going(MAIL):
            self.send()
        elif self.going(PAPER):
            self.print_them()
        else:
            self.tell_by_phone()

    def print_them(self) -> None:
        """By the system's dialog; to a file it is one job, which a second one would overwrite."""
        self.sheet.take_paragraph()
        plans = self.going(PAPER)
        try:
            printer = choose_printer(self, tr("Print the letters"))
        except ShopError as error:
            self.show_error(error)
            return
        if printer is not None:
            at_once = len(plans) if printer.outputFileName() else SHEETS_AT_ONCE
            paint = partial(print_pdfs, printer)
            self._carry_out(lambda shop, progress: print_letters(shop, plans, paint, progress, at_once))

    def save_one(self) -> None:
        """Into one file."""
        self.sheet.take_paragraph()
        plans = self.going(PAPER)
        pattern = tr("PDF documents")
        where, _ = QFileDialog.getSaveFileName(
            self, tr("Save the letters"), suggested(f"{tr('Letters')}.pdf"), f"{pattern} (*.pdf)"
        )
        if chosen(where):
            file = Path(where)
            self._carry_out(lambda shop, progress: save_as_one(shop, plans, file, progress))

    def save_each(self) -> None:
        """Into a folder."""
        self.sheet.take_paragraph()
        plans = self.going(PAPER)
        where = QFileDialog.getExistingDirectory(self, tr("Save the letters"), suggested())
        if where:
            folder = Path(where)
            chosen(str(folder / "letters"))
            self._carry_out(lambda shop, progress: save_letters(shop, plans, folder, progress))

    def send(self) -> None:
        """Into the outbox, and on at once."""
        self.sheet.take_paragraph()
        plans = self.going(MAIL)
        self._carry_out(lambda shop, progress: queue_mails(shop, plans, progress), self._post)

    def tell_by_phone(self) -> None:
        """It was said already, or is said now."""
        self.sheet.take_paragraph()
        plans = self.going(PHONE)
        self._carry_out(lambda shop, progress: told_by_phone(shop, plans, progress))

    def _post(self, outcome: Outcome) -> None:
        if outcome.done:
            send_outbox(self.desk)

    # while it goes

    def _carry_out(self, way: Way, then: Callable[[Outcome], None] | None = None) -> None:
        self.error.clear()
        progress = self._progress = Progress(self._went_on.emit)
        self._set_running(running=True)
        self._then = then
        shop = self.desk.jobs.shop
        self.desk.jobs.carry_out(lambda: way(shop, progress), self._over, self._broken)

    def _set_running(self, *, running: bool) -> None:
        for each in (self.ok, self.print, self.save, self.phone, self.sheet):
            each.setEnabled(not running)
        self.cancel.setText(tr("Stop") if running else tr("Close"))
        self.hint.setText("")

    def _show_progress(self, stage: str, done: int, total: int) -> None:
        if self._progress is not None:
            counts = [quantity_text(Decimal(number)) for number in (done, total)]
            of_all = tr("{done} of {total}", done=counts[0], total=counts[1])
            self.hint.setText(f"{stage}  {of_all}" if total else stage)

    def _broken(self, error: ShopError) -> None:
        self._end()
        self.show_error(error)

    def _end(self) -> None:
        self._progress = None
        self._set_running(running=False)
        self._show_acts()

    def _over(self, outcome: Outcome) -> None:
        self._end()
        if self._then is not None:
            self._then(outcome)
        self.sent += len(outcome.done)
        gone = {plan.code for plan in outcome.done}
        kept = [of(row) for row in self.letters.rows if of(row).plan.code not in gone]
        self._show([refused(each, outcome.refused.get(each.plan.code)) for each in kept])
        if outcome.done:
            count = len(outcome.done)
            self.hint.setText(ntr("{count} letter went out.", "{count} letters went out.", count))
        if outcome.void:
            self.show_error(what_is_void(outcome))
        elif outcome.stopped is not None:
            self.show_error(outcome.stopped)
        if outcome.stopped is not None:
            return
        if outcome.refused:
            self.desk.jobs.read(self._read, done=self._renew, failed=self.show_error)
        elif not kept and self._has_more:
            self._load()
        elif not kept:
            self.leave()

    def _renew(self, plans: Sequence[LetterPlan]) -> None:
        """What was refused is shown as it is to be told now; it goes out once the owner ticks it."""
        fresh = {outgoing(plan).id: plan for plan in plans}
        self._show([renewed(of(row), fresh) for row in self.letters.rows])

    # what it gives

    def _propose(self, notice_id: int, amount: Decimal) -> None:
        """Another amount for a delay: the letter is made again, with what was typed into it."""
        self.error.clear()
        self.desk.jobs.write(propose, notice_id, amount, done=self._make_again, failed=self.show_error)

    def _make_again(self, _: object) -> None:
        self.desk.jobs.read(self._read, done=self._show_remade, failed=self.show_error)

    def _show_remade(self, plans: Sequence[LetterPlan]) -> None:
        self._show(remade([of(row) for row in self.letters.rows], plans))

    # leaving

    def entered(self) -> list[str]:
        return [of(row).plan.name for row in self.letters.rows if of(row).plan.added]

    def leave(self) -> None:
        """Stop what is going on; else close, and tell what was done."""
        if self._progress is not None:
            self._progress.cancel()
            return
        self.outcome = self.sent or None
        if self.sent:
            self.desk.done(ntr("{count} letter went out.", "{count} letters went out.", self.sent))
        super().leave()


def ask(parent: QWidget | None, desk: Desk, customer_ids: Collection[int] | None = None) -> int | None:
    """Letters of all that is due, or of what is due to these customers; how many went out."""
    return ask_for(parent, desk, partial(due_letters, customer_ids=customer_ids))


def ask_for(parent: QWidget | None, desk: Desk, read: Read) -> int | None:
    """Letters that are read by this; how many went out."""
    outcome: int | None = LettersDialog(desk, read, parent).ask()
    return outcome
