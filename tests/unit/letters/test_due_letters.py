"""One letter a customer says what is due to him, in his language (R22, R23)."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from app.actions.cancelling import cancel_order
from app.actions.cataloguing import add_substitute
from app.actions.sending import record_letter
from app.actions.shipping import ship
from app.actions.stocktaking import count
from app.letters.drawing import draft_of, mail_text, pdf_of
from app.letters.plans import Problem, with_paragraph
from tests.databases import on_both, portable
from tests.desks import Desk
from tests.unit.actions.delayed import LATER, PROMISED, Late, late
from tests.unit.letters.writing import SHOP, Counting, drawn, letter, letters, rows_of, set_shop, text_of

pytestmark = portable


@pytest.fixture
def anna(desk: Desk) -> Late:
    set_shop(desk, **SHOP)
    desk.customer("Anna", street="Am Markt 1", postcode="10115", city="Berlin", language="en")
    return late(desk)


def test_a_letter_of_delay_says_all_it_must(anna: Late) -> None:
    anna.pays("5")
    plan = letter(anna, "delay")

    assert plan.subject == "Your order O-1001 of 23 November 2026: a later date"
    assert rows_of(plan, "delay") == [
        {
            "Order": "O-1001",
            "Item": "Product PAN\nSKU PAN",
            "Missing": "2",
            "Shipped": "0",
            "Promised": "2 December 2026",
            "New date": "16 December 2026",
        }
    ]
    text = text_of(plan)
    assert "This is our first notice of a delay of these items." in text
    assert "It is held up on its way to us." in text
    assert "If we do not hear from you by 7 December 2026, nothing is cancelled" in text
    assert "You have paid €5.00 for order O-1001." in text
    assert "at the latest within 14 days" in text
    assert "Return the form below, call +49 40 555 0170 or write to desk@northwind.example" in text
    assert plan.code in text
    assert plan.reply is not None
    assert plan.reply.options == (
        "I wait until 16 December 2026.",
        "Please cancel what is missing and refund what I paid for it.",
    )
    assert plan.reply_by == date(2026, 12, 7)
    assert plan.problems == (Problem.EMAIL,)


def test_what_it_says_is_on_paper_and_in_the_mail(anna: Late) -> None:
    plan = with_paragraph(letter(anna, "delay"), "We talked about this: {code} & <b>")
    paper, mail = drawn(plan), mail_text(plan)
    for text in (
        "Dear Anna,",
        "16 December 2026",
        "Product PAN",
        plan.code,
        "We talked about this: {code} & <b>",
        "I wait until 16 December 2026.",
        "Northwind Bicycles",
        "Kind regards",
    ):
        assert text in mail
        assert "".join(text.split()) in paper
    assert "AmMarkt1" in paper


def test_r22_several_kinds_and_lines_go_into_one_letter(anna: Late) -> None:
    anna.desk.order("Anna", {"PAN": "1", "POT": "2"})
    plan = letter(anna)

    assert plan.kind == "delay"
    assert plan.kinds == ("delay", "confirmation")
    assert [section.kind for section in plan.sections] == ["delay", "confirmation"]
    assert [row["Order"] for row in rows_of(plan, "confirmation")] == ["O-1001", "O-1002", "O-1002"]
    # The older promise is no news beside the newer one.
    assert rows_of(plan, "confirmation")[0]["Delivery"] == "16 December 2026"
    assert rows_of(plan, "confirmation")[2]["Delivery"] == "in stock"
    assert text_of(plan).count("If you have any questions") == 1


@on_both
def test_a_letter_is_recorded_as_it_was_planned(anna: Late) -> None:
    plan = letter(anna)
    pdf = pdf_of(plan)
    sent = anna.desk.shop.write(record_letter, draft_of(plan, pdf, "letter"))
    assert anna.promised() == LATER
    assert sent.reply_by == plan.reply_by
    [(address, subject, stored)] = anna.rows("SELECT address, subject, pdf FROM letters")
    assert address == "Anna\nAm Markt 1\n10115 Berlin"
    assert (subject, bytes(stored)) == (plan.subject, pdf)
    assert letters(anna.desk) == []


def test_r22_no_date_is_said_in_words(anna: Late) -> None:
    anna.supplier_says(None)
    plan = letter(anna, "date_gone")
    assert plan.subject.endswith("no date is known at present")
    assert rows_of(plan, "date_gone")[0]["New date"] == "date not known yet"
    assert plan.reply is not None
    assert plan.reply.options[0] == "I wait, although no date is known yet."
    assert "You can wait although no date is known yet" in text_of(plan)


def test_r22_a_renewed_delay_says_so(anna: Late) -> None:
    anna.tell()
    anna.supplier_says(LATER + timedelta(20))
    plan = letter(anna, "renewed_delay")
    assert "This is a further notice of a delay of these items." in text_of(plan)
    assert rows_of(plan, "renewed_delay")[0]["Promised"] == "16 December 2026"


def test_r23_us_silence_agrees_to_a_near_date(anna: Late) -> None:
    set_shop(anna.desk, delay_policy="us")
    text = text_of(letter(anna, "delay"))
    assert "If we do not hear from you by 16 December 2026, we take it that you agree to wait." in text
    assert "We bear the cost of your answer." in text


def test_r23_us_silence_ends_the_order_where_no_date_is_known(anna: Late) -> None:
    set_shop(anna.desk, delay_policy="us")
    anna.pays("5")
    anna.supplier_says(None)
    text = text_of(letter(anna, "date_gone"))
    assert "If we do not hear from you by 1 January 2027, the order for these items ends on that day" in text
    assert "refunded by 12 January 2027" in text
    assert "you can still cancel at any time before we ship" in text
    assert "within 7 working days" in text


def test_r23_us_a_first_letter_after_the_date_says_what_holds(anna: Late) -> None:
    set_shop(anna.desk, delay_policy="us")
    anna.wait_until(PROMISED + timedelta(1))
    plan = letter(anna, "delay")
    text = text_of(plan)
    assert (
        "We should have told you of this by 2 December 2026. As we did not, the order for these items counts"
        " as cancelled since that day." in text
    )
    assert "If we do not hear" not in text
    assert "You can wait" not in text
    assert "Please let us know as soon as you can." in text
    assert plan.reply is not None
    assert plan.reply.options == ("I still want the items, and wait.", "I leave it cancelled.")
    assert plan.reply_by is None


def test_lines_of_which_silence_means_another_thing_are_told_apart(anna: Late) -> None:
    """Of the pots no date is known: silence there ends the order, while it agrees to that of the pans."""
    set_shop(anna.desk, delay_policy="us")
    anna.desk.purchase({"POT": "10"}, date(2026, 11, 30))
    anna.desk.order("Anna", {"POT": "6"})
    [(pots,)] = anna.rows("SELECT max(id) FROM purchase_lines")
    Late(anna.desk, 0, 0, pots).supplier_says(None)
    text = text_of(letter(anna))
    assert "Product PAN: If we do not hear from you by 16 December 2026, we take it" in text
    assert "Product POT: We wait for your consent." in text
    assert text.count("If we do not hear from you") == 2


def test_r24_a_substitute_is_offered_with_price_and_difference(anna: Late) -> None:
    desk = anna.desk
    desk.product("WOK", price=Decimal("8.50"), stock="5", decimals=0)
    desk.shop.write(add_substitute, desk.products["PAN"], desk.products["WOK"])
    plan = letter(anna, "delay")
    assert (
        "Instead of 2 × Product PAN we can send you 2 × Product WOK (WOK) for €17.00, €3.00 less,"
        " as long as it lasts." in text_of(plan)
    )
    assert plan.reply is not None
    assert "Instead of Product PAN, please send me Product WOK (WOK), €3.00 less." in plan.reply.options

    desk.shop.write(count, desk.products["WOK"], Decimal(1))
    assert "WOK" not in text_of(letter(anna, "delay"))


def test_part_shipment_says_what_left_and_what_comes(anna: Late) -> None:
    entered = anna.desk.order("Bert", {"PAN": "1", "POT": "2"})
    anna.desk.shop.write(ship, [(entered.line_ids[1], Decimal(2))], carrier="DHL", tracking="0034")
    [plan] = letters(anna.desk, "part_shipment")
    assert [
        (row["Item"], row["Sent"], row["Still to come"], row["Then"]) for row in rows_of(plan, plan.kind)
    ] == [
        ("Product PAN\nSKU PAN", "0", "1", "16 December 2026"),
        ("Product POT\nSKU POT", "2", "0", ""),
    ]
    assert "goes with DHL, tracking number 0034." in text_of(plan)
    assert plan.reply is None


def test_r10_a_past_date_is_never_told(anna: Late) -> None:
    """Of what has just been sent in part the rest was promised for a day that is over."""
    entered = anna.desk.order("Bert", {"PAN": "1", "POT": "2"})
    anna.desk.shop.write(ship, [(entered.line_ids[1], Decimal(1))])
    anna.wait_until(LATER + timedelta(1))
    [plan] = letters(anna.desk, "part_shipment")
    assert [(row["Item"], row["Then"]) for row in rows_of(plan, plan.kind)] == [
        ("Product PAN\nSKU PAN", "date not known yet"),
        ("Product POT\nSKU POT", "in stock"),
    ]


def test_cancellation_and_refund_go_together(anna: Late) -> None:
    anna.pays("20")
    anna.desk.shop.write(cancel_order, anna.order_id, reason="The colour is gone")
    plan = letter(anna, "cancellation", "refund")
    assert [section.kind for section in plan.sections] == ["cancellation", "refund"]
    assert rows_of(plan, "cancellation")[0]["Cancelled"] == "2"
    assert "The reason: The colour is gone" in text_of(plan)
    assert rows_of(plan, "refund") == [
        {
            "Order": "O-1001",
            "Paid": "€20.00",
            "To be refunded": "€20.00",
            "At the latest": "7 December 2026",
        }
    ]
    assert "We owe you a refund of €20.00." in text_of(plan)


def test_arrived_says_until_when(anna: Late) -> None:
    anna.desk.order("Bert", {"POT": "2"}, pick_up=True)
    [plan] = letters(anna.desk, "arrived")
    assert rows_of(plan, "arrived") == [{"Order": "O-1002", "Item": "Product POT\nSKU POT", "Ready": "2"}]
    assert "We keep it for you until 7 December 2026." in text_of(plan)


def test_a_customer_of_whom_little_is_known_gets_a_letter(anna: Late) -> None:
    anna.desk.order("Bert", {"PAN": "1"})
    [plan] = letters(anna.desk, customer_ids=[anna.desk.customers["Bert"]])
    assert plan.problems == (Problem.ADDRESS, Problem.EMAIL, Problem.LANGUAGE)
    assert plan.language == "en"
    assert plan.address == ("Bert",)
    assert "DearBert," in drawn(plan)


@pytest.mark.parametrize(
    ("stored", "spoken", "is_known"),
    [("zh-Hans", "zh_CN", True), ("EN", "en", True), ("de", "zh_CN", False), ("", "zh_CN", False)],
)
def test_r22_the_customer_s_language_else_the_shop_s(
    desk: Desk, stored: str, spoken: str, is_known: bool
) -> None:
    set_shop(desk, language="zh_CN")
    desk.customer("Anna", language=stored)
    plan = letter(late(desk))
    assert plan.language == spoken
    assert (Problem.LANGUAGE not in plan.problems) == is_known


@on_both
def test_a_chinese_customer_reads_chinese(anna: Late) -> None:
    desk = anna.desk
    desk.customer(
        "王喆",
        street="中山北路 88 号",
        postcode="210008",
        city="南京市",
        region="江苏省",
        country="CN",
        language="zh_CN",
    )
    desk.order("王喆", {"PAN": "1"})
    [plan] = letters(desk, "confirmation", customer_ids=[desk.customers["王喆"]])
    assert plan.subject.startswith("订单 O-1002")
    assert plan.layout == "cn"
    assert plan.address == ("王喆", "中山北路 88 号", "江苏省南京市", "210008", "CHINA")
    assert rows_of(plan, "confirmation")
    paper = drawn(plan)
    for text in (
        "您好！感谢您的订购。",
        "王喆",
        "2026年11月23日",
        "2026年12月16日",
        "中山北路88号",
        "O-1002",
    ):
        assert text in paper


@pytest.mark.parametrize(
    ("country", "written", "promised"),
    [
        ("US", "November 23, 2026", "December 16, 2026"),
        ("GB", "23 November 2026", "16 December 2026"),
        ("", "23 November 2026", "16 December 2026"),
    ],
)
def test_days_by_the_habit_of_their_country(anna: Late, country: str, written: str, promised: str) -> None:
    anna.desk.customer("Bert", country=country)
    anna.desk.order("Bert", {"PAN": "1"})
    [plan] = letters(anna.desk, "confirmation", customer_ids=[anna.desk.customers["Bert"]])
    assert plan.day == written
    [row] = rows_of(plan, "confirmation")
    assert row["Delivery"] == promised


@pytest.mark.parametrize(
    ("country", "lines"),
    [
        ("US", ("Springfield, OR 97477", "UNITED STATES")),
        ("GB", ("Springfield", "OR", "97477", "UNITED KINGDOM")),
        ("Polen", ("97477 Springfield", "OR", "POLEN")),
        ("", ("97477 Springfield", "OR")),
    ],
)
def test_addresses_by_the_habit_of_their_country(anna: Late, country: str, lines: tuple[str, ...]) -> None:
    anna.desk.customer(
        "Bert", street="5 Elm St", city="Springfield", region="OR", postcode="97477", country=country
    )
    anna.desk.order("Bert", {"PAN": "1"})
    [plan] = letters(anna.desk, customer_ids=[anna.desk.customers["Bert"]])
    assert plan.address == ("Bert", "5 Elm St", *lines)


@on_both
def test_batches_go_on_behind_a_customer(anna: Late) -> None:
    for name in ("Bert", "Cleo"):
        anna.desk.order(name, {"PAN": "1"})
    first = letters(anna.desk, limit=2)
    rest = letters(anna.desk, limit=2, after=first[-1].customer_id)
    assert [plan.name for plan in (*first, *rest)] == ["Anna", "Bert", "Cleo"]
    assert len({plan.code for plan in (*first, *rest)}) == 3
    chosen = letters(anna.desk, notice_ids=anna.due())
    assert [plan.kinds for plan in chosen] == [("delay",)]


def test_letters_cost_as_many_statements_as_one(anna: Late) -> None:
    def statements() -> int:
        from app.letters.due import due_letters

        def count_them(session: object) -> tuple[int, int]:
            counting = Counting(session)
            return len(due_letters(counting)), counting.statements

        return anna.desk.shop.read(count_them)[1]

    one = statements()
    for place in range(6):
        anna.desk.order(f"Customer {place}", {"PAN": "1"})
    assert statements() == one
