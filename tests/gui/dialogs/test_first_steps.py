"""From an empty shop to the first order: product, supplier and customer are entered on the way."""

from typing import Any

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.lists import backorders, orders
from app.shop import Shop
from ui.common.dialog import Dialog
from ui.common.form import Form
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.dialogs.finder import Finder
from ui.dialogs.order_entry import OrderEntryDialog


@pytest.fixture
def sqlite_place(sqlite_template: Any, tmp_path: Any) -> str:
    """A shop with nothing in it."""
    import shutil

    return str(shutil.copy(sqlite_template, tmp_path / "empty.desk"))


def type_in(form: Form, **texts: str) -> None:
    for key, text in texts.items():
        field = form.fields[key].editor
        assert isinstance(field, QLineEdit)
        field.setText(text)
        field.textEdited.emit(text)


def enter(qtbot: QtBot, jobs: Jobs, finder: Finder, text: str) -> None:
    """Type what is not there, and take the line that offers to enter it."""
    finder.setFocus()
    qtbot.keyClicks(finder, text)
    qtbot.waitUntil(lambda: f"“{text}”…" in "".join(finder._offers.stringList()))
    with qtbot.waitSignal(finder.found):
        finder.take(len(finder.matches))
    qtbot.waitUntil(lambda: jobs.idle)


def test_first_order_of_an_empty_shop(
    qtbot: QtBot, desk: Desk, jobs: Jobs, sqlite_shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Dialog] = []

    def fill_and_save(self: Any) -> Any:
        """As `ask`, by somebody who types."""
        opened.append(self)
        qtbot.addWidget(self)
        self.show()
        qtbot.waitUntil(lambda: self.ok.isEnabled())
        if hasattr(self, "suppliers"):
            type_in(self.form, sku="CI-24", price="189")
            enter(qtbot, jobs, self.suppliers.finder, "Halvorsen")
        with qtbot.waitSignal(self.accepted):
            self._submit()
        return self.outcome

    order = OrderEntryDialog(desk)
    qtbot.addWidget(order)
    order.show()
    monkeypatch.setattr(Dialog, "ask", fill_and_save)

    enter(qtbot, jobs, order.customer, "Priya Raman")
    enter(qtbot, jobs, order.lines.finder, "Casserole")
    qtbot.waitUntil(lambda: bool(order.lines.entries()) and not order.is_asking)
    with qtbot.waitSignal(order.accepted):
        order._submit()

    assert [type(each).__name__ for each in opened] == ["CustomerDialog", "ProductDialog", "SupplierDialog"]
    assert all(isinstance(each, QWidget) for each in opened)
    [row] = sqlite_shop.read(orders.LISTING.page).rows
    assert row[2] == "Priya Raman"
    [line] = sqlite_shop.read(backorders.LISTING.page).rows
    assert "CI-24" in line
