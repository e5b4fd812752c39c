"""Who is to be told, and what they were told: letters to be, letters that went out, answers awaited."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.actions.mailing import mail_arrived, send_mail_again
from app.changes import Area
from app.language import ntr, tr
from app.lists.letters import LISTING as LETTERS
from app.lists.listing import Listing
from app.lists.notice_detail import DueLetter, KeptLetter, due_letter, kept_letter
from app.lists.notices import LISTING as NOTICES
from app.sentences import count_text
from ui.common.cells import Row
from ui.common.choice import FilterChips, Segments
from ui.common.list_memory import recalled
from ui.common.page import Desk, Primary
from ui.common.paged_model import Question
from ui.common.steps import Step
from ui.panes.notice_columns import due_columns, sent, sent_columns, told
from ui.panes.notice_pane import NoticePane
from ui.panes.paper_page import PaperPage
from ui.posting import send_outbox

DUE, SENT = "due", "sent"
LISTS: dict[str, Listing] = {DUE: NOTICES, SENT: LETTERS}
TROUBLED = ("refused", "failed", "perhaps")
LACKING = ("delay", "renewed_delay", "date_gone", "substitute_offer")
"""What is told of lines that lack something."""


class NoticesPage(PaperPage):
    """Two lists in one place, each with its own filters, columns and order."""

    areas = frozenset({Area.NOTICES, Area.BACKORDERS, Area.ORDERS, Area.CUSTOMERS, Area.SETTINGS})
    notice_pane: NoticePane

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, NOTICES, due_columns(desk.formats))
        self.shown = DUE
        self.all_rows = self.widest_filter = NOTICES.filters[0].key
        self.letter: DueLetter | KeptLetter | None = None
        self._row_id: object = None
        self.view = Segments(tr("View"), [(DUE, tr("To be told")), (SENT, tr("Told"))])
        self.view.chosen.connect(self.look)
        self.all_chips = {DUE: self.chips, SENT: self._chips_of(LETTERS)}
        self.all_chips[SENT].hide()
        self.filter_bar.addWidget(self.view)
        self.filter_bar.addSpacing(8)
        for each in self.all_chips.values():
            self.filter_bar.addWidget(each)
        self.filter_bar.addStretch()

    def _chips_of(self, listing: Listing) -> FilterChips:
        chips = FilterChips(tr("Filter"), [(each.key, each.title()) for each in listing.filters])
        chips.chosen.connect(lambda key: self.model.ask_for(filter=key))
        return chips

    # the two lists

    def look(self, view: str) -> None:
        """At what is due, or at what was sent, as it was looked at last."""
        if view != self.shown:
            self._use(view)
            self.model.ask(recalled(self.list_key, LISTS[view]) or _usual(LISTS[view]))
            self._count()

    def _use(self, view: str) -> None:
        listing = LISTS[view]
        self.shown = view
        self.listing = self.source.listing = listing
        self.list_key = listing.key
        self.all_rows = self.widest_filter = listing.filters[0].key
        self.counts = {}
        self.view.show_value(view)
        self.chips = self.all_chips[view]
        for key, each in self.all_chips.items():
            each.setVisible(key == view)
        self.clear_pane()
        columns = (due_columns if view == DUE else sent_columns)(self.desk.formats)
        self.columns.offer(self._choosable(self.desk, columns, None), None, "" if view == DUE else SENT)
        self.desk.jobs.read(listing.offered, done=self._offer, latest=f"offered {id(self)}")
        self.saved.read()

    def bookmark(self) -> object:
        return self.shown, super().bookmark()

    def return_to(self, mark: object) -> None:
        if isinstance(mark, tuple) and mark[0] in LISTS:
            if mark[0] != self.shown:
                self._use(mark[0])
                self._count()
            super().return_to(mark[1])

    def show_row(self, row_id: object) -> None:
        """A letter that went out, by its id; letters to be have none that lasts."""
        self._use_if_other(SENT)
        super().show_row(row_id)

    def _use_if_other(self, view: str) -> None:
        if self.shown != view:
            self._use(view)
            self.model.question = _usual(LISTS[view])
            self._count()

    # words

    def primary(self) -> Primary:
        return Primary(tr("Write letters…"), "mail", self.write_letters)

    def empty_words(self) -> tuple[str, str]:
        if self.shown == DUE:
            return tr("Everybody has been told. Whoever is to hear of something appears here."), ""
        return tr("No letter went out yet."), tr("Write letters…")

    def empty_act(self) -> None:
        self.write_letters()

    def filtered_words(self) -> str:
        if self.searched:
            return super().filtered_words()
        return {
            (DUE, "overdue"): tr("Nobody was to be told before today."),
            (SENT, "awaited"): tr("No answer is awaited."),
            (SENT, "overdue"): tr("No answer is overdue."),
            (SENT, "troubled"): tr("Every mail went well."),
        }.get((self.shown, self.model.question.filter), super().filtered_words())

    def counted(self) -> None:
        number = {key: count_text(each.number, each.more) for key, each in self.counts.items()}
        if self.shown == DUE:
            people = self.counts["due"].number
            due = ntr(
                "{count} customer to be told", "{count} customers to be told", people, count=number["due"]
            )
            overdue = tr("{overdue} overdue", overdue=number["overdue"])
            self.set_status(tr("{due}  ·  {overdue}", due=due, overdue=overdue))
        else:
            letters = self.counts["sent"].number
            sent = ntr("{count} letter", "{count} letters", letters, count=number["sent"])
            awaited = tr("{count} with answers awaited", count=number["awaited"])
            self.set_status(tr("{sent}  ·  {awaited}", sent=sent, awaited=awaited))

    # the pane

    def build_pane(self, room: QWidget) -> QWidget:
        self.notice_pane = NoticePane(self.desk.formats, self.steps, room)
        self.notice_pane.due.table.opened.connect(self._show_order)
        self.notice_pane.asked.table.opened.connect(self._show_order)
        return self.notice_pane

    def details_of(self, row: Row) -> tuple[Callable[..., Any], object]:
        if self.shown == DUE:
            return due_letter, told(row, "customer_id")
        return kept_letter, row[0]

    def show_read(self, row: Row, details: DueLetter | KeptLetter) -> None:
        if isinstance(details, DueLetter) != (self.shown == DUE):
            return
        self.letter, self._row_id = details, row[0]
        if isinstance(details, DueLetter):
            self.notice_pane.show_due(details)
        else:
            self.notice_pane.show_kept(details)
        self.notice_pane.show()
        self.show_acts()

    def clear_pane(self) -> None:
        super().clear_pane()
        self.letter = self._row_id = None

    def _show_order(self, row: object) -> None:
        if isinstance(row, tuple):
            self.desk.go("orders", row[1].order_id)

    # what can be done

    def read_id(self) -> object:
        return self._row_id

    def acts(self) -> list[Step]:
        if isinstance(self.letter, DueLetter):
            return self._acts_on_due(self.letter)
        return self._acts_on_kept(self.letter) if self.letter is not None else []

    def titles_of(self, row: Row) -> list[str]:
        if self.shown == DUE:
            return [tr("Write letter…"), tr("See the customer")]
        mail = str(sent(row, "mail"))
        titles = [tr("Send again"), tr("Another address…"), tr("It arrived")] if mail in TROUBLED else []
        return [*titles, tr("See the letter…")]

    def _acts_on_due(self, letter: DueLetter) -> list[Step]:
        count = len(self._chosen_customers())
        several = ntr("Write {count} letter…", "Write {count} letters…", count)
        title = several if count > 1 else tr("Write letter…")
        see = Step(tr("See the customer"), lambda: self.desk.go("customers", letter.customer_id))
        steps = [Step(title, self.write_chosen), see]
        late = next(
            (each for each in letter.notices if each.kind in LACKING and each.line_id is not None), None
        )
        if late is not None:
            steps.append(Step(tr("Suggest substitutes…"), partial(self.suggest, late.line_id)))
        return steps

    def _acts_on_kept(self, letter: KeptLetter) -> list[Step]:
        steps = []
        if letter.mail in TROUBLED:
            steps = [
                Step(tr("Send again"), self.send_again),
                Step(tr("Another address…"), self.send_elsewhere),
                Step(tr("It arrived"), self.say_arrived),
            ]
        elif letter.mail == "queued":
            steps = [Step(tr("Send waiting mail"), lambda: send_outbox(self.desk))]
            if letter.problem:
                steps.append(Step(tr("Mail settings…"), self.set_mail))
        awaited = self._awaited()
        if awaited is not None:
            steps.append(Step(tr("Record answer…"), self.record_answer))
        if letter.owed is not None:
            steps.append(Step(tr("Set ETA…"), partial(self.set_eta, *letter.owed)))
        if letter.has_pages:
            steps.append(Step(tr("See the letter…"), self.see_letter))
        place, person = ("customers", letter.customer_id)
        if letter.supplier_id is not None:
            place, person = "suppliers", letter.supplier_id
        if person is not None:
            title = tr("See the customer") if place == "customers" else tr("See the supplier")
            steps.append(Step(title, lambda: self.desk.go(place, person)))
        if awaited is not None:
            steps.append(Step(tr("Suggest substitutes…"), partial(self.suggest, awaited)))
        return steps

    def open_row(self, row: object) -> None:
        """The letter to be, or the one that went out."""
        if isinstance(self.letter, DueLetter):
            self.write_chosen()
        else:
            self.see_letter()

    def command(self, key: str) -> Callable[[], object] | None:
        line_id = self._awaited()
        if line_id is None:
            return None
        acts: dict[str, Callable[[], object]] = {
            "answer": self.record_answer,
            "substitutes": partial(self.suggest, line_id),
        }
        return acts.get(key)

    # what is done

    def write_letters(self) -> None:
        """All that is due."""
        from ui.dialogs import letters

        letters.ask(self.window(), self.desk)

    def write_chosen(self) -> None:
        """What is due to the chosen customers."""
        from ui.dialogs import letters

        letters.ask(self.window(), self.desk, self._chosen_customers())

    def _chosen_customers(self) -> list[int]:
        if self.shown != DUE:
            return []
        return [int(str(told(row, "customer_id"))) for row in self.table.chosen_rows()]

    def record_answer(self) -> None:
        """What the customer says to the letter."""
        from ui.dialogs import answer

        line_id = self._awaited()
        if line_id is not None:
            answer.ask_of_line(self.window(), self.desk, line_id)

    def set_eta(self, purchase_id: int, line_id: int) -> None:
        """What the supplier answers to a letter that asked for dates."""
        from ui.dialogs import set_eta

        set_eta.ask(self.window(), self.desk, purchase_id, line_id)

    def suggest(self, line_id: int | None) -> None:
        """What could stand in for goods that a letter tells of."""
        from ui.dialogs import substitutes

        if line_id is not None:
            substitutes.ask(self.window(), self.desk, line_id)

    def _awaited(self) -> int | None:
        """A line of which the letter's answer is still to come."""
        asked = self.letter.asked if isinstance(self.letter, KeptLetter) else ()
        return next((each.line_id for each in asked if each.state == "awaited"), None)

    def see_letter(self) -> None:
        """Its pages, to be printed once more."""
        from ui.dialogs import kept_letter as dialog

        if isinstance(self.letter, KeptLetter) and self.letter.has_pages:
            dialog.ask(self.window(), self.desk, self.letter)

    def send_again(self) -> None:
        """To the same address, at once."""
        if isinstance(self.letter, KeptLetter):
            self.write(send_mail_again, self.letter.mail_id, done=lambda _: send_outbox(self.desk))

    def send_elsewhere(self) -> None:
        """To another address, at once."""
        from ui.dialogs import mail_address

        if isinstance(self.letter, KeptLetter):
            mail_address.ask(self.window(), self.desk, self.letter)

    def set_mail(self) -> None:
        """The server, the user and the password by which mail goes."""
        self.desk.settings_wanted.emit("mail")

    def say_arrived(self) -> None:
        """The owner knows it: nothing more is tried."""
        if isinstance(self.letter, KeptLetter):
            words = tr("Letter {code} counts as arrived.", code=self.letter.code)
            self.write(mail_arrived, self.letter.mail_id, done=lambda _: self.desk.done(words))


def _usual(listing: Listing) -> Question:
    usual = listing.sorts[0]
    return Question(filter=listing.filters[0].key, sort=usual.key, descending=usual.falls)
