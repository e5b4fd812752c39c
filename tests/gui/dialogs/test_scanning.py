"""The field for scanners: no code is lost, however fast they come."""

from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from tests.gui.dialogs.hands import scan, type_text
from tests.kitchen import Kitchen
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.dialogs.scanning import ScanField

BARCODE = "4006381333931"


@pytest.fixture
def field(qtbot: QtBot, desk: Desk, kitchen: Kitchen) -> ScanField:
    made = ScanField(desk)
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def scanned(field: ScanField) -> list[tuple[str, Decimal]]:
    found: list[tuple[str, Decimal]] = []
    field.scanned.connect(lambda product, times: found.append((product.sku, times)))
    return found


def test_codes_that_come_faster_than_answers_are_taken_in_their_order(
    qtbot: QtBot, field: ScanField, scanned: list[tuple[str, Decimal]]
) -> None:
    scan(qtbot, field, BARCODE, "wk-30", BARCODE)
    assert field.text() == ""
    assert field.is_busy
    qtbot.waitUntil(lambda: not field.is_busy)
    assert scanned == [("CI-24", 1), ("WK-30", 1), ("CI-24", 1)]


@pytest.mark.parametrize(
    ("typed", "times"), [("3*WK-30", "3"), ("2 x WK-30", "2"), ("1.5×WK-30", "1.5"), ("0*WK-30", "")]
)
def test_a_number_before_the_code_says_how_many(
    qtbot: QtBot, field: ScanField, scanned: list[tuple[str, Decimal]], typed: str, times: str
) -> None:
    scan(qtbot, field, typed)
    qtbot.waitUntil(lambda: not field.is_busy)
    assert scanned == ([("WK-30", Decimal(times))] if times else [])


def test_what_is_offered_is_taken_with_enter(
    qtbot: QtBot, field: ScanField, scanned: list[tuple[str, Decimal]]
) -> None:
    type_text(field, "2*carbon")
    qtbot.waitUntil(lambda: bool(field.matches))
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert scanned == [("WK-30", Decimal(2))]


@pytest.mark.parametrize("code", ["4006381999999", "no such thing", "24242424"])
def test_a_code_that_nothing_has_is_told_and_the_next_is_taken(
    qtbot: QtBot, field: ScanField, scanned: list[tuple[str, Decimal]], code: str
) -> None:
    missed: list[str] = []
    field.missed.connect(lambda error: missed.append(str(error)))
    scan(qtbot, field, code, "WK-30")
    qtbot.waitUntil(lambda: not field.is_busy)
    assert missed == [f"Nothing is called “{code}”. Scan it again, or type a part of its name."]
    assert scanned == [("WK-30", 1)]


def test_enter_in_the_empty_field_leaves_it(qtbot: QtBot, field: ScanField, jobs: Jobs) -> None:
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert jobs.idle
