"""What lists show in their pictures while a cell is changed or a menu of the list is open."""

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QLineEdit, QToolButton

from app.saved_filters import SavedFilter
from ui.common.list_page import ListPage
from ui.common.page import Desk, Page
from ui.dialogs.filter_name import FilterNameDialog
from ui.pages.orders import OrdersPage

NAMES = ("Late, mine", "Waits for glass & china", "To ship before Friday, from the main shelf")


def refused_in_place(page: Page | None) -> Callable[[], object]:
    """A minimum that is no quantity."""
    assert isinstance(page, ListPage)
    editing = page.table.in_place
    assert editing.edit(page.model.rows[3][0], "minimum")
    inline = editing.inline
    assert inline is not None
    assert isinstance(inline.field, QLineEdit)
    inline.field.setText("four")
    inline.submit()
    assert inline.sentence.text()
    return inline.close


def columns_menu(page: Page | None) -> Callable[[], object]:
    assert isinstance(page, ListPage)
    return _opened(page, page.tools.columns_button)


def filters_menu(page: Page | None) -> Callable[[], object]:
    """Three filters have names; one of them is what the page shows."""
    assert isinstance(page, ListPage)
    shown = page.saved.as_shown(NAMES[1])
    page.saved.known = (SavedFilter(NAMES[0]), SavedFilter(NAMES[2]), shown)
    page.saved.changed.emit()
    end = _opened(page, page.tools.filters_button)

    def forget() -> None:
        end()
        page.saved.known = ()
        page.saved.changed.emit()

    return forget


def _opened(page: Page, button: QToolButton) -> Callable[[], object]:
    """A picture of the button's menu where it would open: a popup is no part of the window."""
    menu, window = button.menu(), page.window()
    menu.aboutToShow.emit()
    menu.resize(menu.sizeHint())
    shown = QLabel(window)
    shown.setPixmap(menu.grab())
    shown.adjustSize()
    at = button.mapTo(window, QPoint(0, button.height()))
    shown.move(min(at.x(), window.width() - shown.width()), at.y())
    shown.show()
    return shown.deleteLater


def filter_name(desk: Desk) -> FilterNameDialog:
    """A name that another filter has."""
    page = OrdersPage(desk)
    page.saved.known = (SavedFilter(NAMES[0]),)
    dialog = FilterNameDialog(desk, page.saved, None)
    dialog.name.setText(NAMES[0])
    dialog.destroyed.connect(lambda: page.deleteLater())
    return dialog
