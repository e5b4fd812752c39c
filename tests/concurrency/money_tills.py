"""Two tills work on the same order, voucher and offer at once."""

from collections.abc import Callable
from contextlib import closing
from decimal import Decimal
from multiprocessing import current_process
from typing import Any

from app.actions.answering import AnswerDraft, record_answers
from app.actions.cancelling import cancel_line, cancel_order, close_rest, reopen
from app.actions.cataloguing import ProductDraft, create_product
from app.actions.offering import OfferDraft, decline_offers, offer_substitutes
from app.actions.ordering import OrderDraft, OrderLineDraft, PaymentDraft, enter_order
from app.actions.paying import record_payment, remove_payment
from app.actions.people import CustomerDraft, create_customer
from app.actions.stocktaking import count
from app.actions.undoing_answers import take_back_answers
from app.actions.vouchers import VoucherDraft, give_voucher
from app.errors import DatabaseUnusable, ShopError
from app.progress import Progress
from app.settings import change_settings
from app.shop import Shop, clock_at, open_shop
from app.status_pages.publishing import folder_of, publish
from db.rows import fetch, value
from tests.concurrency.tills import TODAY

ONE = Decimal(1)


def furnish_late_order(place: str) -> int:
    """Twenty pans that nobody has, a voucher for them, pots to take instead; the pan's id."""
    with closing(open_shop(place, clock=clock_at(TODAY))) as shop:
        return int(shop.write(_furnish))


def _furnish(session: Any) -> int:
    pan, pot = (create_product(session, ProductDraft(sku, price=Decimal(10))) for sku in ("PAN", "POT"))
    count(session, pot, Decimal(5))
    customer_id = create_customer(session, CustomerDraft(name="Ann"))
    draft = OrderDraft((OrderLineDraft(pan, Decimal(20)),), customer_id=customer_id)
    [line_id] = enter_order(session, draft).line_ids
    give_voucher(session, VoucherDraft(customer_id, Decimal(5), line_id=line_id))
    offer_substitutes(session, line_id, [OfferDraft(pot, ONE, set_aside=True)])
    return pan


def choose_folder(place: str, folder: str) -> None:
    """For order pages."""
    with closing(open_shop(place, clock=clock_at(TODAY))) as shop:
        shop.write(change_settings, status_folder=folder)


def pages_and_orders(place: str) -> tuple[int, int]:
    """Pages in the folder once all is published, and orders with a page of their own."""
    with closing(open_shop(place, clock=clock_at(TODAY))) as shop:
        folder = shop.read(folder_of)
        publish(shop, folder, Progress())
        names = shop.read(fetch, "SELECT token FROM status_pages")
        pages = {each.stem for each in folder.glob("*.html")} - {"index"}
        return len(pages & {row[0] for row in names}), len(names)


def offers_by_state(place: str) -> dict[str, int]:
    with closing(open_shop(place, clock=clock_at(TODAY))) as shop:
        sql = "SELECT state, count(*) FROM offers GROUP BY state"
        return {row[0]: int(row[1]) for row in shop.read(fetch, sql)}


def work_on_the_order(shop: Shop, product_id: int, rounds: int) -> None:
    """All that can be done with it, in turn; what the other till did first is refused."""
    order_id, line_id = map(int, next(iter(shop.read(fetch, "SELECT order_id, id FROM order_lines"))))
    code = str(shop.read(value, "SELECT code FROM vouchers"))
    pot_id = int(shop.read(value, "SELECT id FROM products WHERE sku = 'POT'") or 0)
    for turn in range(rounds):
        paid = _try(shop, record_payment, order_id, PaymentDraft(ONE, "voucher", voucher=code))
        _try(shop, cancel_line, line_id, ONE)
        said = _try(shop, record_answers, [AnswerDraft(line_id, "cancels", quantity=ONE)])
        pot = AnswerDraft(line_id, "substitute", quantity=ONE, product_id=pot_id)
        taken = _try(shop, record_answers, [pot])
        if taken is not None:
            _try(shop, take_back_answers, [taken[0].answer_id])
        if said is not None:
            _try(shop, take_back_answers, [said[0].answer_id])
        if turn % 2 and paid is not None:
            _try(shop, remove_payment, paid)
        _try(shop, close_rest, order_id)
        _try(shop, reopen, order_id)


def answer_the_offer(shop: Shop, product_id: int, rounds: int) -> None:
    """One takes what is offered while the other declines it; then it is offered anew."""
    line_id = int(shop.read(value, "SELECT min(id) FROM order_lines") or 0)
    pot_id = int(shop.read(value, "SELECT id FROM products WHERE sku = 'POT'") or 0)
    # Tills are numbered one after the other.
    declines = int(current_process().name.rpartition("-")[2]) % 2
    for _ in range(rounds):
        offers = [row[0] for row in shop.read(fetch, "SELECT id FROM offers WHERE state = 'open'")]
        if offers and declines:
            _try(shop, decline_offers, offers)
        elif offers:
            pot = AnswerDraft(line_id, "substitute", quantity=ONE, product_id=pot_id, although_later=True)
            _try(shop, record_answers, [pot])
        _try(shop, offer_substitutes, line_id, [OfferDraft(pot_id, ONE, set_aside=True)])


def publish_pages(shop: Shop, product_id: int, rounds: int) -> None:
    """Into the same folder, while orders come and go."""
    folder = shop.read(folder_of)
    for _ in range(rounds):
        entered = shop.write(enter_order, OrderDraft((OrderLineDraft(product_id, ONE),)))
        publish(shop, folder, Progress())
        shop.write(cancel_order, entered.order_id)
        publish(shop, folder, Progress())


def _try(shop: Shop, act: Callable[..., Any], *args: Any) -> Any:
    """None where it was refused."""
    try:
        return shop.write(act, *args)
    except DatabaseUnusable:
        raise
    except ShopError:
        return None
