"""What is rendered beside the pages of the window: dialogs, and what is done to a page before its picture."""

from collections.abc import Callable
from typing import get_type_hints

from PySide6.QtWidgets import QDialog

from tests.screens import (
    answers,
    backorders,
    costs,
    dialogs,
    lists,
    moving,
    notices,
    pages,
    papers,
    people,
    resources,
    settings,
    shelf,
    vouchers,
)
from ui.common.page import Desk, Page

DIALOGS: dict[str, tuple[str, Callable[[Desk], QDialog]]] = {
    "receive": ("backorders", dialogs.receive),
    "set-eta": ("backorders", dialogs.set_eta),
    "order-entry": ("backorders", dialogs.order_entry),
    "order-edit": ("orders", papers.editing),
    "address": ("orders", papers.address),
    "payment": ("orders", papers.payment),
    "print-labels": ("today", papers.printing_labels),
    "print-purchase": ("purchases", papers.printing_purchase),
    "ship-several": ("orders", papers.ship_several),
    "purchase-edit": ("purchases", papers.purchase_editing),
    "close-short": ("purchases", papers.closing_short),
    "receive-scanning": ("purchases", papers.scanning),
    "ship": ("orders", dialogs.ship),
    "purchase-entry": ("purchases", dialogs.purchase_entry),
    "rank-first": ("backorders", backorders.rank_first),
    "move-reservation": ("backorders", backorders.move_reservation),
    "rank-by-drag": ("backorders", backorders.dropped),
    "hold": ("backorders", backorders.hold),
    "cancel-line": ("backorders", backorders.cancel_line),
    "split-line": ("backorders", backorders.split),
    "promise": ("backorders", backorders.promise),
    "unreserve": ("backorders", backorders.unreserve),
    "what-if-delivery": ("backorders", backorders.what_if_delivery),
    "what-if-apply": ("backorders", backorders.what_if_apply),
    "cancel-order": ("orders", pages.cancelling),
    "count": ("stock", shelf.counting),
    "take-out": ("stock", shelf.taking_out),
    "counter-sale": ("stock", shelf.selling),
    "take-back": ("orders", shelf.taking_back),
    "block": ("resources", resources.blocking),
    "unblock": ("resources", resources.unblocking),
    "capacity": ("resources", resources.changing),
    "resource": ("resources", resources.adding),
    "out-of-use": ("resources", resources.ending),
    "use-again": ("resources", resources.using_again),
    "delete-resource": ("resources", resources.deleting),
    "finish": ("resources", resources.finishing),
    "done": ("resources", resources.doing),
    "settings": ("orders", settings.shop),
    "settings-queue": ("orders", settings.queue),
    "settings-dates": ("orders", settings.dates),
    "settings-numbers": ("orders", settings.numbers),
    "settings-delays": ("orders", settings.delays),
    "settings-making-good": ("orders", settings.making_good),
    "settings-letters": ("orders", settings.letters),
    "settings-mail": ("orders", settings.mail),
    "settings-pages": ("orders", settings.pages),
    "publish": ("orders", settings.publishing),
    "settings-costs": ("costs", costs.rates),
    "order-costs": ("orders", costs.of_order),
    "lost-sales": ("costs", costs.lost_sales),
    "letter-texts": ("orders", settings.letter_texts),
    "settings-looks": ("orders", settings.looks),
    "bring-files": ("orders", pages.bringing),
    "about": ("orders", pages.about),
    "palette": ("backorders", moving.palette),
    "keys-and-help": ("backorders", moving.keys_and_help),
    "fault": ("backorders", moving.fault),
    "leave": ("backorders", moving.leaving),
    "password": ("backorders", moving.password),
    "lost-connection": ("backorders", moving.lost),
    "new-product": ("stock", people.new_product),
    "edit-product": ("stock", people.product_fields),
    "product-suppliers": ("stock", people.edit_product),
    "product-substitutes": ("stock", people.substitutes),
    "edit-customer": ("customers", people.edit_customer),
    "edit-supplier": ("suppliers", people.edit_supplier),
    "all-products": ("stock", people.all_products),
    "changed-meanwhile": ("customers", people.changed_meanwhile),
    "delete": ("customers", people.delete),
    "vouchers": ("customers", vouchers.looking),
    "give-voucher": ("customers", vouchers.giving),
    "counter-sale-voucher": ("stock", vouchers.at_the_counter),
    "payment-voucher": ("orders", vouchers.paying),
    "letters-voucher": ("notices", vouchers.earning),
    "deactivate": ("stock", people.deactivate),
    "move": ("stock", shelf.moving),
    "on-the-way": ("stock", shelf.arriving),
    "locations": ("stock", shelf.naming),
    "letters": ("notices", notices.letters),
    "kept-letter": ("notices", notices.kept),
    "mail-address": ("notices", notices.elsewhere),
    "substitutes": ("backorders", answers.suggesting),
    "substitute-choice": ("orders", answers.choosing),
    "silence": ("today", answers.silent),
    "ask-again": ("today", answers.asking_again),
    "answer": ("backorders", answers.answering),
    "filter-name": ("orders", lists.filter_name),
}
"""By the picture's name: the page it stands over, and how it is made and filled."""

PREPARED: dict[str, Callable[[Page | None], object]] = {
    "backorders": backorders.prepare,
    "orders": pages.choose("O-1044"),
    "stock": pages.choose("CI-24"),
    "purchases": pages.choose("P-118"),
    "resources": resources.prepare,
    "customers": pages.choose("C-"),
    "suppliers": pages.choose("Halvorsen"),
}
"""By a page's key: what to choose or type before its picture."""

STATES: dict[str, tuple[str, Callable[[Page | None], Callable[[], object]]]] = {
    "what-if": ("backorders", backorders.what_if),
    "what-if-by-customer": ("backorders", backorders.what_if_by_customer),
    "told": ("notices", notices.told),
    "ranking": ("backorders", backorders.ranking),
    "backorders-table": ("backorders", backorders.as_table),
    "refused-in-place": ("stock", lists.refused_in_place),
    "filters-menu": ("orders", lists.filters_menu),
    "columns-menu": ("orders", lists.columns_menu),
    "closing-while-writing": ("orders", moving.closing),
}
"""By the picture's name: a page, and what is done there before the picture; what comes back ends it."""


def kind_of(name: str) -> type[QDialog]:
    """What a registered dialog is, as the function that makes it says."""
    kind = get_type_hints(DIALOGS[name][1])["return"]
    assert isinstance(kind, type)
    return kind
