"""On the way between locations: what arrived, another day for what has not, or back to where it came from."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, cast

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QWidget

from app import wording
from app.actions.moving import Arrivals, book_arrivals, undo_arrivals
from app.actions.outlooks import Outlook, as_shown, outlook
from app.actions.transferring import cancel_transfers, send_again
from app.errors import AlreadyDone, InvalidInput, ShopError
from app.language import ntr, tr
from app.lists.transit import Underway, underway
from app.quantities import quantity_of
from ui.common import fonts
from ui.common.buttons import button
from ui.common.cells import Cell, Column, Editor, Row
from ui.common.format import Formats
from ui.common.input_table import InputTable
from ui.common.page import Desk
from ui.common.rows_model import RowsModel
from ui.common.undo import Undo
from ui.dialogs import act
from ui.dialogs.act import Act
from ui.dialogs.boxed import Boxed, stretch
from ui.dialogs.consequences import Consequences
from ui.dialogs.planning import PlanningDialog

SIZE = (1020, 420)
NOTHING = Decimal(0)


@dataclass(frozen=True, slots=True)
class ArrivalRow:
    """A transfer with what came of it and on which day the rest is to come."""

    moving: Underway
    came: Decimal | None
    day: date | None

    @property
    def told(self) -> date | None:
        """The day that was told before."""
        return None if self.moving.eta is None else date.fromordinal(self.moving.eta)


def _row(row: ArrivalRow) -> Row:
    return (row.moving.id, row)


def _of(row: Row) -> ArrivalRow:
    return cast(ArrivalRow, row[1])


def _setting(name: str) -> Callable[[Row, object], Row]:
    return lambda row, value: _row(replace(_of(row), **{name: cast(Any, value)}))


def _columns(formats: Formats) -> list[Column]:
    came = Editor(
        "quantity",
        lambda row: _of(row).came,
        _setting("came"),
        decimals=lambda row: _of(row).moving.decimals,
        optional=True,
    )
    day = Editor("day", lambda row: _of(row).day, _setting("day"))
    width = formats.day_width()
    return [
        Column("number", tr("Number"), lambda row: Cell(_of(row).moving.number, "quiet"), 76),
        Column(
            "product", tr("Product"), lambda row: Cell(_of(row).moving.name, code=_of(row).moving.sku), 240
        ),
        Column("origin", tr("From"), lambda row: formats.text(_of(row).moving.origin), 96),
        Column("target", tr("To"), lambda row: formats.text(_of(row).moving.target), 96),
        Column("waiting", tr("Waited for"), _waiting(formats), 88, right=True),
        Column(
            "incoming",
            tr("On the way"),
            lambda row: formats.quantity(_of(row).moving.incoming),
            88,
            right=True,
        ),
        Column("day", tr("Arrives"), _day(formats), width + 52, right=True, editor=day),
        Column(
            "came", tr("Arrived"), lambda row: formats.quantity(_of(row).came), 88, right=True, editor=came
        ),
    ]


def _waiting(formats: Formats) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        waiting = _of(row).moving.waiting
        return formats.quantity(waiting, tone="quiet") if waiting else Cell(said=tr("none"))

    return cell


def _day(formats: Formats) -> Callable[[Row], Cell]:
    def cell(row: Row) -> Cell:
        day = _of(row).day
        late = day is not None and formats.today is not None and day < formats.today
        return formats.day(day, tone="bad" if late else "", unknown=True)

    return cell


class ArrivalsDialog(PlanningDialog):
    """Everything that is between locations; all that is typed is booked in one write."""

    def __init__(self, desk: Desk, transfer_id: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("On the way between locations"), tr("Book"), parent)
        self._wanted = transfer_id
        self._is_over = False
        self._fingerprint = ""
        formats = desk.formats
        self.moves = RowsModel(_columns(formats), parent=self)
        self.table = InputTable(self.moves, tr("On the way between locations"), formats.currency)
        stretch(self.table, "product")
        self.all_came = button(tr("All of it arrived"))
        self.send_back = button(tr("Send back…"))
        self.is_lost = QCheckBox(tr("What did not arrive is lost"))
        self.is_lost.setFont(fonts.font())
        self.touched = Consequences(formats)
        self._arrange()
        self._connect()
        self.resize(*SIZE)
        self.set_act(tr("Book"), enabled=False)
        self._read()

    def _arrange(self) -> None:
        self.body.addWidget(Boxed(self.table, least=4))
        acts = QHBoxLayout()
        acts.setSpacing(8)
        for widget in (self.all_came, self.send_back, self.is_lost):
            acts.addWidget(widget)
        acts.addStretch()
        self.body.addLayout(acts)
        self.body.addWidget(self.touched)
        self.body.addStretch()
        self.hint.setText("  ·  ".join((tr("Empty rows stay on their way"), tr("Ctrl+Enter books"))))

    def _connect(self) -> None:
        self.moves.edited.connect(self._typed)
        self.table.left.connect(self.ok.setFocus)
        self.is_lost.toggled.connect(lambda _: self._typed())
        self.all_came.clicked.connect(self.take_all)
        self.send_back.clicked.connect(self.send_chosen_back)

    def _read(self) -> None:
        self.desk.jobs.read(underway, done=self._fill, failed=self.show_error)

    def _fill(self, moving: Sequence[Underway]) -> None:
        typed = {row[0]: _of(row) for row in self.moves.rows}
        rows = []
        for each in moving:
            before = typed.get(each.id)
            fresh = ArrivalRow(each, None, None)
            day = before.day if before and before.day != before.told else fresh.told
            rows.append(ArrivalRow(each, before.came if before else None, day))
        self.moves.set_rows(map(_row, rows))
        for widget in (self.all_came, self.send_back, self.is_lost):
            widget.setEnabled(bool(rows))
        first = self._wanted if self._wanted in {row[0] for row in self.moves.rows} else None
        self._wanted = None
        if rows:
            self.table.edit_cell(first or rows[0].moving.id, "came")
        self._typed(keeps_error=self._is_over)
        self._is_over = False

    # what is done with rows

    def rows(self) -> list[ArrivalRow]:
        """What is typed, row by row."""
        return [_of(row) for row in self.moves.rows]

    def take_all(self) -> None:
        """Type in what is on the way, in every row."""
        self.moves.set_rows(_row(replace(row, came=quantity_of(row.moving.incoming))) for row in self.rows())
        self._typed()

    def send_chosen_back(self) -> None:
        """The row with the keyboard: its goods lie where they came from again."""
        row = self.table.current_row()
        if row is None:
            return
        moving = _of(row).moving
        facts = {"number": moving.number, "place": moving.origin, "product": moving.name}
        back = Act(
            tr("Send {number} back", number=moving.number),
            tr("Send it back"),
            tr("What is still on its way of {product} lies at {place} again.", **facts),
            cancel_transfers,
            ([moving.id],),
            reason="reason",
            leave=tr("Leave it"),
            did=tr("{number} lies at {place} again.", **facts),
            undo=lambda done: Undo(tr("sending {number} back", **facts), send_again, (done.outcome,)),
        )
        if act.ask(self, self.desk, back) is not None:
            self._read()

    # while one types

    def entered(self) -> list[str]:
        return [f"{wording.quantity_text(row.came)} {row.moving.name}" for row in self.rows() if row.came]

    def arrivals(self) -> Arrivals:
        """What is typed; InvalidInput where it cannot be taken."""
        for problem in self.moves.problems():
            raise InvalidInput(problem)
        lost = self.is_lost.isChecked()
        came = [(row.moving.id, row.came) for row in self.rows() if row.came is not None]
        return Arrivals(
            tuple((key, quantity) for key, quantity in came if quantity or lost),
            tuple((row.moving.id, row.day) for row in self.rows() if row.day != row.told),
            rest_is_lost=lost,
        )

    def _typed(self, *_: object, keeps_error: bool = False) -> None:
        self._fingerprint = ""
        self.set_act(tr("Book"), enabled=False)
        try:
            arrivals = self.arrivals()
        except InvalidInput as error:
            self.try_nothing()
            self.show_error(error)
            return
        if not arrivals.came and not arrivals.days:
            self.try_nothing()
            nothing = tr("Nothing is between locations.")
            self.touched.show_nothing(tr("Type what arrived.") if self.moves.rows else nothing)
            return
        self.try_out(outlook, book_arrivals, arrivals, keeps_error=keeps_error)

    def show_preview_old(self, *, old: bool) -> None:
        self.touched.lines.set_old(old=old)

    def show_preview(self, answer: Outlook[Any]) -> None:
        self._fingerprint = answer.fingerprint
        self.touched.show_answer(answer)
        arrivals = self.arrivals()
        pieces = sum((quantity for _, quantity in arrivals.came), NOTHING)
        days = len(arrivals.days)
        self.set_act(
            tr("Book {pieces} in", pieces=wording.pieces_text(pieces))
            if arrivals.came
            else ntr("Set {count} day", "Set {count} days", days)
        )

    def show_preview_refused(self, error: ShopError) -> None:
        self.touched.show_nothing()
        super().show_preview_refused(error)
        self._read_anew(error)

    def refused(self, error: ShopError) -> bool:
        self._read_anew(error)
        return False

    def _read_anew(self, error: ShopError) -> None:
        """Leave out what somebody else booked meanwhile; the rest of what is typed stays."""
        if isinstance(error, AlreadyDone):
            self._is_over = True
            self._read()

    # done

    def submit(self) -> None:
        self.write(as_shown(book_arrivals, self._fingerprint), self.arrivals())

    def _written(self, outcome: Any) -> None:
        arrivals = self.arrivals()
        told = {row.moving.id: row.told for row in self.rows()}
        before = tuple((key, told[key]) for key, _ in arrivals.days)
        pieces = wording.pieces_text(sum((quantity for _, quantity in arrivals.came), NOTHING))
        words = tr("{pieces} arrived.", pieces=pieces) if arrivals.came else tr("The days are set.")
        undo = Undo(tr("arrival"), undo_arrivals, (arrivals.came, before))
        self.desk.done(words, None if arrivals.rest_is_lost else undo)
        super()._written(outcome)

    def plan_changed(self, error: ShopError) -> None:
        self._typed(keeps_error=True)


def ask(parent: QWidget | None, desk: Desk, transfer_id: int | None = None) -> None:
    """Show what is between locations, and book what arrived of it."""
    ArrivalsDialog(desk, transfer_id, parent).ask()
