"""A shop with letters due to customers of every language and script, to be looked at and measured."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from app.actions.cataloguing import add_substitute
from app.actions.ordering import PaymentDraft
from app.actions.paying import record_payment
from app.actions.purchasing import set_eta
from app.letter_texts import FIELDS, shipped_text
from app.letters.due import due_letters
from app.letters.plans import LetterPlan
from app.letters.samples import sample_letter
from app.settings import change_settings
from app.shop import Shop, clock_at, create_shop
from db.rows import fetch
from tests.desks import Desk

MONDAY = date(2026, 11, 23)
PROMISED, LATER = date(2026, 12, 1), date(2026, 12, 15)
GOODS = ("Touring bicycle Föhr", "Leather saddle, brown", "Front lamp 60 lux")
PEOPLE = {
    "usual": ("Jana Kovářová", "5 Elm Street", "97477", "Springfield", "OR", "", "en"),
    "chinese": ("王喆", "中山北路 88 号 3 幢 502 室", "210008", "南京市", "江苏省", "CN", "zh_CN"),
    "arabic": ("محمد عبد الرحمن", "شارع الملك فهد 12", "11564", "الرياض", "", "SA", "en"),
    "hebrew": ("שלום כהן", "רחוב הרצל 5", "6688102", "תל אביב", "", "IL", "en"),
    "thai": ("สมชาย ใจดี", "ถนนสุขุมวิท 21", "10110", "กรุงเทพฯ", "", "TH", "en"),
    "devanagari": ("राम किशोर शर्मा", "गांधी मार्ग 7", "110001", "नई दिल्ली", "", "IN", "en"),
    "korean": ("김민수", "세종대로 110", "04524", "서울특별시", "", "KR", "en"),
    "emoji": ("Mia 🚲 Ölund ☂", "Long" * 40, "11122", "Stock" * 20, "", "SE", "en"),
}
"""By what is odd about them: name, street, postcode, city, region, country, language."""


@contextmanager
def letter_shop() -> Iterator[Desk]:
    """Three lines of each customer come later; one of them can be had otherwise, and is paid in part."""
    with (
        TemporaryDirectory() as folder,
        closing(create_shop(Path(folder) / "letters.desk", clock=clock_at(MONDAY))) as shop,
    ):
        yield _filled(Desk(shop))


def _filled(desk: Desk) -> Desk:
    shop = desk.shop
    set_shop(
        shop,
        shop_name="Northwind Bicycles",
        address="Hafenstraße 12\n20457 Hamburg",
        phone="+49 40 555 0170",
        email="desk@northwind.example",
        signature="Hanna Brandt",
        delay_policy="us",
    )
    for number, name in enumerate(GOODS, 1):
        desk.product(f"AB-12{number:02d}", name=name, price=Decimal("45.50") * number, decimals=0)
    desk.product("AB-1290", name="Touring bicycle Amrum", price=Decimal("41"), stock="50", decimals=0)
    shop.write(add_substitute, desk.products["AB-1201"], desk.products["AB-1290"])
    desk.purchase(dict.fromkeys(list(desk.products)[:3], "90"), PROMISED)
    fields = ("street", "postcode", "city", "region", "country", "language")
    for name, *home in PEOPLE.values():
        desk.customer(name, **dict(zip(fields, home, strict=True)))
        entered = desk.order(name, {"AB-1201": "2", "AB-1202": "1", "AB-1203": "4"})
        shop.write(record_payment, entered.order_id, PaymentDraft(Decimal(60)))
    lines = [row[0] for row in shop.read(fetch, "SELECT id FROM purchase_lines")]
    shop.write(set_eta, lines, LATER, cause="transport")
    return desk


def set_shop(shop: Shop, **settings: object) -> None:
    """Change settings of the shop."""
    shop.write(lambda session: change_settings(session, **settings) and None)


def delay_letter(desk: Desk, person: str, layout: str) -> LetterPlan:
    """The letter of delay to one of PEOPLE, on a layout by its key."""
    set_shop(desk.shop, letter_layout=layout)
    customer = desk.customers[PEOPLE[person][0]]
    [plan] = desk.shop.read(due_letters, kinds=("delay",), customer_ids=[customer])
    return plan


def letters_of_kinds(desk: Desk, language: str, layout: str) -> Iterator[LetterPlan]:
    """One of each kind with the texts that were shipped, and one to a supplier."""
    set_shop(desk.shop, letter_layout=layout)
    for kind in FIELDS:
        yield desk.shop.read(sample_letter, kind, language, shipped_text(kind, language))
