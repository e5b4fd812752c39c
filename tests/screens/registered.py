"""What is rendered beside the pages of the window: dialogs, and what is done to a page before its picture."""

from collections.abc import Callable

from PySide6.QtWidgets import QDialog

from tests.screens import backorders, dialogs, moving, pages, papers, resources
from ui.common.page import Desk, Page

DIALOGS: dict[str, tuple[str, Callable[[Desk], QDialog]]] = {
    "receive": ("backorders", dialogs.receive),
    "set-eta": ("backorders", dialogs.set_eta),
    "order-entry": ("backorders", dialogs.order_entry),
    "order-edit": ("orders", papers.editing),
    "address": ("orders", papers.address),
    "ship": ("orders", dialogs.ship),
    "purchase-entry": ("purchases", dialogs.purchase_entry),
    "rank-first": ("backorders", backorders.rank_first),
    "move-reservation": ("backorders", backorders.move_reservation),
    "cancel-order": ("orders", pages.cancelling),
    "count": ("stock", pages.counting),
    "take-out": ("stock", pages.taking_out),
    "block": ("resources", resources.blocking),
    "unblock": ("resources", resources.unblocking),
    "capacity": ("resources", resources.changing),
    "resource": ("resources", resources.adding),
    "finish": ("resources", resources.finishing),
    "done": ("resources", resources.doing),
    "bring-files": ("orders", pages.bringing),
    "about": ("orders", pages.about),
    "palette": ("backorders", moving.palette),
}
"""By the picture's name: the page it stands over, and how it is made and filled."""

PREPARED: dict[str, Callable[[Page | None], object]] = {
    "backorders": backorders.prepare,
    "orders": pages.choose("O-1044"),
    "stock": pages.choose("CI-24"),
    "purchases": pages.choose("P-118"),
    "resources": resources.prepare,
}
"""By a page's key: what to choose or type before its picture."""
