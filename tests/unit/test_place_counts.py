"""What the navigation says of the queue and of purchases."""

from datetime import date

from app.place_counts import PlaceCount, place_counts
from app.shop import clock_at
from tests.databases import on_both, portable
from tests.desks import Desk
from tests.unit.actions.delayed import late

pytestmark = portable


def test_waiting_lines_and_overdue_purchase_lines_are_counted(desk: Desk) -> None:
    desk.product("A")
    desk.order("Ann", {"A": "2"})
    desk.order("Bo", {"A": "1"})
    desk.purchase({"A": "1"}, date(2026, 11, 20))
    desk.purchase({"A": "1"}, date(2026, 11, 24))
    counts = desk.shop.read(place_counts)
    assert counts["backorders"] == PlaceCount("2", "2 lines wait", alarm=False)
    assert counts["purchases"] == PlaceCount("1", "1 line overdue", alarm=True)


@on_both
def test_customers_to_be_told_are_counted(desk: Desk) -> None:
    late(desk)
    counts = desk.shop.read(place_counts)
    assert counts["notices"] == PlaceCount("1", "1 customer to be told", alarm=False)
    desk.shop.clock = clock_at(date(2027, 2, 1))
    assert desk.shop.read(place_counts)["notices"].alarm


def test_nothing_is_said_of_nothing(sqlite_desk: Desk) -> None:
    nothing = PlaceCount("", "", alarm=False)
    assert set(sqlite_desk.shop.read(place_counts).values()) == {nothing}
