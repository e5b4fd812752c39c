"""Two and eight tills at once, on both databases; `tests.bench tills` lets each enter 250 orders."""

from pathlib import Path

import pytest

from tests.concurrency.money_tills import (
    answer_the_offer,
    choose_folder,
    furnish_late_order,
    offers_by_state,
    pages_and_orders,
    publish_pages,
    work_on_the_order,
)
from tests.concurrency.tills import (
    Sold,
    carry_away,
    carry_round,
    enter_orders,
    furnish,
    furnish_two_places,
    goods_by_place,
    reserve_by_hand,
    run_at_once,
    sell_at_once,
    transfer_numbers,
)
from tests.databases import every_case_on_both

pytestmark = every_case_on_both


@pytest.mark.parametrize(("tills", "orders"), [(2, 40), (8, 20)])
def test_tills_that_enter_orders_sell_exactly_the_stock(place: str, tills: int, orders: int) -> None:
    demand = tills * orders
    stock = demand * 3 // 4
    product_id = furnish(place, stock)
    sold = sell_at_once(place, product_id, enter_orders, tills, orders)
    assert sold == Sold(stock, stock, stock, demand - stock, demand, (), ())


@pytest.mark.parametrize("tills", [2, 8])
def test_tills_that_reserve_by_hand_take_exactly_the_stock(place: str, tills: int) -> None:
    stock = 40
    product_id = furnish(place, stock, automatic=False)
    sold = sell_at_once(place, product_id, reserve_by_hand, tills, stock)
    assert sold == Sold(stock, stock, stock, (tills - 1) * stock, tills, (), ())


def test_stock_for_all_leaves_the_rest_free(place: str) -> None:
    product_id = furnish(place, 50)
    assert sell_at_once(place, product_id, enter_orders, 2, 10) == Sold(50, 20, 20, 0, 20, (), ())


def test_tills_that_move_the_same_stock_move_each_piece_once(place: str) -> None:
    stock = 20
    product_id = furnish_two_places(place, stock)
    assert run_at_once(place, product_id, carry_away, 2, stock) == ()
    (main, left, _), (annex, there, coming) = goods_by_place(place)
    assert (main, annex) == ("Main", "Annex")
    assert (left, there + coming) == (0, stock)
    numbers = transfer_numbers(place)
    assert len(numbers) == len(set(numbers)) == stock


def test_tills_that_move_stock_there_and_back_do_not_wait_for_each_other_for_ever(place: str) -> None:
    product_id = furnish_two_places(place, 2)
    assert run_at_once(place, product_id, carry_round, 2, 15) == ()
    assert sum(there for _, there, _ in goods_by_place(place)) == 2


def test_tills_that_work_on_the_same_order_and_voucher_leave_both_sound(place: str) -> None:
    pan_id = furnish_late_order(place)
    assert run_at_once(place, pan_id, work_on_the_order, 2, 12) == ()


def test_tills_that_answer_the_same_offer_end_it_once(place: str) -> None:
    pan_id = furnish_late_order(place)
    assert run_at_once(place, pan_id, answer_the_offer, 2, 10) == ()
    ended = offers_by_state(place)
    assert ended["accepted"] + ended.get("declined", 0) + ended.get("void", 0) >= 5
    assert ended["accepted"] <= 10


def test_tills_that_publish_at_once_share_the_folder(place: str, tmp_path: Path) -> None:
    pan_id = furnish_late_order(place)
    choose_folder(place, str(tmp_path / "pages"))
    assert run_at_once(place, pan_id, publish_pages, 2, 6) == ()
    assert pages_and_orders(place) == (13, 13)
