"""Making and changing customers and suppliers: checks beside the fields, who gains and loses, two at once."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.actions.cards import customer_card, supplier_card
from app.actions.people import CustomerDraft, create_customer
from app.actions.people_editing import edit_customer
from app.shop import Shop
from tests.gui.dialogs.forms import choose, opened, said, save, write
from tests.kitchen import Kitchen
from ui.common.cells import Role
from ui.common.page import Desk
from ui.dialogs.card_dialog import make_found
from ui.dialogs.customer import CustomerDialog
from ui.dialogs.supplier import SupplierDialog


def test_new_customer_by_keyboard(qtbot: QtBot, desk: Desk, sqlite_shop: Shop) -> None:
    dialog = opened(qtbot, CustomerDialog(desk, name="Oskar"))
    assert dialog.focusWidget() is dialog.form.fields["name"].editor
    name = dialog.focusWidget()
    qtbot.keyClick(name, Qt.Key.Key_End)
    qtbot.keyClicks(name, " Lund")
    for _ in range(2):
        qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Return)
    qtbot.keyClicks(dialog.focusWidget(), "Storgatan 1")
    save(qtbot, dialog)
    card = sqlite_shop.read(customer_card, dialog.outcome)
    assert (card["name"], card["street"]) == ("Oskar Lund", "Storgatan 1")


def test_name_is_asked_for_beside_its_field(qtbot: QtBot, desk: Desk) -> None:
    dialog = opened(qtbot, CustomerDialog(desk))
    dialog._submit()
    assert said(dialog, "name") == "The name is missing. Enter the name."
    assert dialog.isVisible()


@pytest.mark.parametrize(
    ("key", "text", "problem"),
    [
        ("email", "oskar@", "“oskar@” is no e-mail address. Write it as name@example.com."),
        ("city", "a\nb", "It holds a line break or a tab. Write it in one line."),
        (
            "phone",
            "9" * 5_000,
            "5000 characters are too many. At most 200 fit here. The note takes more.",
        ),
    ],
)
def test_checks_while_typing(qtbot: QtBot, desk: Desk, key: str, text: str, problem: str) -> None:
    dialog = opened(qtbot, CustomerDialog(desk, name="Oskar"))
    write(dialog, **{key: text})
    assert said(dialog, key) == problem
    assert dialog.form.fields[key].editor.property("bad") == "true"
    write(dialog, **{key: ""})
    assert said(dialog, key) == ""
    assert dialog.form.fields[key].editor.property("bad") == "false"


def test_taken_number_is_told_while_typing(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    number = sqlite_shop.read(customer_card, kitchen.customers["Hotel Alder"])["number"]
    dialog = opened(qtbot, CustomerDialog(desk, name="Oskar"))
    write(dialog, number=number)
    qtbot.waitUntil(lambda: bool(said(dialog, "number")))
    assert said(dialog, "number") == (
        f"There is already a customer {number}. It belongs to Hotel Alder. Choose another number."
    )
    write(dialog, number="X-1")
    assert said(dialog, "number") == ""
    save(qtbot, dialog)


@pytest.mark.parametrize("text", ["<b>Bold</b> & co", "مطبخ\u200f", "🍳 田中", "=1+1"])
def test_any_script_is_data(qtbot: QtBot, desk: Desk, sqlite_shop: Shop, text: str) -> None:
    dialog = opened(qtbot, CustomerDialog(desk, name=text))
    dialog.form.fields["note"].editor.setPlainText(f"{text}\n" * 100)  # type: ignore[attr-defined]
    save(qtbot, dialog)
    card = sqlite_shop.read(customer_card, dialog.outcome)
    assert (card["name"], card["note"]) == (text, "\n".join([text] * 100))


def test_priority_shows_who_gains_and_loses(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, CustomerDialog(desk, kitchen.customers["Kochschule Nord"]))
    assert dialog.windowTitle() == "Edit Kochschule Nord"
    assert dialog.box.isHidden()
    choose(dialog, "priority", 1)
    qtbot.waitUntil(lambda: not dialog.is_asking)
    model = dialog.touched
    rows = [
        [model.index(line, model.column_of(key)).data(Role.CELL).spoken() for key in ("customer", "expected")]
        for line in range(model.rowCount())
    ]
    assert rows[0] == ["Kochschule Nord", "21 Dec → 3 Dec"]
    assert dialog.head.sum.text() == "1 line gets goods sooner. 3 lines wait longer."
    save(qtbot, dialog)
    assert sqlite_shop.read(customer_card, kitchen.customers["Kochschule Nord"])["priority"] == 1


def test_a_priority_that_moves_nobody_says_so(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    customer_id = sqlite_shop.write(create_customer, CustomerDraft(name="Nobody waits"))
    dialog = opened(qtbot, CustomerDialog(desk, customer_id))
    write(dialog, city="Lund")
    qtbot.waitUntil(lambda: not dialog.is_asking)
    assert dialog.head.isHidden()
    choose(dialog, "priority", 1)
    qtbot.waitUntil(lambda: not dialog.is_asking)
    assert dialog.head.isVisible()
    assert dialog.head.sum.text() == "Nobody's date moves."
    choose(dialog, "priority", 0)
    qtbot.waitUntil(lambda: not dialog.is_asking)
    assert dialog.head.isHidden()


def test_second_window_is_told_and_loses_nothing(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    row_id = kitchen.customers["Hotel Alder"]
    dialog = opened(qtbot, CustomerDialog(desk, row_id))
    theirs = sqlite_shop.read(customer_card, row_id)
    sqlite_shop.write(edit_customer, row_id, theirs, {**theirs, "city": "Ystad", "phone": "0123"})
    write(dialog, city="Lund")
    write(dialog, email="alder@example.com")
    qtbot.waitUntil(lambda: not dialog.is_asking)
    assert said(dialog, "city") == (
        "City was changed meanwhile to Ystad. Yours is Lund. Save again to keep yours."
    )
    assert dialog.isVisible()
    save(qtbot, dialog)
    card = sqlite_shop.read(customer_card, row_id)
    assert (card["city"], card["email"], card["phone"]) == ("Lund", "alder@example.com", "0123")


def test_lead_time_shows_whose_estimate_moves(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    supplier_id = next(iter(kitchen.suppliers.values()))
    dialog = opened(qtbot, SupplierDialog(desk, supplier_id))
    write(dialog, currency="sek")
    write(dialog, lead_days="7")
    save(qtbot, dialog)
    card = sqlite_shop.read(supplier_card, supplier_id)
    assert (card["lead_days"], card["currency"]) == (7, "SEK")


def test_finder_gets_the_new_one(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch, kitchen: Kitchen
) -> None:
    dialog = opened(qtbot, SupplierDialog(desk, name="Nordlicht"))

    def run() -> Any:
        save(qtbot, dialog)
        return dialog.outcome

    monkeypatch.setattr(dialog, "ask", run)
    assert make_found(dialog).name == "Nordlicht"
