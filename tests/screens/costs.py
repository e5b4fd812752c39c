"""What the costs of backorders show in their pictures."""

from decimal import Decimal
from typing import Any

from app.actions.costs import CostDraft, enter_cost
from app.lists.order_costs import order_costs
from app.lists.orders import LISTING as ORDERS
from ui.common.page import Desk
from ui.dialogs.lost_sales import LostSalesDialog
from ui.dialogs.order_costs import OrderCostsDialog
from ui.dialogs.settings import SettingsDialog


def rates(desk: Desk) -> SettingsDialog:
    dialog = SettingsDialog(desk)
    dialog.show_part("costs")
    return dialog


def of_order(desk: Desk) -> OrderCostsDialog:
    """One with two entries."""
    shop = desk.jobs.shop
    assert shop is not None
    rows = shop.read(ORDERS.page, filter="all", search="O-1041").rows or shop.read(ORDERS.page).rows
    order_id: Any = rows[0][0]
    told = shop.read(order_costs, order_id)
    if not told.entries:
        for kind, amount, cause in (("freight", "14.90", "transport"), ("other", "6", "")):
            draft = CostDraft(told.lines[0].id, kind, Decimal(amount), cause=cause, note="DHL")
            shop.write(enter_cost, draft)
    return OrderCostsDialog(desk, shop.read(order_costs, order_id))


def lost_sales(desk: Desk) -> LostSalesDialog:
    return LostSalesDialog(desk)
