"""Where the rows of the queue come from, and the model that changes its columns with their order."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.errors import ShopError
from app.lists.pools import PoolHead
from app.queue_views import CustomerHead, QueuePage, Worth, queue_page
from ui.common.list_source import answer_of, terms_of
from ui.common.paged_model import Answer, Ask, PagedModel
from ui.panes.looking import Looking

if TYPE_CHECKING:
    from ui.panes.backorder_rows import Shapes


class QueueSource:
    """Reads pages of the queue with what stands above their groups."""

    def __init__(self, looking: Looking) -> None:
        self.looking = looking
        self.pools: dict[int, PoolHead] = {}
        self.customers: dict[int, CustomerHead] = {}
        self.worth: dict[int, Worth] = {}
        self.several_places = False

    def request(
        self, ask: Ask, done: Callable[[Answer], None], failed: Callable[[ShopError], None], /
    ) -> None:
        """Ask for a page."""
        self.looking.read(
            queue_page,
            **terms_of(ask),
            done=lambda found: self._take(found, done),
            failed=failed,
            latest=f"queue {id(self)}",
        )

    def _take(self, found: QueuePage, done: Callable[[Answer], None]) -> None:
        self.pools |= found.pools
        self.customers |= found.customers
        self.worth |= found.worth
        self.several_places = found.several_places
        done(answer_of(found.page))


class QueueModel(PagedModel):
    """Takes the columns and groups that go with the order asked for."""

    reshaped = Signal()

    def __init__(self, source: QueueSource, shapes: "Shapes") -> None:
        self.shapes = shapes
        self._sort = ""
        super().__init__(source, shapes.columns(""), shapes.grouping(""))

    def reshape(self) -> None:
        """The same rows in other columns."""
        self.reshaped.emit()
        super().ask()

    def prepare(self) -> None:
        if self.question.sort != self._sort:
            self._sort = self.question.sort
            self.reshaped.emit()
