"""What backorders cost, and beside it how well customers were served: both sides of the owner's choice."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.changes import Area
from app.cost_views import PERIODS, CostsShown, costs_shown
from app.cost_words import by_text, row_text
from app.errors import ShopError
from app.exporting import export_costs
from app.language import ntr, tr
from app.lists.costs import KINDS, By, CostReport, CostRow
from app.names import key_of
from app.state_words import cost_text, cost_title
from app.wording import hundredths_text
from ui.common.bars import EMPTY, FILLED, HATCHED, Bar, Bars
from ui.common.cells import Cell, Column, Row
from ui.common.choice import FilterChips
from ui.common.file_places import chosen, named_as, suggested, tables
from ui.common.list_frame import PANE_FROM, bar_of, framed_pane, lay_out
from ui.common.messages import ErrorBlock, Way
from ui.common.page import MARGIN, Desk, Page
from ui.common.rows_model import RowsModel
from ui.common.table import TableView
from ui.panes.costs_aside import CostsAside

DRAWN = 8
"""Bars at most; the table has all rows."""
NAME, AMOUNT = 220, 96


class CostsPage(Page):
    """Bars of the dearest, a table of all, and the figures of service at the right."""

    areas = frozenset(
        {Area.COSTS, Area.ORDERS, Area.BACKORDERS, Area.PRODUCTS, Area.SUPPLIERS, Area.SETTINGS}
    )

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.shown: CostsShown | None = None
        self._sought = ""
        self.by = FilterChips(tr("Costs by"), [(by, by_text(by)) for by in By])
        self.period = FilterChips(tr("Period"), [(key, _period_text(key)) for key in PERIODS])
        self.period.show_value("year")
        self.error = ErrorBlock(tr("Try again"))
        self.error.retried.connect(self.reload)
        self.bars = Bars(tr("The dearest"))
        self.model = RowsModel([], parent=self)
        self.table = TableView(self.model, tr("Costs of backorders"))
        self.table.set_lead(MARGIN)
        self.table.chooses_first = True
        self.aside = CostsAside(desk.formats)
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.table)

    def _lay_out(self) -> None:
        filters = QHBoxLayout()
        filters.addWidget(self.by)
        filters.addStretch()
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        drawing = QWidget()
        room = QHBoxLayout(drawing)
        room.setContentsMargins(MARGIN - 8, 8, MARGIN, 0)
        room.addWidget(self.bars)
        self._drawing = drawing
        column.addWidget(drawing)
        column.addWidget(self.table, stretch=1)
        pane = QVBoxLayout()
        pane.addWidget(self.aside)
        self._pane = framed_pane(pane)
        lay_out(self, bar_of(filters, self.period), [self.error], rows, self._pane)

    def _connect(self) -> None:
        self.by.chosen.connect(lambda _: self.reload())
        self.period.chosen.connect(lambda _: self.reload())
        self.bars.chosen.connect(self.table.choose)
        self.table.chosen.connect(self._row_chosen)
        self.table.opened.connect(self._open)
        self.aside.lost_sales_wanted.connect(self.show_lost_sales)
        self.aside.rates_wanted.connect(self.open_rates)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._pane.setVisible(self.window().width() >= PANE_FROM)

    def command(self, key: str) -> Callable[[], object] | None:
        return {"export": self.export}.get(key)

    # what is shown

    def reload(self) -> None:
        self.desk.jobs.read(
            costs_shown,
            By(self.by.value()),
            self.period.value(),
            done=self._show,
            failed=self._fail,
            latest=f"costs {id(self)}",
        )

    def _show(self, shown: CostsShown) -> None:
        self.error.clear()
        self.shown = shown
        report = shown.report
        kinds = [place for place, amount in enumerate(report.sums) if amount]
        self.model.set_columns(_columns(report.by, kinds, report.currency))
        self.table.show_widths()
        self._show_rows(shown.report)
        self.aside.show_shown(shown)
        self._show_status(sum(report.sums))
        self.loaded.emit()

    def _show_rows(self, report: CostReport) -> None:
        """Those that have the words searched for in their name or SKU."""
        rows = tuple(row for row in report.rows if self._has_words(report.by, row))
        self.model.set_rows([(_id(row), row) for row in rows])
        bars = [self._bar(report.by, row) for row in _drawn(report.by, rows)]
        self.bars.show_bars(bars, self.bars.current, _legend() if bars else ())
        self._drawing.setVisible(bool(bars))
        if rows:
            self.table.hide_message()
        elif report.rows:
            self.table.say(tr("Nothing with “{text}” here.", text=self._sought))
        else:
            self.table.say(*self._empty())

    def _has_words(self, by: By, row: CostRow) -> bool:
        return key_of(self._sought) in key_of(f"{row.sku} {row_text(by, row)}")

    @property
    def searched(self) -> str:
        return self._sought

    def search(self, text: str) -> None:
        self._sought = " ".join(text.split())
        if self.shown is not None:
            self._show_rows(self.shown.report)

    def _empty(self) -> tuple[str, Way]:
        words = tr(
            "Nothing was late at a cost in this time. Extra parcels, handling and storage count by the rates"
            " in the settings."
        )
        return words, (tr("Rates…"), self.open_rates)

    def _show_status(self, total: int) -> None:
        assert self.shown is not None
        report = self.shown.report
        number = len(report.rows)
        self.set_status(
            tr(
                "{rows}  ·  {amount} in all",
                rows=ntr("{count} row", "{count} rows", number),
                amount=hundredths_text(total, report.currency),
            ),
            tr("What vouchers and lost margins cost is counted too"),
        )

    def _bar(self, by: By, row: CostRow) -> Bar:
        assert self.shown is not None
        currency = self.shown.report.currency
        name, total = row_text(by, row), hundredths_text(row.total, currency)
        parts = tuple(
            (look, max(0, amount))
            for look, amount in ((FILLED, row.spent), (HATCHED, row.given), (EMPTY, row.lost))
        )
        said = [tr("{name}: {amount}", name=name, amount=total)]
        said += [
            tr("{name} {amount}", name=cost_text(str(kind)), amount=hundredths_text(amount, currency))
            for kind, amount in zip(KINDS, row.amounts, strict=True)
            if amount
        ]
        return Bar(_id(row), name, total, tr(", ").join(said), parts)

    def _fail(self, error: ShopError) -> None:
        self.error.show_error(error)
        self.loaded.emit()

    def _row_chosen(self, row: object) -> None:
        key = row[0] if isinstance(row, tuple) else None
        if any(bar.key == key for bar in self.bars.bars):
            self.bars.choose(key)

    def show_row(self, row_id: object) -> None:
        self.table.choose(row_id)

    # what is done

    def _open(self, row: object) -> None:
        """A supplier leads to where he stands."""
        if isinstance(row, tuple) and self.shown and isinstance(row[1].key, int):
            place = {By.SUPPLIER: "suppliers"}.get(self.shown.report.by)
            if place:
                self.desk.go(place, row[1].key)

    def open_rates(self) -> None:
        """What the shop's own work and room cost."""
        self.desk.settings_wanted.emit("costs")

    def show_lost_sales(self) -> None:
        """Each of them, to be looked up or taken off."""
        from ui.dialogs import lost_sales

        lost_sales.ask(self.window(), self.desk)

    def export(self) -> None:
        """The table as a file."""
        if self.shown is None:
            return
        where, pattern = QFileDialog.getSaveFileName(
            self.window(), tr("Export what is shown"), suggested("costs.csv"), tables()
        )
        if chosen(where):
            self.export_to(named_as(where, pattern))

    def export_to(self, where: Path) -> None:
        """Write what is shown."""
        assert self.shown is not None
        report = self.shown.report

        def tell(rows: int) -> None:
            self.set_status(
                ntr(
                    "{count} row written to {file}.", "{count} rows written to {file}.", rows, file=where.name
                )
            )

        self.desk.jobs.read(
            export_costs, where, report.by, report.first, report.last, done=tell, failed=self._fail
        )


def _id(row: CostRow) -> object:
    """What a model knows the row by; None is the row of what belongs to none."""
    return row.key if row.key is not None else ""


def _drawn(by: By, rows: tuple[CostRow, ...]) -> tuple[CostRow, ...]:
    return rows[-DRAWN:] if by is By.MONTH else rows[:DRAWN]


def _legend() -> list[tuple[str, str]]:
    return [(FILLED, tr("spent")), (HATCHED, tr("vouchers")), (EMPTY, tr("margin lost"))]


def _period_text(key: str) -> str:
    return {
        "month": tr("30 days"),
        "quarter": tr("90 days"),
        "year": tr("12 months"),
        "all": tr("All"),
    }[key]


def _columns(by: By, kinds: list[int], currency: str) -> list[Column]:
    """The name, the kinds that cost anything, and their sum."""

    def row_of(row: Row) -> CostRow:
        assert isinstance(row[1], CostRow)
        return row[1]

    def name(row: Row) -> Cell:
        told = row_of(row)
        words = row_text(by, told)
        return Cell(words, "" if told.key or told.key == 0 else "quiet", code=told.sku, tip=words)

    def amount(place: int) -> Callable[[Row], Cell]:
        def cell(row: Row) -> Cell:
            figure = row_of(row).amounts[place]
            return Cell(hundredths_text(figure, currency)) if figure else Cell("", said=tr("none"))

        return cell

    def total(row: Row) -> Cell:
        return Cell(hundredths_text(row_of(row).total, currency), strong=True)

    return [
        Column("name", by_text(by), name, NAME),
        *(
            Column(str(KINDS[place]), cost_title(str(KINDS[place])), amount(place), AMOUNT, right=True)
            for place in kinds
        ),
        Column("total", tr("Total"), total, AMOUNT, right=True),
    ]
