"""What is found anywhere is shown on its page, chosen."""

import pytest

from app.lists.everywhere import Thing, find_everywhere
from app.shop import Shop
from tests.gui.pages.conftest import AtRest, Show
from tests.kitchen import Kitchen
from ui.common.list_page import ListPage
from ui.common.page import Desk
from ui.dialogs.palette import PAGE_OF
from ui.main_window import PAGES

TYPED = {
    Thing.ORDER: "O-1052",
    Thing.CUSTOMER: "Wen Li",
    Thing.PRODUCT: "WK-30",
    Thing.PURCHASE: "P-124",
    Thing.SUPPLIER: "Acme",
}


def test_everything_that_can_be_found_has_a_page() -> None:
    assert set(TYPED) == set(PAGE_OF) == set(Thing)
    assert set(PAGE_OF.values()) <= {place.key for place in PAGES}


@pytest.mark.parametrize("thing", Thing)
def test_leads_to_its_row(
    desk: Desk, sqlite_shop: Shop, kitchen: Kitchen, show: Show, at_rest: AtRest, thing: Thing
) -> None:
    found = next(each for each in sqlite_shop.read(find_everywhere, TYPED[thing]) if each.thing is thing)
    build = next(place.build for place in PAGES if place.key == PAGE_OF[thing])
    page = build(desk)
    assert isinstance(page, ListPage)
    show(page)  # type: ignore[arg-type]
    page.show_row(found.row_id)
    at_rest()
    row = page.table.current_row()
    assert row is not None
    assert row[0] == found.row_id
    assert any(TYPED[thing] in str(value) for value in row)
