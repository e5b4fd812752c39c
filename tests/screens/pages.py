"""What the pages of orders, stock and purchases and their dialogs show in their pictures."""

from decimal import Decimal
from typing import Any

from app.actions.cancelling import cancel_order
from app.language import tr
from app.lists.listing import Listing
from app.lists.orders import LISTING as ORDERS
from app.wording import pieces_text
from ui.common.list_page import ListPage
from ui.common.page import Desk, Page
from ui.dialogs.about import AboutDialog
from ui.dialogs.act import Act, ActDialog


def choose(number: str) -> Any:
    """Chooses the row whose second value begins so."""

    def prepare(page: Page | None) -> None:
        assert isinstance(page, ListPage)
        row = next((row for row in page.model.rows if str(row[1]).startswith(number)), None)
        if row is not None:
            page.table.choose(row[0])

    return prepare


def cancelling(desk: Desk) -> ActDialog:
    """Who gets what a cancelled order held."""
    order_id = _found(desk, ORDERS, "O-1041")
    words = tr(
        "{pieces} will not be delivered; what is reserved goes to the queue.",
        pieces=pieces_text(Decimal(6)),
    )
    act = Act(
        tr("Cancel {number}", number="O-1041"),
        tr("Cancel order"),
        words,
        cancel_order,
        (order_id,),
        order_id,
        reason="reason",
        leave=tr("Leave it"),
    )
    return ActDialog(desk, act)


def about(desk: Desk) -> AboutDialog:
    return AboutDialog(desk)


def _found(desk: Desk, listing: Listing, text: str) -> Any:
    shop = desk.jobs.shop
    assert shop is not None
    return shop.read(listing.page, filter="all", search=text).rows[0][0]
