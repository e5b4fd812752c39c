"""What an action is called where its consequences are told: 'because goods came in'."""

from collections.abc import Callable
from types import MappingProxyType

from app.language import tr

_ORDERS: dict[str, Callable[[], str]] = {
    "enter_order": lambda: tr("an order was entered"),
    "edit_order": lambda: tr("an order was changed"),
    "confirm_order": lambda: tr("an order was confirmed"),
    "add_line": lambda: tr("a line was added"),
    "remove_line": lambda: tr("a line was removed"),
    "set_quantity": lambda: tr("a quantity was changed"),
    "cancel_order": lambda: tr("an order was cancelled"),
    "cancel_line": lambda: tr("a line was cancelled"),
    "close_rest": lambda: tr("the rest of an order was closed"),
    "reopen": lambda: tr("an order was reopened"),
    "substitute": lambda: tr("a substitute was taken"),
    "ship": lambda: tr("goods were shipped"),
    "undo_shipment": lambda: tr("a shipment was undone"),
    "undo_whole_shipment": lambda: tr("a shipment was undone"),
    "undo_shipments": lambda: tr("a shipment was undone"),
    "promise": lambda: tr("a date was promised"),
}
_QUEUE: dict[str, Callable[[], str]] = {
    "hold": lambda: tr("an order was put on hold"),
    "unhold": lambda: tr("an order was taken off hold"),
    "keep_off": lambda: tr("a line was kept off"),
    "keep_on": lambda: tr("a line waits again"),
    "rank_first": lambda: tr("a line was ranked by hand"),
    "rank_at": lambda: tr("a line was ranked by hand"),
    "forget_rank": lambda: tr("a hand rank was forgotten"),
    "split_line": lambda: tr("a line was split"),
    "reserve": lambda: tr("goods were reserved by hand"),
    "unreserve": lambda: tr("a reservation was given up"),
    "release_order": lambda: tr("an order was released"),
    "move_reservation": lambda: tr("a reservation was moved"),
    "begin_day": lambda: tr("a new day began"),
}
_SUPPLY: dict[str, Callable[[], str]] = {
    "enter_purchase": lambda: tr("a purchase was entered"),
    "confirm_purchase": lambda: tr("a purchase was confirmed"),
    "cut_purchase_line": lambda: tr("a purchase was cut"),
    "cancel_purchase": lambda: tr("a purchase was cancelled"),
    "close_short": lambda: tr("the rest of a purchase was closed short"),
    "set_eta": lambda: tr("a delivery has another date"),
    "shift_eta": lambda: tr("a delivery has another date"),
    "receive": lambda: tr("goods came in"),
    "undo_receipt": lambda: tr("a receipt was undone"),
    "send": lambda: tr("goods were sent to another location"),
    "arrive": lambda: tr("goods arrived from another location"),
    "move": lambda: tr("goods were sent to another location"),
    "send_again": lambda: tr("goods were sent to another location"),
    "book_arrivals": lambda: tr("goods arrived from another location"),
    "undo_arrivals": lambda: tr("an arrival was undone"),
    "cancel_transfers": lambda: tr("goods on their way were called back"),
    "undo_move": lambda: tr("goods on their way were called back"),
    "take_return": lambda: tr("goods came back"),
    "take_returns": lambda: tr("goods came back"),
    "undo_returns": lambda: tr("a return was undone"),
    "undo_sale": lambda: tr("a counter sale was undone"),
    "count": lambda: tr("the shelf was counted"),
    "count_sheet": lambda: tr("the shelf was counted"),
    "undo_count": lambda: tr("a count was undone"),
    "issue": lambda: tr("goods were taken out"),
    "put_back": lambda: tr("goods were put back"),
    "sell": lambda: tr("goods were sold over the counter"),
    "set_capacity": lambda: tr("capacity was changed"),
    "block_resource": lambda: tr("a resource was blocked"),
    "unblock_resource": lambda: tr("a resource was unblocked"),
    "unblock_days": lambda: tr("a resource was unblocked"),
    "put_out_of_use": lambda: tr("a resource was put out of use"),
    "use_resource_again": lambda: tr("a resource is in use again"),
    "finish": lambda: tr("work was finished"),
    "done": lambda: tr("work was done"),
    "undo_finish": lambda: tr("finished work was taken back"),
    "change_shop_settings": lambda: tr("settings were changed"),
    "bring_in": lambda: tr("a file was brought in"),
    "fill_with_sample": lambda: tr("the sample shop was made"),
}
DEEDS = MappingProxyType(_ORDERS | _QUEUE | _SUPPLY)


def deed_text(action: str) -> str:
    """Words for the action of this stored name; '' for one without consequences of its own."""
    say = DEEDS.get(action)
    return say() if say else ""
