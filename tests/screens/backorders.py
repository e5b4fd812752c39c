"""What the backorders page and its dialogs show in their pictures: the late line of the casserole."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from app.actions.supposing import suppose
from app.lists.backorders import LISTING
from app.lists.pools import pool_detail
from ui.common.page import Desk, Page
from ui.dialogs.act import ActDialog
from ui.dialogs.move_reservation import MoveReservationDialog
from ui.dialogs.promise import PromiseDialog
from ui.dialogs.what_if_delivery import Delivery, WhatIfDeliveryDialog
from ui.pages.backorders import BackordersPage
from ui.panes.backorder_acts import LineActs
from ui.panes.backorder_rows import BY_CUSTOMER, told
from ui.panes.what_if import WhatIf
from ui.panes.what_if_steps import Coming, Tried, brought, moved, ranked

SHOWN = "O-1047"


def prepare(page: Page | None) -> None:
    """Choose the line that the look's picture chooses."""
    assert isinstance(page, BackordersPage)
    row = next((row for row in page.model.rows if told(row, "order") == SHOWN), None)
    if row is not None:
        page.table.choose(row[0])


def rank_first(desk: Desk) -> ActDialog:
    """Who loses by the line's being served first."""
    return ActDialog(desk, LineActs(_row(desk)).rank_first())


def move_reservation(desk: Desk) -> MoveReservationDialog:
    """From one who holds goods to one who is late."""
    row = _row(desk)
    return MoveReservationDialog(desk, told(row, "pool_id"), told(row, "id"))


def dropped(desk: Desk) -> ActDialog:
    """A row dropped three places higher."""
    return ActDialog(desk, LineActs(_row(desk, "O-1055")).rank_at(3))


def hold(desk: Desk) -> ActDialog:
    """Who gains what an order on hold gives up."""
    dialog = ActDialog(desk, LineActs(_row(desk, "O-1041")).hold())
    if dialog.reason is not None:
        dialog.reason.setText("Hotel closed until 10 December")
    return dialog


def cancel_line(desk: Desk) -> ActDialog:
    """Who comes sooner where another gives up."""
    return ActDialog(desk, LineActs(_row(desk)).cancel_line())


def split(desk: Desk) -> ActDialog:
    """Two lines of one."""
    return ActDialog(desk, LineActs(_row(desk, "O-1033")).split())


def promise(desk: Desk) -> PromiseDialog:
    """The expected date is offered, beside what the customer was told until now."""
    return PromiseDialog(desk, LineActs(_row(desk)).promise())


def unreserve(desk: Desk) -> ActDialog:
    """Four pieces go to those who come next."""
    return ActDialog(desk, LineActs(_row(desk, "O-1041")).unreserve())


def what_if_delivery(desk: Desk) -> WhatIfDeliveryDialog:
    """The casseroles on their way."""
    shop = desk.jobs.shop
    assert shop is not None
    detail = shop.read(pool_detail, told(_row(desk), "pool_id"))
    coming = [each for each in detail.supplies if each.kind == "purchase"]
    deliveries = [
        Delivery(each.key, each.number, brings, brings)
        for each in coming
        for brings in [Coming(date.fromordinal(each.on or 1), Decimal(each.quantity) / 1000)]
    ]
    return WhatIfDeliveryDialog(desk, "CI-24", deliveries, coming[-1].key)


def what_if_apply(desk: Desk) -> ActDialog:
    """All that was tried, before it is written."""
    shop = desk.jobs.shop
    assert shop is not None
    found = WhatIf(desk.jobs, desk)
    found.tried = _tried(desk)
    found.steps = tuple(each.step for each in found.tried)
    return ActDialog(desk, found.act(), shop.preview(suppose, found.steps).outlook)


def _tried(desk: Desk) -> list[Tried]:
    """One comes first, P-118 a week later, P-124 with two less."""
    shop = desk.jobs.shop
    assert shop is not None
    row = _row(desk)
    first, second = [
        each for each in shop.read(pool_detail, told(row, "pool_id")).supplies if each.kind == "purchase"
    ][:2]
    day, pieces = date.fromordinal(first.on or 1), Decimal(second.quantity) / 1000
    later, fewer = day + timedelta(7), pieces - 2
    return [
        ranked(told(row, "order"), told(row, "id"), 1, told(row, "rank")),
        moved(first.number, "CI-24", first.key, later, Coming(day, Decimal(6))),
        brought(second.number, "CI-24", second.key, fewer, Coming(date.fromordinal(second.on or 1), pieces)),
    ]


def what_if(page: Page | None) -> Callable[[], object]:
    """A rank, a date and a quantity are tried."""
    assert isinstance(page, BackordersPage)
    prepare(page)
    page.what_if()
    assert page.mode is not None
    page.mode.what_if.tried = _tried(page.desk)
    page.mode.what_if.ask()
    return page.mode.leave


def what_if_by_customer(page: Page | None) -> Callable[[], object]:
    """The same, customer by customer."""
    assert isinstance(page, BackordersPage)
    end = what_if(page)
    page.way.choose(BY_CUSTOMER)

    def leave() -> None:
        end()
        page.way.choose("queue")

    return leave


def ranking(page: Page | None) -> Callable[[], object]:
    """Keys have moved a row two places up and go on."""
    assert isinstance(page, BackordersPage)
    prepare(page)
    page.ranking.press(-1)
    page.ranking.press(-1)
    page.ranking.pause.stop()
    return page.ranking.leave


def as_table(page: Page | None) -> Callable[[], object]:
    """The rows beside the time line."""
    assert isinstance(page, BackordersPage)
    prepare(page)
    page.details.way.choose("table")
    return lambda: page.details.way.choose("line")


def _row(desk: Desk, number: str = SHOWN) -> tuple[Any, ...]:
    shop = desk.jobs.shop
    assert shop is not None
    rows = shop.read(LISTING.page, search=number).rows
    return tuple(rows[0])
