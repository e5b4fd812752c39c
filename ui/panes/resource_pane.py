"""What the pane says of a resource: its weeks, the orders in the chosen one, who waits, blocks, changes."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.happenings import cause_text
from app.language import ntr, tr
from app.lists.resource_detail import BlockRow, ResourceDetail, StepRow, WeekDetail, WorkRow
from app.quantities import quantity_of
from app.wording import capacity_text
from ui.common import fonts
from ui.common.bars import EMPTY, FILLED, GREY, HATCHED, Bar, Bars
from ui.common.cells import Cell, Column, Row
from ui.common.choice import Segments
from ui.common.figures import Figures
from ui.common.format import UNKNOWN, Formats
from ui.common.labels import Prose, label
from ui.common.pane_parts import WIDTH, PaneHead, PaneTable, Part, prose, say
from ui.common.steps import Steps

PIECES = 52


class ResourcePane(QWidget):
    """Signals say which order line was chosen or opened, and which block."""

    work_chosen = Signal(object)
    """A `WorkRow`, or None."""
    work_opened = Signal(object)
    block_chosen = Signal(object)
    product_opened = Signal(object)

    def __init__(self, formats: Formats, steps: Steps, parent: QWidget) -> None:
        super().__init__(parent)
        self._formats = formats
        self.detail: ResourceDetail | None = None
        self.week: int | None = None
        self.head, self.figures = PaneHead(), Figures()
        self._weeks, self._rest = Part(parent=self), Part(parent=self)
        self.remarks: Prose = prose()
        self.way = Segments(tr("Weeks ahead"), [("bars", tr("Bars")), ("table", tr("Table"))])
        self.bars = Bars(tr("Weeks ahead"))
        self._make_tables()
        self.empty_week = label(tr("Nothing is planned in this week."), tone="quiet")
        self._lay_out(steps)
        self._connect()

    def _make_tables(self) -> None:
        def of_week(title: str, columns: list[Column], most: int = 8) -> PaneTable:
            return PaneTable(title, columns, most=most, chooses=True, parent=self._weeks)

        self.table = of_week("", self._week_columns(), 26)
        self.works = of_week(tr("In the chosen week"), self._work_columns())
        self.waiting = of_week(tr("Waiting without a week"), self._work_columns())
        rest = self._rest
        self.blocks = PaneTable(tr("Blocked"), self._block_columns(), most=6, chooses=True, parent=rest)
        self.changes = PaneTable(tr("Capacity a week"), self._step_columns(), most=6, parent=rest)
        made_here = tr("Made or done here")
        self.products = PaneTable(made_here, self._product_columns(), chooses=True, parent=rest)

    def _lay_out(self, steps: Steps) -> None:
        top = QHBoxLayout()
        top.addWidget(label(tr("Weeks ahead"), weight=fonts.STRONG))
        top.addStretch()
        top.addWidget(self.way)
        self._weeks.body.addLayout(top)
        for each in (self.bars, self.table, self.works, self.empty_week, self.waiting):
            self._weeks.body.addWidget(each)
        for each in (self.blocks, self.changes, self.products):
            self._rest.body.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for part in (self.head, self.figures, self.remarks, steps, self._weeks, self._rest):
            layout.addWidget(part)
        layout.addStretch()

    def _connect(self) -> None:
        self.way.chosen.connect(lambda _: self._show_way())
        self.bars.chosen.connect(self.show_week)
        self.table.table.chosen.connect(lambda row: self.show_week(row[0]) if row else None)
        self.works.table.chosen.connect(lambda row: self._choose_work(row, self.waiting))
        self.waiting.table.chosen.connect(lambda row: self._choose_work(row, self.works))
        for part in (self.works, self.waiting):
            part.table.opened.connect(lambda row: self.work_opened.emit(row[1]))
        self.blocks.table.chosen.connect(lambda row: self.block_chosen.emit(row[1] if row else None))
        self.products.table.opened.connect(lambda row: self.product_opened.emit(row[1]))

    def _choose_work(self, row: Row | None, other: PaneTable) -> None:
        """One order line is chosen in all."""
        if row is not None:
            other.table.clearSelection()
        self.work_chosen.emit(self.chosen_work())

    # what it shows

    def show_resource(self, detail: ResourceDetail) -> None:
        """Fill it; the week stays chosen where it is still the same resource."""
        same = self.detail is not None and self.detail.id == detail.id
        self.detail = detail
        status = Cell() if detail.active else Cell(tr("Out of use"), "quiet", icon="ban")
        self.head.show_head(detail.name, [self._amount(detail.per_week, each_week=True)], status)
        self._show_figures(detail)
        say(self.remarks, self._remarks(detail))
        self.table.show_rows([(week.monday, week) for week in detail.weeks])
        self.waiting.show_rows([(number, work) for number, work in enumerate(detail.waiting)])
        self.blocks.show_rows([(block.id, block) for block in detail.blocks])
        self.changes.show_rows([(step.monday, step) for step in detail.steps])
        self.products.show_rows([(each.product_id, each) for each in detail.products])
        self._show_way()
        mondays = [week.monday for week in detail.weeks]
        taken = [week.monday for week in detail.weeks if week.lines]
        self.show_week(self.week if same and self.week in mondays else (taken or mondays)[0])

    def show_week(self, monday: int) -> None:
        """The orders of this week."""
        if self.detail is None:
            return
        self.week = monday
        legend = [(FILLED, tr("taken")), (EMPTY, tr("free")), (HATCHED, tr("blocked"))]
        if any(week.gone > 0 for week in self.detail.weeks):
            legend.append((GREY, tr("done or gone by")))
        self.bars.show_bars([self._bar(week) for week in self.detail.weeks], monday, legend)
        if self.table.table.current_row() is None or self.table.table.current_row()[0] != monday:  # type: ignore[index]
            self.table.table.choose(monday)
        works = [work for work in self.detail.works if work.week == monday]
        self.works.show_rows([(number, work) for number, work in enumerate(works)])
        self.empty_week.setVisible(not works)
        if works and self.chosen_work() is None:
            self.works.table.choose(0)
        self.work_chosen.emit(self.chosen_work())

    def chosen_work(self) -> WorkRow | None:
        """The order line that is chosen in the week, else among those without one."""
        for part in (self.works, self.waiting):
            row = part.table.current_row() if part.isVisibleTo(self) else None
            if row is not None and isinstance(row[1], WorkRow):
                return row[1]
        return None

    def chosen_block(self) -> BlockRow | None:
        """The block that is chosen."""
        row = self.blocks.table.current_row()
        return row[1] if row is not None and isinstance(row[1], BlockRow) else None

    def _show_way(self) -> None:
        self.bars.setVisible(self.way.value() == "bars")
        self.table.setVisible(self.way.value() == "table")

    # words

    def _amount(self, thousandths: int, *, each_week: bool = False) -> str:
        unit = self.detail.unit if self.detail else ""
        text = capacity_text(quantity_of(thousandths), unit)
        return tr("{amount} a week", amount=text) if each_week else text

    def _show_figures(self, detail: ResourceDetail) -> None:
        now = detail.weeks[0]
        text = self._formats.quantity_text
        since = self._formats.day(detail.free_from).text or UNKNOWN
        whole = [(tr("This week"), text(now.capacity), "")]
        less = [(tr("Blocked"), text(now.blocked), "warn")] if now.blocked else []
        less += [(tr("Gone by"), text(now.gone), "")] if now.gone > 0 else []
        self.figures.show_figures(
            [
                *(whole if len(less) < 2 else []),  # the head says it
                (tr("Taken"), text(now.taken), ""),
                *less,
                (tr("Free"), text(now.free), ""),
                (tr("Free from"), since, "" if detail.free_from else "bad"),
            ]
        )

    def _remarks(self, detail: ResourceDetail) -> list[str]:
        said = []
        if detail.waiting:
            lines = len(detail.waiting)
            said.append(
                ntr("{count} line waits without a week.", "{count} lines wait without a week.", lines)
                if not detail.more_waiting
                else tr("More than {count} lines wait without a week.", count=lines)
            )
        if detail.more_works:
            said.append(tr("The first {count} lines are shown.", count=len(detail.works)))
        if not detail.products:
            said.append(tr("No product is made or done here yet; say so where the product is edited."))
        return said

    def _bar(self, week: WeekDetail) -> Bar:
        text = self._formats.quantity_text
        day = self._formats.day(week.monday).text
        figure = tr("{taken} of {capacity}", taken=text(week.taken), capacity=text(week.capacity))
        said = [tr("week of {day}", day=day), tr("{amount} taken", amount=self._amount(week.taken))]
        said.append(tr("{amount} free", amount=self._amount(week.free)))
        if week.blocked:
            said.append(tr("{amount} blocked", amount=self._amount(week.blocked)))
        if week.lines:
            said.append(ntr("{count} line", "{count} lines", week.lines))
        full = bool(week.taken) and not week.free
        parts = (
            (GREY, max(0, week.gone)),
            (FILLED, week.taken),
            (EMPTY, week.free),
            (HATCHED, week.blocked),
        )
        tone = "warn" if full else "quiet" if not week.taken else ""
        return Bar(week.monday, day, figure, tr(", ").join(said), parts, tone)

    # columns

    def _week_columns(self) -> list[Column]:
        def amount(key: str) -> Callable[[Row], Cell]:
            def cell(row: Row) -> Cell:
                figure = getattr(row[1], key)
                return self._formats.quantity(figure) if figure else Cell(said=tr("none"))

            return cell

        rest = WIDTH - 4 * 62
        return [
            Column("week", tr("Week of"), lambda row: self._formats.day(row[0]), rest),
            Column("capacity", tr("A week"), amount("capacity"), 62, right=True),
            Column("taken", tr("Taken"), amount("taken"), 62, right=True),
            Column("blocked", tr("Blocked"), amount("blocked"), 62, right=True),
            Column("free", tr("Free"), amount("free"), 62, right=True),
        ]

    def _work_columns(self) -> list[Column]:
        def of(row: Row) -> WorkRow:
            assert isinstance(row[1], WorkRow)
            return row[1]

        def who(row: Row) -> Cell:
            work = of(row)
            return Cell(work.customer or work.order, tip=f"{work.customer}  {work.product}")

        order, goods = 68, 84
        return [
            Column("customer", tr("Customer"), who, WIDTH - order - goods - PIECES),
            Column("order", tr("Order"), lambda row: Cell(of(row).order, "quiet"), order),
            Column("product", tr("Product"), lambda row: Cell(of(row).sku, tip=of(row).product), goods),
            Column(
                "pieces",
                tr("Pieces"),
                lambda row: self._formats.quantity(of(row).quantity, strong=True),
                PIECES,
                right=True,
            ),
        ]

    def _block_columns(self) -> list[Column]:
        def of(row: Row) -> BlockRow:
            assert isinstance(row[1], BlockRow)
            return row[1]

        day = self._formats.day_width(estimates=False)
        return [
            Column("first", tr("From"), lambda row: self._formats.day(of(row).first), day),
            Column("last", tr("To"), lambda row: self._formats.day(of(row).last), day),
            Column("cause", tr("Cause"), lambda row: _why(of(row)), WIDTH - 2 * day),
        ]

    def _step_columns(self) -> list[Column]:
        def of(row: Row) -> StepRow:
            assert isinstance(row[1], StepRow)
            return row[1]

        day = self._formats.day_width(estimates=False)
        return [
            Column("from", tr("From"), lambda row: self._formats.day(of(row).monday), day),
            Column("amount", tr("A week"), lambda row: Cell(self._amount(of(row).per_week)), 76, right=True),
            Column("cause", tr("Cause"), lambda row: _why(of(row)), WIDTH - day - 76),
        ]

    def _product_columns(self) -> list[Column]:
        def needs(row: Row) -> Cell:
            return Cell(self._amount(row[1].effort), "quiet")  # type: ignore[attr-defined]

        return [
            Column("product", tr("Product"), lambda row: _product(row), WIDTH - 84),
            Column("effort", tr("A unit takes"), needs, 84, right=True),
        ]


def _product(row: Row) -> Cell:
    return Cell(row[1].name, code=row[1].sku, tip=row[1].name)  # type: ignore[attr-defined]


def _why(row: BlockRow | StepRow) -> Cell:
    cause = cause_text(row.cause)
    words = "  ".join(each for each in (cause, row.note) if each)
    return Cell(words, "quiet", tip=words)
