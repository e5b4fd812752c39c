"""What needs the owner now: deadlines, supply in trouble, what stands still; each row begins a next step."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.changes import Area
from app.errors import ShopError
from app.language import ntr, tr
from app.lists.order_detail import OrderDetail, order_detail
from app.lists.today_aside import Todays, todays
from app.lists.today_deadlines import told_with
from app.lists.today_tasks import DEADLINES, STANDING, SUPPLY, Task, TaskKind, things_in
from app.sentences import count_text
from app.today_words import urgent
from app.wording import day_text
from ui.common import fonts
from ui.common.labels import Ground, Hairline, label
from ui.common.list_frame import PANE_FROM
from ui.common.messages import ErrorBlock
from ui.common.page import MARGIN, Desk, Page, Primary
from ui.common.scroll import Scroll
from ui.panes.today_aside import TodayAside
from ui.panes.today_rows import TaskList, key_of

if TYPE_CHECKING:
    from ui.dialogs.act import Acting

PANE_WIDTH, HEAD_HEIGHT = 330, 48


class TodayPage(Page):
    """Everything that waits for the owner, the most urgent first; a quiet day says so."""

    areas = frozenset(Area) - {Area.HISTORY}

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.found: Todays | None = None
        self.date = label(size=fonts.PANE_TITLE, weight=fonts.STRONG)
        self.sum = label(tone="quiet")
        self.error = ErrorBlock()
        self.error.retried.connect(self.reload)
        self.tasks = TaskList(self.open_task)
        self.aside = TodayAside()
        self.aside.order_opened.connect(lambda order_id: desk.go("orders", order_id))
        self.aside.purchase_opened.connect(partial(desk.go, "purchases"))
        self.aside.pick_list_wanted.connect(self.print_pick_list)
        self._lay_out()
        self._acting: Acting | None = None
        self.setFocusProxy(self.tasks)

    def _lay_out(self) -> None:
        head = QWidget()
        head.setMinimumHeight(HEAD_HEIGHT)
        line = QHBoxLayout(head)
        line.setContentsMargins(MARGIN, 0, MARGIN, 0)
        line.setSpacing(12)
        line.addWidget(self.date)
        line.addWidget(self.sum)
        line.addStretch()
        self.error.setContentsMargins(MARGIN, 0, MARGIN, 0)
        ground = Ground("base")
        column = QVBoxLayout(ground)
        for part in (head, self.error, self.tasks):
            column.addWidget(part, stretch=1 if part is self.tasks else 0)
        self._pane = _pane_of(self.aside)
        row = QHBoxLayout(self)
        row.addWidget(Scroll(ground, tr("What is to be done")), stretch=1)
        row.addWidget(self._pane)
        for layout in (column, row):
            layout.setContentsMargins(0, 0, 0, 0)
            layout.setSpacing(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pane.setVisible(self.window().width() >= PANE_FROM)

    def primary(self) -> Primary:
        return Primary(tr("Receive goods…"), "package-import", self.receive)

    def receive(self) -> None:
        """Post what came."""
        from ui.dialogs import receive

        receive.ask(self.window(), self.desk)

    def print_pick_list(self) -> None:
        """And what else all that can leave needs."""
        from ui.dialogs import print_paper, printables

        print_paper.ask(self.window(), self.desk, printables.ready())

    # what is shown

    def reload(self) -> None:
        self.desk.jobs.read(todays, done=self._show, failed=self._fail, latest=f"today {id(self)}")

    def _show(self, found: Todays) -> None:
        self.found = found
        self.error.clear()
        self.date.setText(day_text(found.day, weekday=True, year=True))
        self.sum.setText(_sum_of(found))
        self.tasks.show_piles(found.piles, found.day)
        self.aside.show_aside(found.aside)
        self.set_status(_status_of(found))
        self.loaded.emit()

    def _fail(self, error: ShopError) -> None:
        self.error.show_error(error)
        self.loaded.emit()

    def show_row(self, row_id: object) -> None:
        """Give the keyboard to the row of this key."""
        row = next((each for each in self.tasks.rows if key_of(each.task) == row_id), None)
        if row is not None:
            row.button.setFocus(Qt.FocusReason.OtherFocusReason)

    # what its rows begin

    def open_task(self, task: Task) -> None:
        """The dialog or the page where this is done."""
        _OPENINGS[task.kind](self, task)

    def see_order(self, task: Task) -> None:
        """What there is to know of it."""
        self.desk.go("orders", task.order_id)

    def settle_silence(self, task: Task) -> None:
        """What no answer means, as the shop's policy says."""
        from ui.dialogs import silence

        silence.ask(self.window(), self.desk, task.silence)

    def record_answer(self, task: Task) -> None:
        """What the customer said to a letter."""
        from ui.dialogs import answer

        if task.line_id is not None:
            answer.ask_of_line(self.window(), self.desk, task.line_id)

    def see_queue(self, task: Task) -> None:
        """Where the line stands; the queue alone where the row is about many."""
        self.desk.go("backorders", task.line_id)

    def chase(self, task: Task) -> None:
        """Ask the supplier for all dates that are missing; who has asked tells the answer."""
        from ui.dialogs import chase

        if not task.asks_supplier or task.supplier_id is None:
            self.set_eta(task)
        else:
            chase.ask(self.window(), self.desk, supplier_ids=[task.supplier_id])

    def write_letters(self, task: Task) -> None:
        """What the row tells of, to be looked at first."""
        from app.letters.due import due_letters  # comes after the first rows, as dialogs do
        from ui.dialogs import letters

        letters.ask_for(self.window(), self.desk, partial(due_letters, kinds=told_with(task.what)))

    def see_letter(self, task: Task) -> None:
        """Where its mail is sent again."""
        self.desk.go("notices", task.letter_id)

    def set_eta(self, task: Task) -> None:
        """What the supplier says."""
        from ui.dialogs import set_eta

        if task.purchase_id is not None:
            set_eta.ask(self.window(), self.desk, task.purchase_id)

    def release(self, task: Task) -> None:
        """What the order holds may go to others."""
        self._with_order(task, self._release)

    def _release(self, order: OrderDetail) -> None:
        from ui.dialogs.act import Acting  # what acts need comes after the first rows
        from ui.panes.order_acts import OrderActs

        if self._acting is None:
            self._acting = Acting(self.desk, self, self.error.show_error)
        self._acting.carry_out(OrderActs(order, self.desk.formats).release())

    def refund(self, task: Task) -> None:
        """Pay back what is owed."""
        from ui.dialogs import payment

        def ask(order: OrderDetail) -> None:
            payment.ask(self.window(), self.desk, order, refunds=True)

        self._with_order(task, ask)

    def _with_order(self, task: Task, then: Callable[[OrderDetail], None]) -> None:
        self.error.clear()
        self.desk.jobs.read(order_detail, task.order_id, done=then, failed=self._fail, latest="today order")


def _pane_of(content: QWidget) -> QWidget:
    inner = Ground("base")
    column = QVBoxLayout(inner)
    column.setContentsMargins(MARGIN, 12, MARGIN, MARGIN)
    column.setAlignment(Qt.AlignmentFlag.AlignTop)
    column.addWidget(content)
    room = QWidget()
    room.setFixedWidth(PANE_WIDTH)
    row = QHBoxLayout(room)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(0)
    row.addWidget(Hairline(upright=True))
    row.addWidget(Scroll(inner, tr("Details")))
    return room


def _sum_of(found: Todays) -> str:
    """'9 things need you. One must be done today.'"""
    if not found.piles:
        return tr("Nothing needs you today.")
    counted = things_in(found.piles)
    count = count_text(counted.number, counted.more)
    things = ntr("{count} thing needs you.", "{count} things need you.", counted.number, count=count)
    now = sum(urgent(task, found.day) for pile in found.piles for task in pile.tasks)
    if not now:
        return things
    must = ntr("{count} must be done today.", "{count} must be done today.", now)
    return f"{things} {must}"


def _status_of(found: Todays) -> str:
    numbers = {pile.kind: pile.things.number for pile in found.piles}
    due, short, still = (
        sum(numbers.get(kind, 0) for kind in kinds) for kinds in (DEADLINES, SUPPLY, STANDING)
    )
    parts = (
        ntr("{count} deadline", "{count} deadlines", due) if due else "",
        ntr("{count} in supply", "{count} in supply", short) if short else "",
        ntr("{count} standing still", "{count} standing still", still) if still else "",
    )
    return "  ·  ".join(filter(None, parts))


_OPENINGS = {
    TaskKind.SILENCE: TodayPage.settle_silence,
    TaskKind.ANSWER: TodayPage.record_answer,
    TaskKind.NOTICE: TodayPage.write_letters,
    TaskKind.REFUND: TodayPage.refund,
    TaskKind.MAIL: TodayPage.see_letter,
    TaskKind.SLIPPED: TodayPage.see_queue,
    TaskKind.OVERDUE: TodayPage.chase,
    TaskKind.CUT: TodayPage.see_queue,
    TaskKind.HELD: TodayPage.release,
    TaskKind.NOT_FETCHED: TodayPage.release,
    TaskKind.ON_HOLD: TodayPage.see_order,
}
