"""Who makes and who serves: what each gives a week, what is taken, who waits for a week."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from app.changes import Area
from app.language import tr
from app.lists.resource_detail import BlockRow, ResourceDetail, UserRow, WorkRow, resource_detail
from app.lists.resources import LISTING
from ui.common.cells import Row
from ui.common.listing_page import ListingPage
from ui.common.menus import Item, Line
from ui.common.page import Desk, Primary
from ui.common.steps import Step
from ui.panes.resource_columns import resource_columns
from ui.panes.resource_pane import ResourcePane

SERVICE = "service"


class ResourcesPage(ListingPage):
    """Every person and bench in one row; the weeks ahead beside it."""

    areas = frozenset({Area.RESOURCES, Area.BACKORDERS, Area.PRODUCTS, Area.SETTINGS})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, LISTING, resource_columns(desk.formats))
        self.filter_bar.addWidget(self.chips)
        self.filter_bar.addStretch()
        self.resource: ResourceDetail | None = None

    def primary(self) -> Primary:
        return Primary(tr("New resource…"), "plus", self.add)

    def empty_words(self) -> tuple[str, str]:
        words = tr("No resources yet. A person or a bench whose hours decide when something is ready.")
        return words, tr("New resource…")

    def empty_act(self) -> None:
        self.add()

    def filtered_words(self) -> str:
        if self.searched:
            return tr("No resource with “{text}” here.", text=self.searched)
        return {
            "waiting": tr("Nobody waits for work to be done."),
            "no_week": tr("Every waiting line has its week."),
        }.get(self.model.question.filter, super().filtered_words())

    def counted(self) -> None:
        number = {key: count.number for key, count in self.counts.items()}
        self.set_status(
            tr(
                "{active} in use  ·  customers wait for {waiting}  ·  {no_week} without a week for all",
                active=number["active"],
                waiting=number["waiting"],
                no_week=number["no_week"],
            ),
            tr("A week is Monday to Friday"),
        )

    # the pane

    def build_pane(self, room: QWidget) -> QWidget:
        self.resource_pane = ResourcePane(self.desk.formats, self.steps, room)
        self.resource_pane.work_chosen.connect(lambda _: self._offer_steps())
        self.resource_pane.block_chosen.connect(lambda _: self._offer_steps())
        self.resource_pane.work_opened.connect(self.show_order)
        self.resource_pane.product_opened.connect(self.show_product)
        return self.resource_pane

    def details_of(self, row: Row) -> tuple[Callable[..., Any], object]:
        return resource_detail, row[0]

    def show_read(self, row: Row, details: ResourceDetail) -> None:
        self.resource = details
        self.resource_pane.show_resource(details)
        self.resource_pane.show()
        self._offer_steps()

    def clear_pane(self) -> None:
        super().clear_pane()
        self.resource = None

    def open_row(self, row: object) -> None:
        """Change its capacity; one out of use has none until it is used again."""
        if self.resource is not None and not self.resource.active:
            self.use_again()
        else:
            self.change_capacity()

    def row_menu(self, row: Row) -> Sequence[Line]:
        """The same acts as the pane's, once the row is read."""
        if self.resource is None or self.resource.id != row[0]:
            return []
        return [Item(step.title, step.run) for step in self._steps()]

    def _offer_steps(self) -> None:
        self.steps.show_steps(self._steps())

    def _steps(self) -> list[Step]:
        if self.resource is None:
            return []
        steps = [Step(tr("Block…"), self.block), Step(tr("Change capacity…"), self.change_capacity)]
        if not self.resource.active:
            steps = [Step(tr("Use again…"), self.use_again)]
        work, block = self.resource_pane.chosen_work(), self.resource_pane.chosen_block()
        if work is not None:
            title = tr("Done…") if work.kind == SERVICE else tr("Finish…")
            steps.insert(0, Step(title, lambda: self.work(work)))
        if block is not None:
            steps.append(Step(tr("Unblock…"), lambda: self.unblock(block)))
        if work is not None:
            steps.append(Step(tr("See the order"), lambda: self.show_order(work)))
            steps.append(Step(tr("See in the queue"), lambda: self.desk.go("backorders", work.line_id)))
        steps.append(Step(tr("Edit…"), self.edit))
        if self.resource.active:
            steps.append(Step(tr("Put out of use…"), self.put_out_of_use))
        return [*steps, Step(tr("Delete…"), self.delete)]

    def command(self, key: str) -> Callable[[], object] | None:
        work = self.resource_pane.chosen_work() if self.resource else None
        acts: dict[str, Callable[[], object] | None] = {
            "block": self.block if self.resource and self.resource.active else None,
            "work": (lambda: self.work(work)) if work else None,
        }
        return acts.get(key)

    # what is done

    def add(self) -> None:
        """A new one; it is shown then."""
        from ui.dialogs import resource

        made = resource.ask(self.window(), self.desk)
        if made is not None:
            self.show_row(made)

    def edit(self) -> None:
        """Another name or another unit."""
        from ui.dialogs import resource

        if self.resource is not None:
            resource.ask(self.window(), self.desk, self.resource)

    def block(self) -> None:
        """Days on which it gives nothing."""
        from ui.dialogs.resource_plans import BlockDialog

        if self.resource is not None:
            BlockDialog(self.desk, self.resource, self.window()).ask()

    def unblock(self, block: BlockRow) -> None:
        """It works on those days after all."""
        from ui.dialogs.resource_plans import UnblockDialog

        if self.resource is not None:
            UnblockDialog(self.desk, self.resource, block, self.window()).ask()

    def change_capacity(self) -> None:
        """So much a week from a week on."""
        from ui.dialogs.resource_plans import CapacityDialog

        if self.resource is not None:
            CapacityDialog(self.desk, self.resource, self.window()).ask()

    def put_out_of_use(self) -> None:
        """It gives nothing from today on."""
        from ui.dialogs.resource_use import OutOfUseDialog

        if self.resource is not None:
            OutOfUseDialog(self.desk, self.resource, self.window()).ask()

    def use_again(self) -> None:
        """It gives again what its weeks say."""
        from ui.dialogs.resource_use import UseAgainDialog

        if self.resource is not None:
            UseAgainDialog(self.desk, self.resource, self.window()).ask()

    def delete(self) -> None:
        """What nothing names goes; else one is told why not."""
        from ui.dialogs.resource_use import DeleteResourceDialog

        if self.resource is not None:
            DeleteResourceDialog(self.desk, self.resource, self.window()).ask()

    def work(self, work: WorkRow) -> None:
        """Finish it, or say that it is done."""
        from ui.dialogs import work as work_dialog

        work_dialog.ask(self.window(), self.desk, work.line_id, work.kind)

    def show_order(self, work: WorkRow) -> None:
        """Whose it is."""
        self.desk.go("orders", work.order_id)

    def show_product(self, product: UserRow) -> None:
        """What is made here, where it lies on a shelf."""
        if product.pool_id is not None:
            self.desk.go("stock", product.pool_id)
