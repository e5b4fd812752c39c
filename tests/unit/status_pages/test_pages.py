"""What an order's page says of it, on both databases; nothing of other orders or of the shop's own."""

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from app.actions.cancelling import cancel_order, close_rest, reopen
from app.actions.promises import promise, take_back_promise
from app.actions.queueing import hold
from app.actions.sending import record_letter
from app.actions.shipping import ship
from app.actions.substituting import substitute
from app.documents.blocks import Form
from app.errors import PlanChanged
from app.letters.drawing import draft_of, letter_of, mail_text
from app.letters.due import due_letters
from app.shop import clock_at
from app.status_pages.tokens import address_of_page, tokens_of
from db.rows import run, value
from tests.desks import Desk
from tests.unit.actions.delayed import LATER, MONDAY, Late, late
from tests.unit.status_pages.reading import only_page, page_files, put_out, set_shop


@pytest.fixture
def anna(desk: Desk) -> Late:
    set_shop(desk.shop, shop_name="Larder", email="desk@larder.example", phone="+49 40 (555) 01")
    return late(desk)


def text_of(desk: Desk, folder: Path) -> str:
    put_out(desk.shop, folder)
    return only_page(folder).text()


def test_it_says_what_is_ordered_and_when_it_comes(anna: Late, tmp_path: Path) -> None:
    text = text_of(anna.desk, tmp_path / "web")
    assert "We expect all that is missing by 16 December 2026." in text
    assert "Ordered Shipped Waiting Product PAN PAN 2 0 2 Expected 16 December 2026" in text
    assert "Told on Item Date told 23 November 2026 Product PAN 2 December 2026" in text
    assert "Write to us" in text
    assert "Call +49 40 (555) 01" in text


def test_what_was_told_stands_while_the_goods_come_no_later(anna: Late, tmp_path: Path) -> None:
    anna.supplier_says(date(2026, 11, 26))
    assert "by 2 December 2026." in text_of(anna.desk, tmp_path / "web")


def test_it_never_names_a_past_day(anna: Late, tmp_path: Path) -> None:
    anna.supplier_says(None)
    assert "No date is known yet" in text_of(anna.desk, tmp_path / "web")
    anna.supplier_says(LATER)
    anna.wait_until(LATER + timedelta(9))
    assert "No date is known yet" in text_of(anna.desk, tmp_path / "web")


def test_every_date_told_is_there_but_those_taken_back(anna: Late, tmp_path: Path) -> None:
    shop = anna.desk.shop
    anna.tell()
    made = shop.write(promise, anna.line_id, date(2027, 1, 8))
    assert "8 January 2027" in text_of(anna.desk, tmp_path / "web")
    shop.write(take_back_promise, made)
    text = text_of(anna.desk, tmp_path / "web")
    assert "8 January 2027" not in text
    assert "23 November 2026 Product PAN 2 December 2026 23 November 2026 Product PAN 16 December" in text


def test_the_latest_letters_code_is_named_and_filled_in(anna: Late, tmp_path: Path) -> None:
    anna.tell()
    anna.supplier_says(LATER + timedelta(20))
    sent = anna.tell()
    put_out(anna.desk.shop, tmp_path / "web")
    page = only_page(tmp_path / "web")
    assert page.of("code") == [sent.code]
    [mail, call] = [attrs["href"] or "" for tag, attrs in page.tags if tag == "a"]
    assert mail.startswith("mailto:desk@larder.example?subject=Order%20")
    assert f"code%20{sent.code}&body=" in mail
    assert call == "tel:+494055501"
    assert sent.reply_by is not None
    assert f"Please let us know by {sent.reply_by.day} December 2026" in page.text()


def test_a_substitute_that_is_offered_has_its_price(anna: Late, tmp_path: Path) -> None:
    pot = anna.desk.pool("POT")
    sql = (
        "INSERT INTO offers (order_line_id, product_id, pool_id, ratio, price, quantity, offered_on,"
        " reply_by) VALUES (?, ?, ?, 2000, 60000, 4000, ?, ?)"
    )
    days = (MONDAY.toordinal(), MONDAY.toordinal() + 9)
    row = (anna.line_id, anna.desk.products["POT"], pot, *days)
    anna.desk.shop.write(lambda session: run(session, sql, row))
    text = text_of(anna.desk, tmp_path / "web")
    assert "Instead of Product PAN: 4 × Product POT (POT) for €24.00, €4.00 more." in text
    assert "It can leave at once. It is offered until 2 December 2026, as long as it lasts." in text
    anna.wait_until(MONDAY + timedelta(10))
    assert "Instead of" not in text_of(anna.desk, tmp_path / "web")


def test_what_left_and_what_took_its_place(anna: Late, tmp_path: Path) -> None:
    shop, desk = anna.desk.shop, anna.desk
    new_line = shop.write(substitute, anna.line_id, Decimal(1), desk.products["POT"])
    shop.write(ship, [(new_line, Decimal(1))], carrier="DHL", tracking="JJ 1")
    text = text_of(desk, tmp_path / "web")
    assert "Product PAN PAN 2 0 1 Expected 16 December 2026 1 replaced" in text
    assert "Product POT POT 1 1 0 In place of Product PAN" in text
    assert "23 November 2026 DHL JJ 1" in text


def test_an_order_on_hold_says_no_more_than_that(anna: Late, tmp_path: Path) -> None:
    anna.desk.shop.write(hold, anna.order_id, reason="does not pay")
    text = text_of(anna.desk, tmp_path / "web")
    assert "Your order is on hold. Please get in touch with us." in text
    assert "does not pay" not in text


def test_a_page_shows_only_its_own_order(anna: Late, tmp_path: Path) -> None:
    desk = anna.desk
    desk.product("SECRET", name="Bert's own")
    desk.order("Bert", {"SECRET": "1"}, note="internal", customer_reference="B-7")
    put_out(desk.shop, tmp_path / "web")
    pages = [file.read_text("utf-8") for file in page_files(tmp_path / "web")]
    assert sorted("Bert's own" in page or "Bert&#x27;s own" in page for page in pages) == [False, True]
    for name in ("Anna", "Bert<", "internal"):
        assert not any(name in page for page in pages)
    assert sum("B-7" in page for page in pages) == 1


def test_it_speaks_the_customers_language(desk: Desk, tmp_path: Path) -> None:
    desk.product("PAN")
    desk.customer("Li", language="zh")
    desk.order("Li", {"PAN": "1"})
    put_out(desk.shop, tmp_path / "web")
    page = only_page(tmp_path / "web")
    assert ("html", {"lang": "zh-CN"}) in page.tags


def test_a_letter_leads_to_the_page_before_it_is_published(anna: Late, tmp_path: Path) -> None:
    shop = anna.desk.shop
    set_shop(shop, status_address="https://larder.example/o")
    [plan] = shop.read(due_letters)
    [page] = plan.pages
    shop.write(record_letter, draft_of(plan, b"%PDF-1.4", "letter"))
    assert page.address == f"https://larder.example/o/{page.token}.html"
    assert f"How order {page.number} stands: {page.address}" in mail_text(plan)
    [form] = [block for block in letter_of(plan).blocks if isinstance(block, Form)]
    assert form.qr == f"{page.address}#{plan.code}"
    put_out(shop, tmp_path / "web")
    [file] = page_files(tmp_path / "web")
    assert file.name == f"{page.token}.html"


def test_a_letter_whose_order_got_another_address_meanwhile_is_made_again(anna: Late, tmp_path: Path) -> None:
    shop = anna.desk.shop
    set_shop(shop, status_address="https://larder.example/o")
    [plan] = shop.read(due_letters)
    put_out(shop, tmp_path / "web")
    with pytest.raises(PlanChanged):
        shop.write(record_letter, draft_of(plan, b"%PDF-1.4", "letter"))
    [again] = shop.read(due_letters)
    assert again.pages[0].token == shop.read(tokens_of, [anna.order_id])[anna.order_id]
    shop.write(record_letter, draft_of(again, b"%PDF-1.4", "letter"))


def test_without_an_address_letters_stay_as_they_are(anna: Late) -> None:
    [plan] = anna.desk.shop.read(due_letters)
    assert plan.pages == ()
    [form] = [block for block in letter_of(plan).blocks if isinstance(block, Form)]
    assert form.qr == plan.code
    assert anna.desk.shop.read(value, "SELECT count(*) FROM status_pages") == 0


class TestWhatEnded:
    def test_it_says_so_for_thirty_days(self, anna: Late, tmp_path: Path) -> None:
        web, shop = tmp_path / "web", anna.desk.shop
        put_out(shop, web)
        shop.write(cancel_order, anna.order_id)
        text = text_of(anna.desk, web)
        assert "This order is cancelled. This page can be read until 22 December 2026." in text
        assert "2 cancelled" in text
        shop.clock = clock_at(MONDAY + timedelta(29))
        put_out(shop, web)
        assert len(page_files(web)) == 1
        shop.clock = clock_at(MONDAY + timedelta(30))
        assert put_out(shop, web).removed == 1
        assert page_files(web) == []

    def test_reopened_it_comes_back_under_the_same_name(self, anna: Late, tmp_path: Path) -> None:
        web, shop = tmp_path / "web", anna.desk.shop
        put_out(shop, web)
        [before] = page_files(web)
        pot = anna.desk.order("Carl", {"POT": "3"})
        put_out(shop, web)
        [name] = {file.name for file in page_files(web)} - {before.name}
        shop.write(ship, [(pot.line_ids[0], Decimal(1))])
        shop.write(close_rest, pot.order_id)
        shop.clock = clock_at(MONDAY + timedelta(1))
        put_out(shop, web)
        assert "This order is closed" in (web / name).read_text("utf-8")
        shop.clock = clock_at(MONDAY + timedelta(40))
        put_out(shop, web)
        assert not (web / name).exists()
        shop.write(reopen, pot.order_id)
        put_out(shop, web)
        assert "ready to be shipped" in (web / name).read_text("utf-8")

    def test_an_order_that_ended_before_it_had_a_page_gets_none(self, desk: Desk, tmp_path: Path) -> None:
        desk.product("PAN")
        shop = desk.shop
        shop.write(cancel_order, desk.order("Anna", {"PAN": "1"}).order_id)
        assert put_out(shop, tmp_path / "web").pages == 0

    def test_an_order_that_is_a_quote_again_has_none(self, anna: Late, tmp_path: Path) -> None:
        web, shop = tmp_path / "web", anna.desk.shop
        put_out(shop, web)
        shop.write(lambda session: run(session, "UPDATE orders SET state = 'quote'"))
        said = put_out(shop, web)
        assert (said.pages, said.removed) == (0, 1)


def test_addresses_join_base_and_token() -> None:
    assert address_of_page("https://a.example/o", "abc") == "https://a.example/o/abc.html"
