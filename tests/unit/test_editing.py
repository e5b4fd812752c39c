"""Changing products, customers and suppliers: only what differs is written, what plans by it is settled."""

from contextlib import closing
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url
from sqlalchemy.orm import Session

from app.actions.cancelling import cancel_order
from app.actions.cards import (
    Fields,
    ProductCard,
    SubstituteTerms,
    SupplierTerms,
    customer_card,
    product_card,
    supplier_card,
)
from app.actions.cataloguing import link_supplier
from app.actions.ordering import OrderDraft, OrderLineDraft, enter_order
from app.actions.outlooks import outlook
from app.actions.people import SupplierDraft, create_supplier
from app.actions.people_editing import edit_customer, edit_supplier
from app.actions.product_editing import add_product, edit_product
from app.actions.removing import delete, naming, set_active, use_again
from app.actions.resources import create_resource
from app.actions.suggesting import list_suggestions, suggest_purchases
from app.errors import ChangedMeanwhile, InvalidInput, NotFound, Refused
from app.lists import backorders, history, products
from app.lists.pools import pool_detail
from app.shop import Shop
from app.verifying import verify
from tests.databases import on_both, portable
from tests.desks import Desk, ordinal, told

pytestmark = portable


def customer(shop: Shop, row_id: int, **changes: Any) -> None:
    before = shop.read(customer_card, row_id)
    shop.write(edit_customer, row_id, before, {**before, **changes})


def product(shop: Shop, row_id: int, **changes: Any) -> None:
    before = shop.read(product_card, row_id)
    shop.write(edit_product, row_id, before, replace(before, fields={**before.fields, **changes}))


def terms(desk: Desk, name: str, **more: Any) -> SupplierTerms:
    return SupplierTerms(desk.suppliers[name], name, **more)


def queue(desk: Desk) -> list[tuple[Any, ...]]:
    return told(desk.rows(backorders.LISTING), "customer", "expected")


def broken(shop: Shop) -> list[str]:
    return [str(each) for each in shop.read(verify)]


# who changed what meanwhile


@on_both
def test_only_what_was_changed_is_written(desk: Desk) -> None:
    """The second to save keeps what the first wrote in another field."""
    row_id = desk.customer("Oskar Lund")
    before = desk.shop.read(customer_card, row_id)
    customer(desk.shop, row_id, phone="0123")
    desk.shop.write(edit_customer, row_id, before, {**before, "email": "oskar@example.com"})
    after = desk.shop.read(customer_card, row_id)
    assert (after["phone"], after["email"]) == ("0123", "oskar@example.com")


@on_both
def test_second_to_change_a_field_is_told_both_values(desk: Desk) -> None:
    row_id = desk.customer("Oskar Lund")
    before = desk.shop.read(customer_card, row_id)
    customer(desk.shop, row_id, city="Ystad")
    with pytest.raises(ChangedMeanwhile) as refusal:
        desk.shop.write(edit_customer, row_id, before, {**before, "city": "Lund", "phone": "0123"})
    assert (refusal.value.field, refusal.value.theirs, refusal.value.yours) == ("city", "Ystad", "Lund")
    assert str(refusal.value) == (
        "City was changed meanwhile to Ystad. Yours is Lund. Save again to keep yours."
    )
    assert desk.shop.read(customer_card, row_id)["phone"] == ""


def test_both_may_write_the_same(desk: Desk) -> None:
    row_id = desk.customer("Oskar Lund")
    before = desk.shop.read(customer_card, row_id)
    for _ in range(2):
        desk.shop.write(edit_customer, row_id, before, {**before, "city": "Ystad"})
    assert desk.shop.read(customer_card, row_id)["city"] == "Ystad"


@on_both
def test_history_keeps_old_and_new(desk: Desk) -> None:
    row_id = desk.customer("Oskar Lund")
    customer(desk.shop, row_id, city="Ystad", priority=1)
    row = desk.rows(history.LISTING)[-1]
    rows = [each for each in desk.rows(history.LISTING) if each["kind"] == "edited"]
    assert row["kind"] in ("created", "edited")
    assert [each["facts"] for each in rows] == [
        '{"changes":{"city":["","Ystad"],"priority":[0,1]},'
        f'"id":{row_id},"name":"C-1001 Oskar Lund","what":"customers"}}'
    ]


def test_what_is_gone_cannot_be_changed(sqlite_desk: Desk) -> None:
    row_id = sqlite_desk.customer("Oskar Lund")
    before = sqlite_desk.shop.read(customer_card, row_id)
    sqlite_desk.shop.write(delete, "customers", row_id)
    with pytest.raises(NotFound):
        sqlite_desk.shop.write(edit_customer, row_id, before, {**before, "city": "Ystad"})


# what settles


def waiting_shop(desk: Desk) -> None:
    """Anna stands before Bert for two pieces of which one comes."""
    desk.product("CI-24", supplier="Halvorsen", lead=10)
    desk.order("Anna", {"CI-24": "1"})
    desk.order("Bert", {"CI-24": "1"})
    desk.purchase({"CI-24": "1"}, date(2026, 12, 2), supplier="Halvorsen")


def test_priority_ranks_open_lines_anew(desk: Desk) -> None:
    waiting_shop(desk)
    assert queue(desk) == [("Anna", ordinal(12, 3)), ("Bert", None)]
    before = desk.shop.read(customer_card, desk.customers["Bert"])
    seen = desk.shop.preview(
        outlook, edit_customer, desk.customers["Bert"], before, {**before, "priority": 1}
    )
    assert [(each.customer, each.after.day) for each in seen.affected if each.moves] == [
        ("Bert", date(2026, 12, 3)),
        ("Anna", date(2026, 12, 4)),
    ]
    customer(desk.shop, desk.customers["Bert"], priority=1)
    assert queue(desk) == [("Bert", ordinal(12, 3)), ("Anna", None)]
    assert broken(desk.shop) == []


@on_both
def test_an_orders_own_priority_stays(desk: Desk) -> None:
    desk.product("CI-24")
    desk.order("Anna", {"CI-24": "1"}, priority=1)
    desk.order("Bert", {"CI-24": "1"})
    customer(desk.shop, desk.customers["Bert"], priority=2)
    customer(desk.shop, desk.customers["Anna"], priority=-1)
    assert [name for name, _ in queue(desk)] == ["Bert", "Anna"]
    assert broken(desk.shop) == []


def test_an_order_being_entered_keeps_its_customers_priority(
    postgresql_shop: Shop, postgresql_place: str
) -> None:
    """Else another till could change it between the reading and the commit."""
    desk = Desk(postgresql_shop)
    product_id, customer_id = desk.product("CI-24"), desk.customer("Anna")
    address = make_url(postgresql_place).set(drivername="postgresql").render_as_string(hide_password=False)
    change = "SELECT 1 FROM customers FOR NO KEY UPDATE NOWAIT"

    def enter_and_look(session: Session) -> bool:
        enter_order(session, OrderDraft((OrderLineDraft(product_id, Decimal(1)),), customer_id))
        with closing(psycopg.connect(address)) as other, pytest.raises(psycopg.errors.LockNotAvailable):
            other.execute(change)
        return True

    assert postgresql_shop.write(enter_and_look)
    with closing(psycopg.connect(address)) as other:
        assert other.execute(change).fetchone() == (1,)


def test_priority_reaches_finished_orders(sqlite_desk: Desk) -> None:
    """Their lines keep the copy that a reopened order ranks by."""
    sqlite_desk.product("CI-24")
    entered = sqlite_desk.order("Anna", {"CI-24": "1"})
    sqlite_desk.shop.write(cancel_order, entered.order_id)
    customer(sqlite_desk.shop, sqlite_desk.customers["Anna"], priority=1)
    assert broken(sqlite_desk.shop) == []


@on_both
def test_lead_time_of_a_supplier_moves_estimates(desk: Desk) -> None:
    desk.product("CI-24", supplier="Halvorsen")
    desk.order("Anna", {"CI-24": "1"})
    supplier_id = desk.suppliers["Halvorsen"]
    before = desk.shop.read(supplier_card, supplier_id)
    seen = desk.shop.preview(outlook, edit_supplier, supplier_id, before, {**before, "lead_days": 7})
    assert [(each.before.day, each.after.day, each.after.estimate) for each in seen.affected] == [
        (None, date(2026, 12, 1), True)
    ]
    desk.shop.write(edit_supplier, supplier_id, before, {**before, "lead_days": 7})
    assert told(desk.rows(backorders.LISTING), "estimate") == [(ordinal(12, 1),)]
    assert broken(desk.shop) == []


@on_both
def test_terms_of_a_supplier_move_estimates(desk: Desk) -> None:
    desk.product("CI-24", supplier="Halvorsen", lead=10)
    desk.order("Anna", {"CI-24": "1"})
    row_id = desk.products["CI-24"]
    before = desk.shop.read(product_card, row_id)
    quick = terms(desk, "Halvorsen", lead_days=2, their_sku="HL-1", preferred=True)
    desk.shop.write(edit_product, row_id, before, replace(before, suppliers=(quick,)))
    assert desk.shop.read(product_card, row_id).suppliers == (quick,)
    assert told(desk.rows(backorders.LISTING), "estimate") == [(ordinal(11, 26),)]
    gone = replace(before, suppliers=(quick,))
    desk.shop.write(edit_product, row_id, gone, replace(gone, suppliers=()))
    assert told(desk.rows(backorders.LISTING), "estimate") == [(None,)]
    assert broken(desk.shop) == []


# what a product refuses


@on_both
def test_kind_of_a_product_in_use_stays(desk: Desk) -> None:
    row_id = desk.product("CI-24", stock="1")
    with pytest.raises(Refused, match="its kind cannot change"):
        product(desk.shop, row_id, kind="service")


@on_both
def test_unit_stays_as_fine_as_stored_quantities(desk: Desk) -> None:
    row_id = desk.product("RICE", stock="1.5")
    with pytest.raises(InvalidInput) as refusal:
        product(desk.shop, row_id, decimals=0)
    assert refusal.value.place == "decimals"
    product(desk.shop, row_id, decimals=1)
    assert desk.shop.read(product_card, row_id).fields["decimals"] == 1


@on_both
def test_sku_that_reads_like_another_is_refused(desk: Desk) -> None:
    desk.product("CI-24")
    row_id = desk.product("CI-26")
    with pytest.raises(InvalidInput) as refusal:
        product(desk.shop, row_id, sku="ci-24")
    assert (refusal.value.title, refusal.value.place) == ("ci-24 reads like CI-24, which exists.", "sku")
    product(desk.shop, row_id, sku="ci-26")
    assert desk.shop.read(product_card, row_id).fields["sku"] == "ci-26"


def test_minimum_above_maximum_is_refused(sqlite_desk: Desk) -> None:
    row_id = sqlite_desk.product("CI-24")
    with pytest.raises(InvalidInput) as refusal:
        product(sqlite_desk.shop, row_id, minimum=Decimal(4), maximum=Decimal(3))
    assert refusal.value.place == "maximum"


@on_both
def test_a_resource_makes_dates(desk: Desk) -> None:
    """Made to order waits for its resource's weeks once it has one."""
    bench = desk.shop.write(create_resource, "Bench", per_week=Decimal(10), monday=date(2026, 11, 23))
    row_id = desk.product("OB-45", kind="made")
    desk.order("Anna", {"OB-45": "1"})
    assert queue(desk) == [("Anna", None)]
    product(desk.shop, row_id, resource_id=bench)
    assert queue(desk)[0][1] is not None
    assert broken(desk.shop) == []


@on_both
def test_new_product_with_all_that_hangs_on_it(desk: Desk) -> None:
    other = desk.product("CI-26", supplier="Halvorsen")
    card = ProductCard(
        {"sku": "CI-24", "name": "Casserole", "price": Decimal("189"), "decimals": 0, "active": False},
        (terms(desk, "Halvorsen", cost=Decimal("90.5"), lead_days=20),),
        (SubstituteTerms(other, "CI-26", "Product CI-26", ratio=Decimal("0.5"), two_way=True),),
    )
    row_id = desk.shop.write(add_product, card)
    stored = desk.shop.read(product_card, row_id)
    assert (stored.suppliers, stored.substitutes) == (card.suppliers, card.substitutes)
    assert stored.fields | card.fields == stored.fields
    assert desk.shop.read(product_card, other).stands_for == ("CI-24",)


def test_a_product_does_not_stand_for_itself(sqlite_desk: Desk) -> None:
    row_id = sqlite_desk.product("CI-24")
    before = sqlite_desk.shop.read(product_card, row_id)
    itself = SubstituteTerms(row_id, "CI-24", "")
    with pytest.raises(InvalidInput, match="itself"):
        sqlite_desk.shop.write(edit_product, row_id, before, replace(before, substitutes=(itself,)))


def test_supplier_taken_off_meanwhile(sqlite_desk: Desk) -> None:
    row_id = sqlite_desk.product("CI-24", supplier="Halvorsen")
    before = sqlite_desk.shop.read(product_card, row_id)
    sqlite_desk.shop.write(edit_product, row_id, before, replace(before, suppliers=()))
    dearer = replace(before.suppliers[0], cost=Decimal(5))
    with pytest.raises(ChangedMeanwhile, match="taken off"):
        sqlite_desk.shop.write(edit_product, row_id, before, replace(before, suppliers=(dearer,)))


def test_supplier_added_meanwhile_with_other_terms(sqlite_desk: Desk) -> None:
    sqlite_desk.product("CI-26", supplier="Halvorsen")
    row_id = sqlite_desk.product("CI-24")
    before = sqlite_desk.shop.read(product_card, row_id)
    for cost, refused in ((1, False), (1, False), (2, True)):
        after = replace(before, suppliers=(terms(sqlite_desk, "Halvorsen", cost=Decimal(cost)),))
        if refused:
            with pytest.raises(ChangedMeanwhile):
                sqlite_desk.shop.write(edit_product, row_id, before, after)
        else:
            sqlite_desk.shop.write(edit_product, row_id, before, after)


# deleting


@on_both
def test_what_nothing_names_is_deleted(desk: Desk) -> None:
    row_id = desk.product("CI-24", supplier="Halvorsen")
    assert desk.shop.write(delete, "products", row_id) == "CI-24 Product CI-24"
    assert desk.shop.write(delete, "suppliers", desk.suppliers["Halvorsen"]) == "Halvorsen"
    with pytest.raises(NotFound):
        desk.shop.read(product_card, row_id)


@on_both
def test_what_papers_name_stays_with_the_reason(desk: Desk) -> None:
    row_id = desk.product("CI-24", stock="1", supplier="Halvorsen")
    desk.order("Anna", {"CI-24": "1"})
    desk.purchase({"CI-24": "1"}, None, supplier="Halvorsen")
    assert set(desk.shop.read(naming, "products", row_id).papers) >= {"orders", "purchases", "stock moves"}
    with pytest.raises(Refused, match="orders, notices name it"):
        desk.shop.write(delete, "customers", desk.customers["Anna"])
    with pytest.raises(Refused, match="purchases name it"):
        desk.shop.write(delete, "suppliers", desk.suppliers["Halvorsen"])
    fields: Fields = desk.shop.read(product_card, row_id).fields
    assert fields["active"]


# what is offered no more


def test_nothing_is_expected_of_a_supplier_who_is_deactivated(desk: Desk) -> None:
    desk.product("CI-24", supplier="Halvorsen", lead=10)
    desk.order("Anna", {"CI-24": "1"})
    asked = partial(desk.rows, backorders.LISTING)
    assert told(asked(), "estimate") == [(ordinal(12, 4),)]
    assert desk.shop.write(set_active, "suppliers", desk.suppliers["Halvorsen"], active=False) == "Halvorsen"
    assert told(asked(), "estimate") == [(None,)]
    pool = desk.shop.read(pool_detail, desk.pool("CI-24"))
    assert (pool.supplier, pool.lead_days) == ("", None)
    assert told(desk.rows(products.LISTING), "supplier") == [("",)]
    desk.shop.write(use_again, "suppliers", desk.suppliers["Halvorsen"])
    assert told(asked(), "estimate") == [(ordinal(12, 4),)]
    assert broken(desk.shop) == []


def test_r26_what_is_offered_no_more_is_not_suggested(desk: Desk) -> None:
    desk.product("CI-24", supplier="Halvorsen")
    desk.order("Anna", {"CI-24": "1"})
    desk.shop.write(suggest_purchases)
    desk.shop.write(set_active, "products", desk.products["CI-24"], active=False)
    assert desk.shop.write(suggest_purchases) == ()
    assert desk.shop.read(list_suggestions) == ()


@on_both
def test_r26_a_suggestion_leaves_a_supplier_who_is_deactivated(desk: Desk) -> None:
    product_id = desk.product("CI-24", supplier="Halvorsen")
    other = desk.shop.write(create_supplier, SupplierDraft(name="Brio"))
    desk.shop.write(link_supplier, product_id=product_id, supplier_id=other)
    desk.order("Anna", {"CI-24": "1"})
    [first] = desk.shop.write(suggest_purchases)
    assert first.supplier_id == desk.suppliers["Halvorsen"]
    desk.shop.write(set_active, "suppliers", desk.suppliers["Halvorsen"], active=False)
    desk.shop.write(suggest_purchases)
    assert [each.supplier_id for each in desk.shop.read(list_suggestions)] == [other]
