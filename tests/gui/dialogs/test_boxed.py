"""Tables in dialogs: as high as their rows, and where they are too narrow, with a bar to reach the rest."""

from pytestqt.qtbot import QtBot

from tests.gui.fakes import text_columns
from ui.common.rows_model import RowsModel
from ui.common.table import TableView
from ui.dialogs.boxed import Boxed


def boxed(qtbot: QtBot, width: int) -> Boxed:
    model = RowsModel(text_columns("one", "two", "three"))
    box = Boxed(TableView(model, "Words"))
    model.setParent(box)
    model.set_rows([(1, "a", "b", "c")])
    qtbot.addWidget(box)
    box.resize(width, 200)
    box.show()
    return box


def test_a_table_of_one_row_asks_for_no_more_than_it(qtbot: QtBot) -> None:
    box = boxed(qtbot, 500)
    table = box.table
    row = table.verticalHeader().defaultSectionSize()
    assert box.sizeHint().height() == table.head.sizeHint().height() + row + 2
    assert table.minimumHeight() <= table.head.sizeHint().height() + row


def test_too_narrow_for_its_columns_it_makes_room_for_a_bar(qtbot: QtBot) -> None:
    wide, narrow = boxed(qtbot, 500), boxed(qtbot, 150)
    bar = narrow.table.horizontalScrollBar()
    assert bar.maximum() > 0
    assert narrow.sizeHint().height() == wide.sizeHint().height() + bar.sizeHint().height()
