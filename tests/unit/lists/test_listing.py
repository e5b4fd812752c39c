"""Pages by key, for every list in every order: nothing twice, nothing lost, nothing slow."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from decimal import Decimal
from pathlib import Path
from shutil import copy
from typing import Any

import pytest

from app.actions.delays import fingerprint_of, notices_to_tell
from app.actions.pools import create_location, main_location
from app.actions.queueing import hold
from app.actions.resources import create_resource
from app.actions.selling import LostSale, record_lost_sale
from app.actions.sending import LetterDraft, free_codes, record_letter
from app.actions.shipping import ship
from app.actions.transferring import TransferDraft, send
from app.actions.vouchers import VoucherDraft, give_voucher
from app.errors import InvalidInput, Refused
from app.lists import conditions, orders, page_rows
from app.lists import listing as machinery
from app.lists.all import LISTS
from app.lists.answers import Counted, Page
from app.lists.backorders import LISTING
from app.lists.listing import Listing
from app.shop import Shop, clock_at, open_shop
from db.rows import fetch
from tests.databases import TODAY, every_case_on_both
from tests.desks import Desk, told


def furnish(desk: Desk) -> None:
    """Enough of everything that each list has several pages of two, with equal keys among them."""
    for number in range(5):
        desk.product(f"SKU-{number}", stock=str(number % 2 * 3), supplier=f"Supplier {number % 2}", lead=14)
    for number in range(7):
        goods = {f"SKU-{number % 5}": str(1 + number % 3), f"SKU-{(number + 2) % 5}": "1"}
        desk.order(f"Customer {number % 4}", goods, ordered_on=date(2026, 11, 1 + number % 3))
    for number in range(5):
        desk.purchase(
            {f"SKU-{number}": "1"},
            None if number == 3 else date(2026, 11, 20 + number),
            supplier=f"Supplier {number % 2}",
            state="draft" if number == 4 else "confirmed",
        )
    desk.shop.write(hold, desk.order("Customer 1", {"SKU-0": "1"}).order_id)
    for number in range(5):
        first = date(2026, 11, 23)
        desk.shop.write(create_resource, f"Bench {number}", per_week=Decimal(number), monday=first)
    _send_goods(desk)
    for number in range(4):
        desk.shop.write(record_lost_sale, LostSale(desk.products[f"SKU-{number % 2}"], Decimal(1)))
    for number in range(3):
        desk.order(f"Told {number}", {f"SKU-{number}": "1"})
        customer_id = desk.customers[f"Told {number}"]
        _send_letter(desk, customer_id)
        for amount in (5, 8):
            desk.shop.write(give_voucher, VoucherDraft(customer_id, Decimal(amount)))


def _send_letter(desk: Desk, customer_id: int) -> None:
    sql = "SELECT id FROM notices WHERE customer_id = ?"
    notices = [row[0] for row in desk.shop.read(fetch, sql, (customer_id,))]
    draft = LetterDraft(
        kind="confirmation",
        code=desk.shop.read(free_codes, 1)[0],
        pdf=b"%PDF-1.4",
        notice_ids=tuple(notices),
        fingerprint=fingerprint_of(desk.shop.read(notices_to_tell, notices)),
        customer_id=customer_id,
    )
    desk.shop.write(record_letter, draft)


@pytest.fixture(scope="module")
def furnished_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Desk]:
    """To copy."""
    path = Path(copy(sqlite_template, tmp_path_factory.mktemp("lists") / "shop.desk"))
    with closing(open_shop(path, clock=clock_at(TODAY))) as shop:
        furnish(desk := Desk(shop))
    return path, desk


@pytest.fixture
def long_lists(furnished_file: tuple[Path, Desk], tmp_path: Path) -> Iterator[Desk]:
    """A desk with something in every list, on SQLite only."""
    path, furnished = furnished_file
    with closing(open_shop(copy(path, tmp_path / "shop.desk"), clock=clock_at(TODAY))) as shop:
        yield Desk(shop, dict(furnished.products), dict(furnished.customers), dict(furnished.suppliers))


def everything(listing: Listing) -> str:
    """The filter that leaves nothing out."""
    return next(each.key for each in listing.filters if not each.condition)


def _send_goods(desk: Desk) -> None:
    main, annex = desk.shop.write(main_location), desk.shop.write(create_location, "Annex")
    for number in range(5):
        jar = desk.product(f"JAR-{number}", stock="2")
        day = None if number == 3 else date(2026, 11, 20 + number // 2)
        desk.shop.write(send, TransferDraft(main, annex, ((jar, Decimal(1)),), day))


def chain(shop: Shop, listing: Listing, **question: Any) -> Iterator[Page]:
    """All pages of two, forward."""
    page = shop.read(listing.page, limit=2, **question)
    yield page
    while page.more_after:
        page = shop.read(listing.page, limit=2, after=page.last, **question)
        yield page


def backward(shop: Shop, listing: Listing, **question: Any) -> Iterator[Page]:
    """All pages of two, from the end."""
    page = shop.read(listing.page, limit=2, from_end=True, **question)
    yield page
    while page.more_before:
        page = shop.read(listing.page, limit=2, before=page.first, **question)
        yield page


def ids(pages: list[Page]) -> list[int]:
    return [row[0] for page in pages for row in page.rows]


def test_pages_of_every_list_in_every_order_join_up(desk: Desk) -> None:
    furnish(desk)
    for listing in LISTS.values():
        for sort in listing.sorts:
            for chosen in listing.filters:
                for descending in {False, chosen is listing.filters[0]}:
                    question = {"sort": sort.key, "filter": chosen.key, "descending": descending}
                    whole = ids([desk.shop.read(listing.page, **question)])
                    assert len(set(whole)) == len(whole)
                    assert ids(list(chain(desk.shop, listing, **question))) == whole, question
                    reverse = list(backward(desk.shop, listing, **question))
                    assert ids(reverse[::-1]) == whole, question
                    assert desk.shop.read(listing.count, chosen.key) == Counted(len(whole))


def test_every_list_has_rows_to_be_tested_with(long_lists: Desk) -> None:
    assert {
        key
        for key, each in LISTS.items()
        if not long_lists.shop.read(each.page, filter=everything(each)).rows
    } == set()


def test_an_order_turned_round_is_the_same_rows_backward(long_lists: Desk) -> None:
    for sort in LISTING.sorts:
        up = ids([long_lists.shop.read(LISTING.page, sort=sort.key)])
        assert ids([long_lists.shop.read(LISTING.page, sort=sort.key, descending=True)]) == up[::-1]


def test_first_page_and_last_page_know_their_ends(long_lists: Desk) -> None:
    first, *_, last = chain(long_lists.shop, LISTING)
    assert (first.more_before, first.more_after) == (False, True)
    assert (last.more_before, last.more_after) == (True, False)


def test_a_page_may_begin_at_a_row(long_lists: Desk) -> None:
    whole = ids([long_lists.shop.read(LISTING.page, sort="short")])
    page = long_lists.shop.read(LISTING.page, sort="short", at=whole[3], limit=2)
    assert ids([page]) == whole[3:5]


def test_a_row_that_is_gone_does_not_break_the_page_begun_at_it(long_lists: Desk) -> None:
    assert ids([long_lists.shop.read(LISTING.page, at=999_999)]) == ids([long_lists.shop.read(LISTING.page)])


def test_rows_that_come_in_meanwhile_shift_no_page(long_lists: Desk) -> None:
    first = long_lists.shop.read(LISTING.page, limit=2)
    rest = long_lists.shop.read(LISTING.page, after=first.last)
    long_lists.customer("Urgent", priority=9)
    long_lists.order("Urgent", {"SKU-0": "1"})
    assert ids([long_lists.shop.read(LISTING.page, after=first.last)]) == ids([rest])


def test_the_orders_offered_are_served_by_an_index(long_lists: Desk) -> None:
    for listing in LISTS.values():
        for sort in listing.sorts:
            if sort.indexed:
                found = plan(long_lists.shop, listing, sort.key, everything(listing))
                assert "TEMP B-TREE" not in found, (listing.key, sort.key)


def plan(shop: Shop, listing: Listing, sort: str, filter_key: str = "all") -> str:
    """How SQLite reads the first page of a list so long that a filter leaves too many rows to sort."""
    said: list[str] = []

    def explained(session: Any, sql: str, parameters: Any = ()) -> list[Any]:
        if sql.startswith("WITH found"):
            return [(machinery.paging.FOUND_AT_ONCE + 1,)]
        said.extend(row[3] for row in fetch(session, f"EXPLAIN QUERY PLAN {sql}", parameters))
        return []

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_rows, "fetch_wide", explained)
        shop.read(listing.page, sort=sort, filter=filter_key)
    return "\n".join(said)


@pytest.mark.parametrize("narrow", ["slipped", "no_date"])
@pytest.mark.parametrize("sort", [sort.key for sort in LISTING.sorts if sort.indexed and sort.key != "queue"])
def test_a_filter_of_the_queue_passes_other_rows_without_a_look_at_the_table(
    long_lists: Desk, narrow: str, sort: str
) -> None:
    how = plan(long_lists.shop, LISTING, sort, narrow)
    assert "TEMP B-TREE" not in how
    used = re.search(r"(?:SCAN|SEARCH) l USING (?:COVERING )?INDEX (\w+)", how)
    assert used, how
    columns = long_lists.shop.read(fetch, "SELECT name FROM pragma_index_info(?)", (used[1],))
    assert {"expected_key", "slip_key"} <= {name for (name,) in columns}


def test_a_long_list_offers_only_orders_that_an_index_serves(
    long_lists: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "wanted" in long_lists.shop.read(orders.LISTING.offered)
    monkeypatch.setattr(machinery, "SORTED_AT_ONCE", 3)
    monkeypatch.setattr(machinery.paging, "FOUND_AT_ONCE", 3)
    every = {sort.key for sort in orders.LISTING.sorts}
    assert long_lists.shop.read(orders.LISTING.offered) == every - {"wanted"}
    with pytest.raises(Refused, match="too long for this order"):
        long_lists.shop.read(orders.LISTING.page, sort="wanted", filter="all")


def test_a_filter_that_leaves_few_rows_allows_every_order(
    long_lists: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(machinery, "SORTED_AT_ONCE", 3)
    monkeypatch.setattr(machinery.paging, "FOUND_AT_ONCE", 3)
    assert len(long_lists.rows(orders.LISTING, sort="wanted", filter="on_hold")) == 1
    with pytest.raises(Refused):
        long_lists.rows(orders.LISTING, sort="wanted", filter="open")


def test_a_filter_that_leaves_many_rows_is_still_shown(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    furnish(desk)
    before = desk.rows(LISTING, filter="no_date")
    assert len(before) > 3
    monkeypatch.setattr(machinery, "SORTED_AT_ONCE", 3)
    monkeypatch.setattr(machinery.paging, "FOUND_AT_ONCE", 3)
    assert desk.rows(LISTING, filter="no_date") == before


def test_counting_stops(long_lists: Desk) -> None:
    assert long_lists.shop.read(LISTING.count, most=2) == Counted(2, more=True)


SOUGHT = {
    "o-0815": ["Ｚoë Ltd"],
    "O-08": ["Ｚoë Ltd"],
    "zoë": ["Ｚoë Ltd"],
    "ＺOË": ["Ｚoë Ltd"],
    "pan_20%": ["Bo"],
    "20": ["Bo"],
    "_": ["Bo"],
    "815": [],
    "nobody": [],
    "'; --": [],
    "  ": ["Ｚoë Ltd", "Bo"],
}


def test_search_finds_numbers_people_and_goods(desk: Desk) -> None:
    desk.product("A")
    desk.product("B", name="Pan_20% steel")
    desk.order("Ｚoë Ltd", {"A": "1"}, number="O-0815")
    desk.order("Bo", {"B": "1"}, number="X-1")
    found = {
        text: [row["customer"] for row in desk.rows(LISTING, search=text, sort="order")] for text in SOUGHT
    }
    assert found == SOUGHT


def test_a_search_in_every_list_that_finds_nothing(desk: Desk) -> None:
    furnish(desk)
    for listing in LISTS.values():
        assert desk.rows(listing, search="no such thing", filter=everything(listing)) == []


def test_an_order_or_filter_that_is_none_is_named(sqlite_desk: Desk) -> None:
    with pytest.raises(InvalidInput, match="no order “colour”"):
        sqlite_desk.rows(LISTING, sort="colour")
    with pytest.raises(InvalidInput, match="no filter “red”"):
        sqlite_desk.rows(LISTING, filter="red")


def test_columns_name_their_orders() -> None:
    for listing in LISTS.values():
        assert {column.sort for column in listing.columns} - {""} <= {sort.key for sort in listing.sorts}


def test_shipped_lines_are_gone_from_the_page_read_again(sqlite_desk: Desk) -> None:
    sqlite_desk.product("A", stock="1")
    entered = sqlite_desk.order("Ann", {"A": "2"})
    sqlite_desk.shop.write(ship, [(entered.line_ids[0], Decimal(1))])
    assert told(sqlite_desk.rows(LISTING), "short", "reserved") == [(1000, 0)]


@every_case_on_both
@pytest.mark.parametrize("key", ["backorders", "orders"])
def test_words_that_many_have_find_the_same_as_rare_ones(
    desk: Desk, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long list looks for them in another way."""
    furnish(desk)
    listing = LISTS[key]

    def found() -> list[tuple[list[tuple[Any, ...]], Counted]]:
        return [
            (
                desk.shop.read(listing.page, search=word, filter=chosen, sort=sort).rows,
                desk.shop.read(listing.count, chosen, word),
            )
            for word in ("customer 1", "o-", "SKU-2", "nothing")
            for chosen, sort in (("all", ""), (listing.filters[1].key, listing.sorts[1].key))
        ]

    rare = found()
    asked: list[bool] = []

    def is_common(*_: object) -> bool:
        asked.append(True)
        return True

    monkeypatch.setattr(f"app.lists.{key}.is_common", is_common)
    assert found() == rare
    assert asked


def test_what_one_in_twenty_rows_of_a_long_table_have_is_common(
    long_lists: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(conditions, "FEWEST_COMMON", 1)
    monkeypatch.setattr(conditions, "ONE_IN", 2)
    common = {
        text: long_lists.shop.read(conditions.is_common, "customers", conditions.named(text, "name_key"))
        for text in ("customer", "customer 1")
    }
    assert common == {"customer": True, "customer 1": False}
    monkeypatch.setattr(conditions, "FEWEST_COMMON", 50)
    wide = conditions.named("customer", "name_key")
    assert not long_lists.shop.read(conditions.is_common, "customers", wide)
