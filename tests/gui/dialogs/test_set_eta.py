"""Setting an ETA: for one line, a purchase or all a supplier owes; who waits longer is seen before."""

from datetime import date
from decimal import Decimal

import pytest
from pytestqt.qtbot import QtBot

from app.actions.ordering import OrderDraft, OrderLineDraft, enter_order
from app.actions.purchasing import cancel_purchase
from app.actions.supplier_debts import owed_by_supplier
from app.shop import Shop
from tests.kitchen import Kitchen, purchase_lines_of
from ui.common.cells import Role
from ui.common.page import Desk
from ui.dialogs import letters, set_eta
from ui.dialogs.planning import PlanningDialog
from ui.dialogs.set_eta import SetEtaDialog


def opened(qtbot: QtBot, desk: Desk, purchase_id: int, line_id: int | None = None) -> SetEtaDialog:
    dialog = SetEtaDialog(desk, purchase_id, line_id)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitUntil(lambda: bool(dialog.scopes))
    return dialog


def shown(qtbot: QtBot, dialog: SetEtaDialog) -> list[tuple[str, ...]]:
    """Customer, expected, slip and status of each line of the preview."""
    qtbot.waitUntil(lambda: not dialog.is_asking)
    model = dialog.waiting
    keys = ("customer", "expected", "slip", "then")
    return [
        tuple(model.index(line, model.column_of(key)).data(Role.CELL).spoken() for key in keys)
        for line in range(model.rowCount())
    ]


def test_three_weeks_later_for_the_whole_purchase(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, desk, kitchen.purchases["P-124"])
    assert dialog.old_date.text() == "Fri 18 Dec 2026"
    assert not dialog.ok.isEnabled()

    dialog.move_by_weeks(3)

    assert shown(qtbot, dialog) == [
        ("Kochschule Nord", "21 Dec → 11 Jan", "on time → 21 days", "Late"),
        ("Priya Raman", "about 5 Jan → about 11 Jan", "no date", "No date"),
        ("Hanna Brandt", "21 Dec → 11 Jan", "on time → 21 days", "Late"),
    ]
    assert dialog.head.sum.text() == "3 orders move. 2 become late."
    assert dialog.notes.text() == (
        "Each date is the delivery plus 1 working day: Fri 8 Jan becomes Mon 11 Jan."
    )
    dialog.note.setText("Furnace repair")
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    lines = sqlite_shop.read(owed_by_supplier, kitchen.purchases["P-124"]).lines
    assert {line.eta for line in lines if line.number == "P-124"} == {date(2027, 1, 8)}
    assert {line.eta for line in lines if line.number == "P-118"} == {date(2026, 12, 2)}


def test_one_line_loses_its_date(qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop) -> None:
    _, skillets = purchase_lines_of(sqlite_shop, kitchen, "P-124")
    dialog = opened(qtbot, desk, kitchen.purchases["P-124"], skillets)
    assert [scope.text() for scope in dialog.scopes] == [
        "This line",
        "Whole purchase P-124",
        "All open lines of Halvorsen Cast Iron",
    ]

    dialog.unknown.click()

    assert shown(qtbot, dialog) == [("Hanna Brandt", "21 Dec → –", "on time → no date", "No date")]
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    etas = {
        line.line_id: line.eta
        for line in sqlite_shop.read(owed_by_supplier, kitchen.purchases["P-124"]).lines
    }
    assert etas[skillets] is None


def test_all_a_supplier_owes_moves_each_from_its_own_date(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, desk, kitchen.purchases["P-124"])
    places = [week.x() for week in dialog.weeks]
    dialog.scopes[-1].click()
    assert dialog.old_date.text() == "2 Dec to 18 Dec"
    qtbot.waitUntil(lambda: not dialog.is_asking)
    assert [week.x() for week in dialog.weeks] == places

    dialog.move_by_weeks(1)

    assert dialog.new_date.placeholderText() == "each 1 week later"
    assert ("Hotel Alder", "3 Dec → 10 Dec", "on time → 7 days", "Late") in shown(qtbot, dialog)
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    lines = sqlite_shop.read(owed_by_supplier, kitchen.purchases["P-124"]).lines
    assert {line.eta for line in lines} == {date(2026, 12, 9), date(2026, 12, 25)}


def test_an_earlier_date_makes_nobody_wait_longer(qtbot: QtBot, desk: Desk, kitchen: Kitchen) -> None:
    dialog = opened(qtbot, desk, kitchen.purchases["P-124"])

    dialog.new_date.set_value(date(2026, 12, 11))

    assert shown(qtbot, dialog)[0] == ("Kochschule Nord", "21 Dec → 14 Dec", "no slip", "On time")
    assert dialog.head.title.text() == "Who waits less"


def test_a_purchase_cancelled_meanwhile_is_refused_and_what_was_typed_stays(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, desk, kitchen.purchases["P-124"])
    dialog.move_by_weeks(2)
    dialog.note.setText("Called them")
    shown(qtbot, dialog)
    sqlite_shop.write(cancel_purchase, kitchen.purchases["P-124"])

    dialog._submit()
    qtbot.waitUntil(lambda: bool(dialog.error.text()))

    assert "Nothing more comes on this purchase line." in dialog.error.text()
    assert (dialog.new_date.value(), dialog.note.text()) == (date(2027, 1, 1), "Called them")


def test_a_queue_that_changed_meanwhile_is_shown_first(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, desk, kitchen.purchases["P-124"])
    dialog.move_by_weeks(2)
    shown(qtbot, dialog)
    skillet = OrderLineDraft(kitchen.products["SK-28"], Decimal(1))
    sqlite_shop.write(enter_order, OrderDraft((skillet,), kitchen.customers["Wen Li"]))

    dialog._submit()
    qtbot.waitUntil(lambda: bool(dialog.error.text()))

    assert "The queue changed meanwhile." in dialog.error.text()
    assert "Wen Li" in [line[0] for line in shown(qtbot, dialog)]


def test_new_dates_are_told_and_each_line_gets_its_own_back(
    qtbot: QtBot, desk: Desk, kitchen: Kitchen, sqlite_shop: Shop
) -> None:
    dialog = opened(qtbot, desk, kitchen.purchases["P-124"])
    dialog.scopes[-1].click()
    dialog.move_by_weeks(1)
    before = sqlite_shop.read(owed_by_supplier, kitchen.purchases["P-124"]).lines
    with qtbot.waitSignal(desk.did) as did:
        dialog._submit()
    words, undo = did.args
    assert words == "P-118, P-124 moved by 7 days."
    assert sqlite_shop.read(owed_by_supplier, kitchen.purchases["P-124"]).lines != before
    sqlite_shop.write(undo.fn, *undo.args)
    assert sqlite_shop.read(owed_by_supplier, kitchen.purchases["P-124"]).lines == before


@pytest.mark.parametrize(
    ("weeks", "ticked", "follows"),
    [
        pytest.param(3, True, True, id="who waits longer is written to next"),
        pytest.param(3, False, False, id="not where that is not wanted"),
        pytest.param(-1, True, False, id="nobody hears that goods come earlier"),
    ],
)
def test_the_letters_follow(
    qtbot: QtBot,
    desk: Desk,
    kitchen: Kitchen,
    monkeypatch: pytest.MonkeyPatch,
    weeks: int,
    ticked: bool,
    follows: bool,
) -> None:
    asked: list[object] = []
    monkeypatch.setattr(letters, "ask_for", lambda parent, desk, read: asked.append(read))

    def carry_out(dialog: SetEtaDialog) -> object:
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: bool(dialog.scopes))
        dialog.then_letters.setChecked(ticked)
        dialog.move_by_weeks(weeks)
        qtbot.waitUntil(lambda: not dialog.is_asking and dialog.ok.isEnabled())
        outcomes: list[object] = []
        monkeypatch.setattr(PlanningDialog, "finish", lambda self, outcome: outcomes.append(outcome))
        dialog._submit()
        qtbot.waitUntil(lambda: bool(outcomes))
        return outcomes[0]

    monkeypatch.setattr(SetEtaDialog, "ask", carry_out)
    set_eta.ask(None, desk, kitchen.purchases["P-118"])
    assert bool(asked) == follows
