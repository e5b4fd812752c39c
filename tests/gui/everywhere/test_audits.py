"""The audits find what they are for: each is shown something bad, and something good."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPropertyAnimation
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QLabel, QLineEdit, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.everywhere import audits
from tests.gui.everywhere.beginning import misled
from tests.gui.fakes import text_columns
from ui.common.buttons import button, primary
from ui.common.choice import FilterChips
from ui.common.dialog import Sheet
from ui.common.inputs import combo, field, line_edit
from ui.common.labels import label
from ui.common.rows_model import RowsModel
from ui.common.table import TableView

Stood = Callable[..., QWidget]


class Unseen(QPushButton):
    """Paints the same with the keyboard and without."""

    def paintEvent(self, event: QPaintEvent) -> None:
        pass


@pytest.fixture
def stood(qtbot: QtBot) -> Stood:
    """The widgets one below the other, shown and with the keyboard at hand."""

    def stand(*widgets: QWidget, width: int = 300) -> QWidget:
        root = QWidget()
        qtbot.addWidget(root)
        layout = QVBoxLayout(root)
        for widget in widgets:
            layout.addWidget(widget)
        root.resize(width, 200)
        with qtbot.waitActive(root):
            root.show()
            root.activateWindow()
        return root

    return stand


def test_a_field_without_a_title_has_no_name(stood: Stood) -> None:
    root = stood(line_edit(), field("Note", line_edit()))
    assert audits.nameless(root) == ["QLineEdit '' in QWidget"]


def test_narrow_words_are_cut(stood: Stood) -> None:
    narrow = button("Receive all the goods")
    narrow.setFixedWidth(60)
    plain = label("Who gets what by then")
    plain.setFixedWidth(40)
    chips = FilterChips("Filter", [("all", "All that there is")])
    chips.buttons["all"].setFixedWidth(30)
    choice = combo([("Send to customer", 1)])
    choice.setFixedWidth(50)
    empty = line_edit(placeholder="SKU, name or barcode")
    empty.setFixedWidth(70)
    root = stood(narrow, plain, chips, choice, empty, button("Short"), label("Words"), combo([("a", 1)]))
    assert [each.split(":")[0] for each in audits.cut(root)] == [
        "_Pressed 'Receive all the goods' in QWidget",
        "QLabel 'Who gets what by then' in QWidget",
        "_Chip 'All that there is' in FilterChips",
        "_Combo 'Send to customer' in QWidget",
        "QLineEdit '' in QWidget",
    ]


def test_wrapped_words_need_their_height(stood: Stood) -> None:
    low = label("So many words that they cannot stand in one line here")
    low.setWordWrap(True)
    low.setFixedSize(100, 20)
    assert len(audits.cut(stood(low))) == 1


def test_what_stands_outside_of_its_parent_is_cut(stood: Stood) -> None:
    room = QWidget()
    room.setFixedSize(40, 20)
    QLabel("Wider than its room", room).adjustSize()
    scrolled = QScrollArea()
    scrolled.setWidget(QLabel("Wider than its room, but it can be scrolled to"))
    scrolled.setFixedSize(60, 60)
    assert len(audits.cut(stood(room, scrolled))) == 1


def test_titles_of_columns_need_their_width(stood: Stood) -> None:
    table = TableView(RowsModel(text_columns("customer", "reference")), "Orders")
    root = stood(table)
    table.head.resizeSection(0, 30)
    [complaint] = audits.cut(root)
    assert complaint.startswith("title 'Customer' of Orders: 30 of ")


def test_what_tab_passes_by_is_found(stood: Stood) -> None:
    passed = button("By mouse alone")
    passed.setFocusPolicy(button().focusPolicy().NoFocus)
    root = stood(field("Note", line_edit()), passed, button("OK"))
    assert audits.unreached(root, audits.way_of_tab(root)) == ["_Pressed 'By mouse alone' in QWidget"]


def test_a_dialog_that_begins_on_its_way_out_is_found(qtbot: QtBot) -> None:
    hasty, good = Sheet("Hold", "Hold"), Sheet("Hold", "Hold")
    for sheet in (hasty, good):
        qtbot.addWidget(sheet)
        sheet.body.addWidget(field("Reason", line_edit()))
        sheet.show()
    assert misled(good, good.focusWidget()) == []
    assert misled(hasty, hasty.cancel) == ["_Pressed 'Cancel' in Sheet"]
    good.ok.setEnabled(False)
    assert misled(good, good.ok) == ["_Filled 'Hold' in Sheet"]
    assert misled(good, None) == ["nothing has the keyboard"]
    only = Sheet("Hold", "Hold")
    qtbot.addWidget(only)
    only.ok.setEnabled(False)
    only.show()
    assert misled(only, only.cancel) == []


def test_the_ring_of_what_has_the_keyboard_is_looked_for(stood: Stood) -> None:
    root = stood(Unseen("Flat"), button("Plain"), primary("Filled"), field("Note", QLineEdit()))
    assert audits.unmarked(audits.way_of_tab(root)) == ["Unseen 'Flat' in QWidget"]


def test_what_moves_is_found(stood: Stood) -> None:
    busy, still = QProgressBar(), QProgressBar()
    busy.setMaximum(0)
    root = stood(busy, still)
    QPropertyAnimation(still, b"value", still)
    assert {"QProgressBar '' in QWidget", "QPropertyAnimation"} <= set(audits.moving(root))


def test_markup_that_is_obeyed_is_found(stood: Stood) -> None:
    obeyed, shown = QLabel("<b>Ines</b>"), label("<b>Ines</b>")
    hinted = button("Ines")
    hinted.setToolTip("<b>Ines</b>")
    root = stood(obeyed, shown, hinted)
    assert len(audits.interpreted(root, "<b>Ines</b>")) == 2
