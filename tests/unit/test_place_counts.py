"""What the navigation says of the queue and of purchases."""

from datetime import date

from app.place_counts import PlaceCount, place_counts
from tests.desks import Desk


def test_waiting_lines_and_overdue_purchase_lines_are_counted(desk: Desk) -> None:
    desk.product("A")
    desk.order("Ann", {"A": "2"})
    desk.order("Bo", {"A": "1"})
    desk.purchase({"A": "1"}, date(2026, 11, 20))
    desk.purchase({"A": "1"}, date(2026, 11, 24))
    assert desk.shop.read(place_counts) == {
        "backorders": PlaceCount("2", "2 lines wait", alarm=False),
        "purchases": PlaceCount("1", "1 line overdue", alarm=True),
    }


def test_nothing_is_said_of_nothing(sqlite_desk: Desk) -> None:
    nothing = PlaceCount("", "", alarm=False)
    assert sqlite_desk.shop.read(place_counts) == {"backorders": nothing, "purchases": nothing}
