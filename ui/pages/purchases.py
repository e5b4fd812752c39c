"""What is on its way from suppliers, line by line or by purchase."""

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from app.actions.suggesting import Suggestion, delete_suggestion, suggest_purchases
from app.changes import Area
from app.errors import Refused
from app.language import ntr, tr
from app.lists.purchase_detail import PurchaseDetail, PurchaseLineDetail, purchase_detail
from app.lists.purchases import LISTING
from app.lists.takers import Taker, takers_of
from app.wording import quantity_text
from ui.common.buttons import button
from ui.common.cells import Row
from ui.common.choice import Segments
from ui.common.list_source import value_of
from ui.common.page import Desk, Primary
from ui.common.steps import Step
from ui.dialogs.act import Act
from ui.panes.paper_page import PaperPage
from ui.panes.purchase_acts import PurchaseActs, close_lines_short, save_for_supplier, undo_receipts
from ui.panes.purchase_columns import by_purchase, numbers_of, purchase_columns, told
from ui.panes.purchase_pane import PurchasePane

Details = tuple[PurchaseDetail, tuple[Taker, ...]]
IN_HEAD = ("number", "supplier")
MOST_UNDONE = 5
"""Receipts that the menu offers to undo, the newest first."""


class PurchasesPage(PaperPage):
    """Every purchase line in one row; what is overdue says so."""

    areas = frozenset({Area.PURCHASES, Area.SUPPLIERS, Area.BACKORDERS, Area.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LISTING, purchase_columns(desk.formats))
        self.view = Segments(tr("View"), [("date", tr("By date")), ("purchase", tr("By purchase"))])
        self.view.chosen.connect(self._look)
        self.suggest = button(tr("Suggest purchases"))
        self.suggest.setToolTip(tr("Drafts for what is short or below its minimum, by supplier"))
        self.suggest.clicked.connect(self.suggest_purchases)
        self.filter_bar.addWidget(self.view)
        self.filter_bar.addSpacing(8)
        self.filter_bar.addWidget(self.chips)
        self.filter_bar.addStretch()
        self.filter_bar.addWidget(self.suggest)
        self.purchase: PurchaseDetail | None = None
        self.line: PurchaseLineDetail | None = None

    def primary(self) -> Primary:
        return Primary(tr("Receive goods…"), "package-import", self.receive)

    def empty_words(self) -> tuple[str, str]:
        return tr("No purchases yet. What suppliers owe the shop appears here."), tr("New purchase…")

    def empty_act(self) -> None:
        self.new_purchase()

    def filtered_words(self) -> str:
        if self.searched:
            return tr("No purchase with “{text}” here.", text=self.searched)
        return {
            "open": tr("Nothing is on its way."),
            "overdue": tr("No supplier is overdue."),
            "undated": tr("Every delivery has a date."),
            "drafts": tr("No drafts."),
            "done": tr("No purchase is done yet."),
        }.get(self.model.question.filter, super().filtered_words())

    def counted(self) -> None:
        number = {key: quantity_text(Decimal(count.number)) for key, count in self.counts.items()}
        lines = self.counts["open"].number
        self.set_status(
            tr(
                "{open}  ·  {overdue} overdue  ·  {undated} without a date",
                open=ntr("{count} line to come", "{count} lines to come", lines, count=number["open"]),
                overdue=number["overdue"],
                undated=number["undated"],
            )
        )

    def _look(self, view: str) -> None:
        """Grouped rows stand in the order of their groups only."""
        columns = purchase_columns(self.desk.formats)
        if view == "purchase":
            grouped = [replace(each, sort="") for each in columns if each.key not in IN_HEAD]
            self.reshape(grouped, by_purchase(self.desk.formats), sort="number", descending=True)
        else:
            self.reshape(columns, None, sort="eta", descending=False)

    # the pane

    def build_pane(self, room: QWidget) -> QWidget:
        self.purchase_pane = PurchasePane(self.desk.formats, self.steps, room)
        return self.purchase_pane

    def details_of(self, row: Row) -> tuple[Callable[..., Any], object]:
        return purchase_and_takers, (value_of(LISTING, "purchase_id")(row), row[0])

    def show_read(self, row: Row, details: Details) -> None:
        purchase, takers = details
        line = next((each for each in purchase.lines if each.id == row[0]), None)
        if line is None:
            self.clear_pane()
            return
        self.purchase, self.line = purchase, line
        self.purchase_pane.show_purchase(purchase, line, takers)
        self.purchase_pane.show()
        self.show_acts()

    def clear_pane(self) -> None:
        super().clear_pane()
        self.purchase = self.line = None

    def open_row(self, row: object) -> None:
        """The next step of the purchase."""
        if self.purchase is not None and self.line is not None:
            steps = self._steps(self.purchase, self.line)
            if steps:
                steps[0].run()

    def read_id(self) -> object:
        return self.line.id if self.line is not None else None

    def acts(self) -> list[Step]:
        return [] if self.line is None else self._steps(self._chosen, self.line)

    def titles_of(self, row: Row) -> list[str]:
        if told(row, "state") == "draft":
            return [tr("Edit…"), tr("Set ETA…"), tr("Print…")]
        if told(row, "incoming"):
            return [
                tr("Receive…"),
                tr("Set ETA…"),
                tr("Edit…"),
                tr("Print…"),
                tr("Close line short…"),
                tr("Cancel purchase…"),
            ]
        return []

    def _steps(self, purchase: PurchaseDetail, line: PurchaseLineDetail) -> list[Step]:
        steps = self._acts_on(purchase, line)
        if purchase.supplier_id is not None:
            go = partial(self.desk.go, "suppliers", purchase.supplier_id)
            steps.append(Step(tr("See the supplier"), go))
        return [*steps, *self._undoing(purchase)]

    def _acts_on(self, purchase: PurchaseDetail, line: PurchaseLineDetail) -> list[Step]:
        several = self._several()
        if purchase.state == "draft":
            confirm = Step(tr("Confirm"), self._doing(PurchaseActs.confirm))
            steps = [*several, confirm, Step(tr("Edit…"), self.edit), Step(tr("Set ETA…"), self.set_eta)]
            steps += self._printing()
            if purchase.suggested:
                return [*steps, Step(tr("Drop the suggestion"), self.drop_suggestion)]
            return [*steps, Step(tr("Cancel draft…"), self._asking(PurchaseActs.cancel))]
        if purchase.state == "cancelled":
            return [*several, Step(tr("Restore purchase…"), self._asking(PurchaseActs.restore))]
        if purchase.state != "confirmed":
            return [*several, Step(tr("Edit…"), self.edit), *self._printing()]
        return [*several, *self._steps_of_confirmed(purchase, line)]

    def _several(self) -> list[Step]:
        count, purchases = len(self._chosen_parts()), len(self._chosen_purchases())
        steps = []
        if count and len(self.table.chosen_rows()) > 1:
            asks = ntr("Ask for {count} date…", "Ask for {count} dates…", count)
            title = ntr("Close {count} line short…", "Close {count} lines short…", count)
            steps = [Step(asks, self.ask_suppliers), Step(title, self.close_chosen_short)]
        if purchases > 1:
            prints = ntr("Print {count} purchase order…", "Print {count} purchase orders…", purchases)
            steps.append(Step(prints, self.print_papers))
        return steps

    def _printing(self) -> list[Step]:
        is_one = len(self._chosen_purchases()) < 2
        save = Step(tr("Save for the supplier…"), lambda: save_for_supplier(self, self.desk, self.purchase))
        return [Step(tr("Print…"), self.print_papers), save] if is_one else []

    def _chosen_purchases(self) -> dict[int, Row]:
        """A row of each."""
        purchase_id = value_of(LISTING, "purchase_id")
        rows = {purchase_id(row): row for row in self.table.chosen_rows()}
        return {key: row for key, row in rows.items() if told(row, "state") != "cancelled"}

    def _chosen_parts(self) -> list[tuple[int, int]]:
        return [
            (told(row, "id"), told(row, "incoming"))
            for row in self.table.chosen_rows()
            if told(row, "incoming")
        ]

    def _steps_of_confirmed(self, purchase: PurchaseDetail, line: PurchaseLineDetail) -> list[Step]:
        acts, steps = PurchaseActs(purchase), []
        to_come = [each for each in purchase.lines if each.incoming]
        if to_come:
            steps = [Step(tr("Receive…"), self.receive), Step(tr("Set ETA…"), self.set_eta)]
        lacks_dates = purchase.overdue or any(each.eta is None for each in to_come)
        if lacks_dates and purchase.supplier_id is not None and not self._several():
            steps.append(Step(tr("Ask supplier…"), self.ask_suppliers))
        steps.append(Step(tr("Edit…"), self.edit))
        steps += self._printing()
        if line.incoming:
            steps.append(Step(tr("Change quantity…"), partial(self.ask_act, acts.cut(line))))
            steps.append(Step(tr("Close line short…"), self.close_line_short))
        if len(to_come) > 1:
            steps.append(Step(tr("Close all short…"), self.close_short))
        return [*steps, Step(tr("Cancel purchase…"), self._asking(PurchaseActs.cancel))]

    def _undoing(self, purchase: PurchaseDetail) -> list[Step]:
        acts = undo_receipts(purchase)[:MOST_UNDONE]
        return [Step(f"{deed.title}…", partial(self.ask_act, deed)) for deed in acts]

    # what is done

    def command(self, key: str) -> Callable[[], object] | None:
        moves = self.line is not None and self.line.state in ("draft", "confirmed")
        changes = self.purchase is not None and self.purchase.state != "cancelled"
        return {
            "new_purchase": self.new_purchase,
            "receive": self.receive,
            "suggest": self.suggest_purchases,
            "set_eta": self.set_eta if moves else None,
            "edit_purchase": self.edit if changes else None,
            "print": self.print_papers if changes else None,
            "close_short": self.close_chosen_short if self._chosen_parts() else None,
        }.get(key)

    def new_purchase(self) -> None:
        """Ask what to buy, and show the new purchase."""
        from ui.dialogs import purchase_entry

        bought = purchase_entry.ask(self.window(), self.desk)
        if bought is not None:
            self.show_row(bought.line_ids[0])

    def receive(self) -> None:
        """Goods came: of the chosen line's purchase, else of what is expected first."""
        from ui.dialogs import receive

        row = self.table.current_row()
        if row is None:
            receive.ask(self.window(), self.desk)
            return
        number = told(row, "number")
        if told(row, "state") == "draft":
            self.steps.show_error(Refused(tr("{number} is a draft.", number=number), tr("Confirm it first.")))
            return
        cancelled = told(row, "state") == "cancelled"
        purchase_id = value_of(LISTING, "purchase_id")(row)
        receive.ask(self.window(), self.desk, None if cancelled else purchase_id, without_purchase=cancelled)

    def edit(self) -> None:
        """Let terms and lines be changed."""
        from ui.dialogs import purchase_edit

        if self.purchase is not None:
            purchase_edit.ask(self.window(), self.desk, self.purchase.id)

    def set_eta(self) -> None:
        """A new date for the line, the purchase, or all that the supplier owes."""
        from ui.dialogs import set_eta

        if self.purchase is not None and self.line is not None:
            set_eta.ask(self.window(), self.desk, self.purchase.id, self.line.id)

    def ask_suppliers(self) -> None:
        """For the dates of the chosen lines, or of all that the supplier owes without a date that holds."""
        from ui.dialogs import chase

        parts = self._chosen_parts()
        if len(parts) > 1:
            chase.ask(self.window(), self.desk, purchase_line_ids=[line_id for line_id, _ in parts])
        elif self._chosen.supplier_id is not None:
            chase.ask(self.window(), self.desk, supplier_ids=[self._chosen.supplier_id])

    def print_papers(self) -> None:
        """The purchase order, and what goes with the goods that came last; of several all orders at once."""
        from ui.dialogs import print_paper, printables

        several = self._chosen_purchases()
        papers = (
            [printables.bought(*numbers_of(several))]
            if len(several) > 1
            else printables.of_purchase(self._chosen)
        )
        print_paper.ask(self.window(), self.desk, papers)

    def drop_suggestion(self) -> None:
        """Asking again may bring it back."""
        if self.line is not None:
            words = tr("The suggestion for {product} is dropped.", product=self.line.name)
            self.write(delete_suggestion, self.line.product_id, done=lambda _: self.desk.done(words))

    def close_line_short(self) -> None:
        """Nothing more comes on the chosen line."""
        if self.purchase is not None and self.line is not None:
            self.ask_act(PurchaseActs(self.purchase).close_short([self.line]))

    def close_short(self) -> None:
        """Nothing more comes on any line of the purchase."""
        if self.purchase is not None:
            lines = [line for line in self.purchase.lines if line.incoming]
            self.ask_act(PurchaseActs(self.purchase).close_short(lines))

    def close_chosen_short(self) -> None:
        """Nothing more comes on the chosen lines, of whatever purchase."""
        parts = self._chosen_parts()
        title = ntr("Close {count} line short", "Close {count} lines short", len(parts))
        self.ask_act(close_lines_short(title, parts))

    def _asking(self, make: Callable[[PurchaseActs], Act]) -> Callable[[], None]:
        return lambda: self.ask_act(make(PurchaseActs(self._chosen)))

    def _doing(self, make: Callable[[PurchaseActs], Act]) -> Callable[[], None]:
        return lambda: self.do_act(make(PurchaseActs(self._chosen)))

    @property
    def _chosen(self) -> PurchaseDetail:
        assert self.purchase is not None
        return self.purchase

    def suggest_purchases(self) -> None:
        """Bring the suggested drafts up to date, and show them."""
        self.suggest.setEnabled(False)
        self.desk.jobs.write(suggest_purchases, done=self._suggested, failed=self._not_suggested)

    def _suggested(self, suggestions: tuple[Suggestion, ...]) -> None:
        self.suggest.setEnabled(True)
        self.model.ask_for(filter="drafts", search="")
        products = len(suggestions)
        words = ntr("{count} product to buy.", "{count} products to buy.", products)
        self.set_status(words if products else tr("Nothing needs to be bought."))

    def _not_suggested(self, error: Any) -> None:
        self.suggest.setEnabled(True)
        self.error.show_error(error)


def purchase_and_takers(session: Any, ids: tuple[int, int]) -> Details:
    """A purchase, and who gets the goods of one of its lines."""
    return purchase_detail(session, ids[0]), takers_of(session, ids[1])
