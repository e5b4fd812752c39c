"""Substitutes beside what is missing: taken at once, offered by a letter, put on the owner's list (R24)."""

import threading
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from app.actions import likeness
from app.actions.offering import OfferDraft, offer_substitutes
from app.actions.stocktaking import count, issue
from app.answer_views import reply_of_line
from app.shop import Shop
from app.verifying import verify
from db.rows import fetch
from tests.gui.dialogs.hands import at_rest, shown, take_back, told_by, type_cell
from tests.gui.pages.reading import cells
from tests.kitchen import Kitchen, line_of
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.dialogs.substitute_choice import SubstituteChoice
from ui.dialogs.substitutes import SubstitutesDialog


@pytest.fixture
def line_id(sqlite_shop: Shop, kitchen: Kitchen) -> int:
    """Café Brünn lacks three casseroles; some larger ones lie free."""
    sqlite_shop.write(count, kitchen.products["CI-30"], Decimal(9))
    return line_of(sqlite_shop, kitchen, "O-1033", "CI-24")


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, jobs: Jobs, line_id: int) -> SubstitutesDialog:
    return opened(qtbot, desk, jobs, line_id)


def opened(qtbot: QtBot, desk: Desk, jobs: Jobs, line_id: int) -> SubstitutesDialog:
    result = SubstitutesDialog(desk, line_id)
    shown(qtbot, result)
    at_rest(qtbot, result, jobs)
    return result


def offers(shop: Shop) -> list[tuple[str, int, int]]:
    sql = "SELECT state, quantity, set_aside FROM offers ORDER BY id"
    return [tuple(row) for row in shop.read(fetch, sql)]


def notices(shop: Shop) -> list[str]:
    sql = "SELECT state FROM notices WHERE kind = 'substitute_offer' ORDER BY id"
    return [row[0] for row in shop.read(fetch, sql)]


def test_r24_the_owners_list_comes_first_then_what_is_like_it(dialog: SubstitutesDialog) -> None:
    assert "Missing 3, Price €189.00" in dialog.figures.accessibleName()
    seen = cells(dialog.lines, "product", "available", "price", "difference", "ratio", "quantity")
    assert seen[:2] == [
        ("Cast-iron casserole 26 cm", "6", "€199.00", "+€10.00", "1", "3"),
        ("Enamelled casserole 24 cm", "4", "€89.00", "−€100.00", "1", ""),
    ]
    reasons = dict(cells(dialog.lines, "product", "why"))
    assert reasons["Cast-iron casserole 26 cm"].startswith("on your list")
    assert reasons["Cast-iron casserole 30 cm"].startswith("both: Cast-iron, casserole")
    assert "Skillet 28 cm" not in reasons


def test_r24_it_is_accepted_for_the_customer_now_and_taken_back(
    qtbot: QtBot, desk: Desk, jobs: Jobs, sqlite_shop: Shop, kitchen: Kitchen, dialog: SubstitutesDialog
) -> None:
    told = told_by(desk)
    en24 = kitchen.products["EN-24"]
    type_cell(dialog.lines, kitchen.products["CI-26"], "quantity", Decimal(1))
    type_cell(dialog.lines, en24, "quantity", Decimal(2))
    type_cell(dialog.lines, en24, "price", Decimal(80))
    at_rest(qtbot, dialog, jobs)
    assert cells(dialog.lines, "difference")[1] == ("−€109.00",)
    assert " gets " not in dialog.touched.head.sum.text()  # what he takes goes to no other
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    sql = "SELECT p.sku, l.reserved, l.price FROM order_lines l JOIN products p ON p.id = l.product_id"
    sql += " WHERE l.substitute_for_id IS NOT NULL AND l.removed = 0 AND l.open > 0 ORDER BY l.id"
    taken = [tuple(row) for row in sqlite_shop.read(fetch, sql)]
    assert taken == [("CI-26", 1000, 1990000), ("EN-24", 2000, 800000)]
    assert told[0][0] == "Café Brünn takes a substitute in place of Cast-iron casserole 24 cm."
    take_back(sqlite_shop, told[0][1])
    assert sqlite_shop.read(fetch, sql) == []
    assert sqlite_shop.read(verify) == []


def test_r24_it_is_offered_by_notice_kept_until_the_day_and_withdrawn(
    qtbot: QtBot, desk: Desk, jobs: Jobs, sqlite_shop: Shop, line_id: int, dialog: SubstitutesDialog
) -> None:
    told = told_by(desk)
    with qtbot.waitSignal(dialog.accepted):
        dialog.offer.click()
    assert offers(sqlite_shop) == [("open", 3000, 3000)]
    assert told[0][0] == "The offer to Café Brünn in place of Cast-iron casserole 24 cm is due."

    again = opened(qtbot, desk, jobs, line_id)
    assert again.offers.text() == (
        "Offered until 7 Dec: 3 × Cast-iron casserole 26 cm. 3 are set aside."
        " The letter is due and not sent yet."
    )
    with qtbot.waitSignal(again.accepted):
        again.withdraw.click()
    assert (offers(sqlite_shop), notices(sqlite_shop)) == ([("void", 3000, 0)], ["void"])
    take_back(sqlite_shop, told[1][1])
    assert offers(sqlite_shop)[1:] == [("open", 3000, 3000)]
    assert sqlite_shop.read(verify) == []


def test_an_offer_is_undone(qtbot: QtBot, desk: Desk, sqlite_shop: Shop, dialog: SubstitutesDialog) -> None:
    told = told_by(desk)
    with qtbot.waitSignal(dialog.accepted):
        dialog.offer.click()
    take_back(sqlite_shop, told[0][1])
    assert (offers(sqlite_shop), notices(sqlite_shop)) == ([("void", 3000, 0)], ["void"])


def test_nothing_is_set_aside_where_the_box_is_not_ticked(
    qtbot: QtBot, sqlite_shop: Shop, dialog: SubstitutesDialog
) -> None:
    dialog.keep.setChecked(False)
    with qtbot.waitSignal(dialog.accepted):
        dialog.offer.click()
    assert offers(sqlite_shop) == [("open", 3000, 0)]


def test_a_choice_of_more_than_is_missing_can_be_offered_but_not_taken(
    qtbot: QtBot, jobs: Jobs, sqlite_shop: Shop, kitchen: Kitchen, dialog: SubstitutesDialog
) -> None:
    type_cell(dialog.lines, kitchen.products["EN-24"], "quantity", Decimal(3))
    at_rest(qtbot, dialog, jobs)
    assert not dialog.ok.isEnabled()
    with qtbot.waitSignal(dialog.accepted):
        dialog.offer.click()
    assert offers(sqlite_shop) == [("open", 3000, 3000), ("open", 3000, 3000)]
    assert notices(sqlite_shop) == ["due"]


def test_r24_what_is_gone_meanwhile_is_said_and_nothing_typed_is_lost(
    qtbot: QtBot, jobs: Jobs, sqlite_shop: Shop, kitchen: Kitchen, dialog: SubstitutesDialog
) -> None:
    sqlite_shop.write(issue, kitchen.products["CI-26"], Decimal(6), reason="broken")
    dialog._submit()
    qtbot.waitUntil(lambda: jobs.idle and not dialog.is_asking)
    assert "gone" in dialog.error.text() or "changed meanwhile" in dialog.error.text()
    dialog.offer.click()
    qtbot.waitUntil(lambda: jobs.idle)
    assert "neither lie free nor come before" in dialog.error.text()
    assert cells(dialog.lines, "quantity")[0] == ("3",)
    assert offers(sqlite_shop) == []


def test_what_was_offered_stands_first_among_the_answers(
    sqlite_shop: Shop, kitchen: Kitchen, line_id: int
) -> None:
    offer = OfferDraft(kitchen.products["EN-24"], Decimal(3), price=Decimal(75), set_aside=True)
    sqlite_shop.write(offer_substitutes, line_id, [offer])
    [asked] = sqlite_shop.read(reply_of_line, line_id).lines
    assert [(each.sku, each.price) for each in asked.instead] == [
        ("EN-24", Decimal(75)),
        ("CI-26", Decimal(199)),
    ]


def test_what_is_like_it_is_put_on_the_owners_list(
    qtbot: QtBot, desk: Desk, jobs: Jobs, sqlite_shop: Shop, kitchen: Kitchen, dialog: SubstitutesDialog
) -> None:
    told = told_by(desk)
    sql = "SELECT p.sku FROM substitutes s JOIN products p ON p.id = s.substitute_id ORDER BY s.rank, s.id"
    before = sqlite_shop.read(fetch, sql)
    assert not dialog.list_them.isEnabled()
    type_cell(dialog.lines, kitchen.products["CI-30"], "quantity", Decimal(1))
    at_rest(qtbot, dialog, jobs)
    dialog.list_them.click()
    at_rest(qtbot, dialog, jobs)
    assert sqlite_shop.read(fetch, sql)[-1][0] == "CI-30"
    assert dict(cells(dialog.lines, "product", "why"))["Cast-iron casserole 30 cm"].startswith("on your list")
    take_back(sqlite_shop, told[0][1])
    assert sqlite_shop.read(fetch, sql) == before


def test_for_a_typed_line_what_is_chosen_is_handed_back(
    qtbot: QtBot, desk: Desk, jobs: Jobs, kitchen: Kitchen
) -> None:
    of = (kitchen.products["CI-24"], None, Decimal(2), Decimal(189), None)
    dialog = SubstituteChoice(desk, *of)
    shown(qtbot, dialog)
    at_rest(qtbot, dialog, jobs)
    type_cell(dialog.lines, kitchen.products["CI-26"], "ratio", Decimal("0.5"))
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    [(instead, replaced)] = dialog.outcome
    assert (instead.sku, instead.ratio, replaced) == ("CI-26", Decimal("0.5"), Decimal(2))


def test_very_many_products_are_looked_through_while_all_else_can_be_read(
    qtbot: QtBot,
    desk: Desk,
    jobs: Jobs,
    sqlite_shop: Shop,
    line_id: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gate, made = threading.Event(), likeness._made
    monkeypatch.setattr(likeness, "AT_ONCE", 0)
    monkeypatch.setattr(likeness, "_made", lambda session: gate.wait(10) and made(session))
    dialog = SubstitutesDialog(desk, line_id)
    shown(qtbot, dialog)
    qtbot.waitUntil(lambda: dialog.found is not None)
    assert "Looking through 8 products…" in dialog.none.text()
    assert not dialog.ok.isEnabled()
    read: list[object] = []
    jobs.read(fetch, "SELECT 1", done=read.append)
    qtbot.waitUntil(lambda: bool(read))

    gate.set()
    at_rest(qtbot, dialog, jobs)

    assert not dialog.none.isVisible()
    assert cells(dialog.lines, "product")[0] == ("Cast-iron casserole 26 cm",)
