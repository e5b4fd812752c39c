"""Answers to letters: found by the code, said line by line, shown before they are done, taken back."""

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.actions.ordering import PaymentDraft
from app.actions.paying import record_payment
from app.actions.stocktaking import issue
from app.answer_views import reply_of_line, reply_of_order
from app.shop import Shop
from db.rows import fetch
from tests.gui.dialogs.hands import at_rest, shown, take_back, told_by, type_cell, type_text
from tests.gui.pages.reading import cells
from tests.gui.told import all_late, code_of, line, tell
from tests.kitchen import Kitchen, line_of
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.dialogs.answer import AnswerDialog
from ui.dialogs.answer_rows import WAITS, of, words_of


@pytest.fixture
def line_id(sqlite_shop: Shop, kitchen: Kitchen) -> int:
    """The line of Café Brünn, of which a letter said that it comes in January."""
    all_late(sqlite_shop)
    tell(sqlite_shop, kitchen, "Café Brünn")
    return line_of(sqlite_shop, kitchen, "O-1033", "CI-24")


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, line_id: int, sqlite_shop: Shop, jobs: Jobs) -> AnswerDialog:
    made = AnswerDialog(desk)
    shown(qtbot, made)
    enter_code(qtbot, made, jobs, code_of(sqlite_shop))
    return made


def enter_code(qtbot: QtBot, dialog: AnswerDialog, jobs: Jobs, code: str) -> None:
    dialog.code.setFocus()
    dialog.code.selectAll()
    qtbot.keyClicks(dialog.code, code)
    qtbot.keyClick(dialog.code, Qt.Key.Key_Return)
    at_rest(qtbot, dialog, jobs)


def say(qtbot: QtBot, dialog: AnswerDialog, jobs: Jobs, line_id: int, says: str) -> None:
    type_cell(dialog.lines, line_id, "says", words_of(says))
    at_rest(qtbot, dialog, jobs)


def record(qtbot: QtBot, dialog: AnswerDialog) -> None:
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()


def awaited(shop: Shop) -> list[str]:
    return [row[0] for row in shop.read(fetch, "SELECT state FROM consents ORDER BY id")]


def test_r23_the_code_finds_what_the_letter_told(
    qtbot: QtBot, desk: Desk, line_id: int, sqlite_shop: Shop, jobs: Jobs
) -> None:
    dialog = AnswerDialog(desk)
    shown(qtbot, dialog)
    assert dialog.touched.head.sum.text() == "The code on the letter finds its lines."
    code = code_of(sqlite_shop)

    enter_code(qtbot, dialog, jobs, f"{code[:3].lower()} {code[3:].lower()}")

    assert (dialog.code.text(), dialog.customer.text()) == (code, "Café Brünn")
    assert dialog.letter.text().startswith(f"Letter {code} of 23 Nov")
    assert cells(dialog.lines, "order", "product", "has", "says", "until") == [
        ("O-1033", "Cast-iron casserole 24 cm", "0 of 3", "Waits for it", "as told")
    ]
    assert dialog.way.currentData() == "paper"
    assert (dialog.ok.text(), dialog.ok.isEnabled()) == ("Record 1 answer", True)


@pytest.mark.parametrize("code", ["ZZZZZZ", "?!", "x" * 500])
def test_r29_a_wrong_code_is_told_beside_its_field(
    qtbot: QtBot, desk: Desk, line_id: int, jobs: Jobs, code: str
) -> None:
    dialog = AnswerDialog(desk)
    shown(qtbot, dialog)
    enter_code(qtbot, dialog, jobs, code)
    assert dialog.error.text().startswith("No letter has the code ")
    assert "Compare it with the letter." in dialog.error.text()
    assert dialog.code.property("bad") == "true"
    assert dialog.code.text() == code
    assert not dialog.ok.isEnabled()


def test_r29_after_a_wrong_code_the_right_one_is_taken(
    qtbot: QtBot, desk: Desk, line_id: int, sqlite_shop: Shop, jobs: Jobs
) -> None:
    dialog = AnswerDialog(desk)
    shown(qtbot, dialog)
    enter_code(qtbot, dialog, jobs, "ZZZZZZ")
    enter_code(qtbot, dialog, jobs, code_of(sqlite_shop))
    assert dialog.error.text() == ""
    assert dialog.code.property("bad") != "true"
    assert len(dialog.lines.rows) == 1


def test_r23_who_waits_until_a_day_is_promised_it_and_that_is_taken_back(
    qtbot: QtBot, dialog: AnswerDialog, line_id: int, sqlite_shop: Shop, jobs: Jobs, desk: Desk
) -> None:
    told = told_by(desk)
    [before] = line(sqlite_shop, line_id, "promised_on")
    until = date(2027, 2, 1)
    type_cell(dialog.lines, line_id, "until", until)
    type_text(dialog.note, "on holiday")
    at_rest(qtbot, dialog, jobs)
    record(qtbot, dialog)

    assert line(sqlite_shop, line_id, "promised_on") == (until.toordinal(),)
    assert sqlite_shop.read(fetch, "SELECT kind, way, note FROM answers")[0][:] == (
        "waits",
        "paper",
        "on holiday",
    )
    [(words, undo)] = told
    assert words == "Café Brünn: 1 answer recorded."
    take_back(sqlite_shop, undo)
    assert line(sqlite_shop, line_id, "promised_on") == (before,)
    assert awaited(sqlite_shop) == ["awaited"]


def test_r24_a_substitute_is_shown_with_price_difference_and_stock_and_taken(
    qtbot: QtBot, dialog: AnswerDialog, line_id: int, sqlite_shop: Shop, jobs: Jobs, desk: Desk
) -> None:
    told = told_by(desk)
    say(qtbot, dialog, jobs, line_id, "substitute")
    assert cells(dialog.lines, "instead", "quantity") == [
        ("CI-26  ·  €199.00 (+€10.00)  ·  6 now  ·  Cast-iron casserole 26 cm", "3")
    ]
    [editor] = [each.editor for each in dialog.lines.columns if each.key == "instead" and each.editor]
    offered = editor.choices(dialog.lines.rows[0])
    assert offered[1] == "EN-24  ·  €89.00 (−€100.00)  ·  4 now  ·  Enamelled casserole 24 cm"

    type_cell(dialog.lines, line_id, "instead", offered[1])
    at_rest(qtbot, dialog, jobs)
    record(qtbot, dialog)

    sql = "SELECT p.sku, l.open, l.reserved FROM order_lines l JOIN products p ON p.id = l.product_id"
    rows = sqlite_shop.read(fetch, f"{sql} WHERE l.substitute_for_id = ?", (line_id,))
    assert [tuple(row) for row in rows] == [("EN-24", 3000, 3000)]
    take_back(sqlite_shop, told[0][1])
    assert sqlite_shop.read(fetch, f"{sql} WHERE l.substitute_for_id = ? AND l.removed = 0", (line_id,)) == []
    assert line(sqlite_shop, line_id, "open, cancelled") == (3000, 0)
    assert awaited(sqlite_shop) == ["awaited"]


def test_r24_a_substitute_that_is_gone_is_taken_only_with_the_owner_s_word(
    qtbot: QtBot,
    dialog: AnswerDialog,
    line_id: int,
    sqlite_shop: Shop,
    jobs: Jobs,
    kitchen: Kitchen,
) -> None:
    say(qtbot, dialog, jobs, line_id, "substitute")
    sqlite_shop.write(issue, kitchen.products["CI-26"], Decimal(6), reason="broken")
    dialog._submit()
    at_rest(qtbot, dialog, jobs)
    assert dialog.error.text().startswith("The substitute is gone")
    assert awaited(sqlite_shop) == ["awaited"]

    dialog.error.retried.emit()
    at_rest(qtbot, dialog, jobs)
    assert dialog.error.text() == ""
    record(qtbot, dialog)
    assert awaited(sqlite_shop) == ["answered"]


def test_r18_who_cancels_is_shown_who_gains_and_what_is_owed(
    qtbot: QtBot, dialog: AnswerDialog, line_id: int, sqlite_shop: Shop, jobs: Jobs, kitchen: Kitchen
) -> None:
    sqlite_shop.write(record_payment, kitchen.orders["O-1033"], PaymentDraft(Decimal(150), "card"))
    say(qtbot, dialog, jobs, line_id, "cancels")
    assert dialog.touched.owed.text() == "€150.00 of O-1033 are to be paid back by 7 Dec."
    record(qtbot, dialog)
    assert line(sqlite_shop, line_id, "open, cancelled") == (0, 3000)


def test_r23_who_takes_a_part_has_it_shipped_at_once(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, jobs: Jobs, kitchen: Kitchen
) -> None:
    all_late(sqlite_shop)
    tell(sqlite_shop, kitchen, "Hotel Alder")
    line_id = line_of(sqlite_shop, kitchen, "O-1041", "CI-24")
    dialog = AnswerDialog(desk)
    shown(qtbot, dialog)
    enter_code(qtbot, dialog, jobs, code_of(sqlite_shop))
    say(qtbot, dialog, jobs, line_id, "ship_now")
    assert cells(dialog.lines, "has", "says", "quantity") == [("1 of 3", "Takes a part, ship it now", "1")]
    record(qtbot, dialog)
    assert line(sqlite_shop, line_id, "shipped, open") == (1000, 2000)


def test_r23_all_lines_of_a_form_are_one_write(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, jobs: Jobs, kitchen: Kitchen
) -> None:
    all_late(sqlite_shop)
    tell(sqlite_shop, kitchen, "Bistro Quai 9")
    dialog = AnswerDialog(desk)
    shown(qtbot, dialog)
    enter_code(qtbot, dialog, jobs, code_of(sqlite_shop))
    ids = [of(row).asked.line_id for row in dialog.lines.rows]
    assert [of(row).says for row in dialog.lines.rows] == [WAITS, WAITS]
    say(qtbot, dialog, jobs, ids[1], "cancels")
    assert dialog.ok.text() == "Record 2 answers"
    record(qtbot, dialog)
    rows = sqlite_shop.read(fetch, "SELECT kind, action_id FROM answers ORDER BY id")
    assert [row[0] for row in rows] == ["waits", "cancels"]
    assert rows[0][1] == rows[1][1]


def test_r23_opened_for_a_line_it_says_of_that_first(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, jobs: Jobs, kitchen: Kitchen
) -> None:
    all_late(sqlite_shop)
    tell(sqlite_shop, kitchen, "Bistro Quai 9")
    line_id = line_of(sqlite_shop, kitchen, "O-1051", "OB-45")
    dialog = AnswerDialog(desk, reply_of_line, line_id, line_id=line_id)
    shown(qtbot, dialog)
    at_rest(qtbot, dialog, jobs)
    assert {of(row).asked.sku: of(row).says for row in dialog.lines.rows} == {"CI-30": "", "OB-45": WAITS}
    assert dialog.code.text() == code_of(sqlite_shop)
    assert dialog.way.currentData() == "phone"
    assert dialog.focusWidget() is dialog.way


def test_an_order_without_a_letter_can_be_answered_for(
    qtbot: QtBot, desk: Desk, sqlite_shop: Shop, jobs: Jobs, kitchen: Kitchen
) -> None:
    dialog = AnswerDialog(desk, reply_of_order, kitchen.orders["O-1049"])
    shown(qtbot, dialog)
    at_rest(qtbot, dialog, jobs)
    assert dialog.letter.text() == "Not asked by a letter that awaits an answer."
    assert cells(dialog.lines, "order", "says") == [("O-1049", "Waits for it")]
    record(qtbot, dialog)
    assert [row[0] for row in sqlite_shop.read(fetch, "SELECT letter_id FROM answers")] == [None]


def test_a_line_left_out_is_not_recorded(
    qtbot: QtBot, dialog: AnswerDialog, line_id: int, jobs: Jobs
) -> None:
    say(qtbot, dialog, jobs, line_id, "")
    assert not dialog.ok.isEnabled()
    assert dialog.touched.head.sum.text() == "Say of a line what the customer answered."


def test_a_past_day_is_told_while_one_types(
    qtbot: QtBot, dialog: AnswerDialog, line_id: int, jobs: Jobs
) -> None:
    type_cell(dialog.lines, line_id, "until", date(2026, 11, 1))
    at_rest(qtbot, dialog, jobs)
    assert dialog.error.text().startswith("1 Nov is past.")
    assert not dialog.ok.isEnabled()
    assert dialog.entered() == ["Cast-iron casserole 24 cm: Waits for it"]


def test_answered_on_a_day_to_come_is_refused(qtbot: QtBot, dialog: AnswerDialog, jobs: Jobs) -> None:
    dialog.answered_on.set_value(date(2026, 11, 24))
    at_rest(qtbot, dialog, jobs)
    assert dialog.error.text().startswith("The answer is from a day to come.")


def test_what_is_closed_meanwhile_says_so(
    qtbot: QtBot, desk: Desk, line_id: int, sqlite_shop: Shop, jobs: Jobs, dialog: AnswerDialog
) -> None:
    say(qtbot, dialog, jobs, line_id, "cancels")
    record(qtbot, dialog)
    again = AnswerDialog(desk)
    shown(qtbot, again)
    enter_code(qtbot, again, jobs, code_of(sqlite_shop))
    assert again.touched.head.sum.text().startswith("Nothing that the customer was asked about")
    assert not again.ok.isEnabled()
