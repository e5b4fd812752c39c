"""Ctrl+K: anything of the shop, any page and any command, by a few letters and without the mouse."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QSettings, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAction, QKeyEvent, QPalette
from PySide6.QtWidgets import QDialog, QLineEdit, QVBoxLayout, QWidget

from app.language import tr
from app.lists.everywhere import Found, Thing, find_everywhere, found_again
from app.names import key_of
from ui.common import fonts, theme
from ui.common.cells import Cell, Column, GroupHead, Grouping, Row
from ui.common.labels import Hairline, label
from ui.common.menus import Item, Line, Submenu
from ui.common.page import Desk
from ui.common.preview import Preview
from ui.common.rows_model import RowsModel
from ui.common.table import TableView
from ui.dialogs import product
from ui.menu_lines import Menu

WIDTH, HEIGHT = 680, 520
RECENT = 8
COMMAND = "chevron-right"
DOT = " · "

PAGE_OF = {
    Thing.ORDER: "orders",
    Thing.CUSTOMER: "customers",
    Thing.PRODUCT: "stock",
    Thing.PURCHASE: "purchases",
    Thing.SUPPLIER: "suppliers",
}
_ICONS = {
    Thing.ORDER: "clipboard-list",
    Thing.CUSTOMER: "users",
    Thing.PRODUCT: "package",
    Thing.PURCHASE: "truck-delivery",
    Thing.SUPPLIER: "building-factory-2",
}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the palette and what choosing it does."""

    group: str
    icon: str
    title: str
    facts: str
    act: Callable[[], object]
    shortcut: str = ""
    thing: tuple[str, int] | None = None
    """What is remembered when it was chosen."""


class SearchField(QLineEdit):
    """Keeps the keyboard while the list below is gone through."""

    stepped = Signal(int)
    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self.stepped.emit(_STEPS[key])
        elif key in _ENTER:
            self.entered.emit()
        else:
            super().keyPressEvent(event)


class Palette(QDialog):
    """`offered` are pages and commands; what the shop holds is read while one types."""

    def __init__(
        self, desk: Desk, offered: Sequence[Entry], memory: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self.chosen: Entry | None = None
        self._offered = tuple(offered)
        self._memory = memory
        self._is_asking = self._takes_first = False
        self._found: list[Entry] = []
        self.setWindowTitle(tr("Find anything"))
        self.field = SearchField()
        self.model = RowsModel(_columns(), _GROUPS)
        self.table = TableView(self.model, tr("What fits"))
        self.hint = label(size=fonts.SMALL, tone="quiet")
        self._reading = Preview(desk.jobs, self, delay=80)
        self._lay_out()
        self.field.textChanged.connect(self._look)
        self.field.stepped.connect(self._step)
        self.field.entered.connect(self._enter)
        self.table.opened.connect(lambda row: self._take(_entry(row)))
        self._reading.answered.connect(self._show_found)
        self._reading.failed.connect(lambda error: self.hint.setText(error.title))
        self._look("")

    # what is shown

    def _look(self, text: str) -> None:
        self._takes_first = False
        if text.strip():
            self._is_asking = True
            self._reading.ask(find_everywhere, text)
        else:
            self._found = []
            self._is_asking = False
            self._reading.ask(found_again, self._remembered())
        self._fill()

    def _show_found(self, found: list[Found]) -> None:
        self._is_asking = False
        groups = _thing_titles()
        recent = "" if self.field.text().strip() else tr("Looked at lately")
        self._found = [self._entry_of(each, recent or groups[each.thing]) for each in found]
        self._fill()
        if self._takes_first:
            self._enter()

    def _entry_of(self, found: Found, group: str) -> Entry:
        return Entry(
            group,
            _ICONS[found.thing],
            found.title,
            DOT.join(found.facts),
            lambda: self._lead_to(found),
            thing=(found.thing.value, found.id),
        )

    def _lead_to(self, found: Found) -> None:
        if found.thing is Thing.PRODUCT and found.row_id is None:
            # A service lies on no shelf.
            product.ask(self.desk.window(), self.desk, found.id)
        else:
            self.desk.go(PAGE_OF[found.thing], found.row_id)

    def _fill(self) -> None:
        words = key_of(self.field.text()).split()
        offered = [each for each in self._offered if _fits(each, words)]
        entries = [*offered, *self._found] if words else [*self._found, *offered]
        # Numbered by what they are, so that the choice stays where rows come in above it.
        rows: list[Row] = [((each.group, each.title, each.facts), each.group, each) for each in entries]
        self.model.set_rows(rows)
        if rows:
            self.table.choose(rows[0][0])
            self._say_current()
        nothing = bool(words) and not rows and not self._is_asking
        self.hint.setText(tr("Nothing fits.") if nothing else tr("Enter opens, Escape closes."))

    # the keyboard

    def _step(self, by: int) -> None:
        lines = [line for line in range(self.model.rowCount()) if self.model.row_at(line) is not None]
        if not lines:
            return
        now = self.table.currentIndex().row()
        place = lines.index(now) if now in lines else 0
        place = min(max(place + by, 0), len(lines) - 1)
        self.table.setCurrentIndex(self.model.index(lines[place], 0))
        if place == 0:
            self.table.scrollToTop()
        self._say_current()

    def _say_current(self) -> None:
        """The keyboard is elsewhere: without this nobody hears what is chosen."""
        row = self.table.current_row()
        if row is not None:
            entry = _entry(row)
            words = ", ".join(filter(None, (entry.title, entry.facts, entry.group)))
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    def _enter(self) -> None:
        row = self.table.current_row()
        if self._is_asking and not (row and _is_exact(_entry(row), self.field.text())):
            # Typed or scanned faster than it is read: the first that will come.
            self._takes_first = True
        elif row is not None:
            self._take(_entry(row))

    def _take(self, entry: Entry) -> None:
        self.chosen = entry
        if entry.thing is not None:
            self._remember(entry.thing)
        self.accept()

    # what was looked at lately

    def _remembered(self) -> list[tuple[str, int]]:
        stored: Any = QSettings().value(self._memory, [])
        texts = [stored] if isinstance(stored, str) else stored or []
        pairs = (str(text).split(":") for text in texts)
        known = set(Thing)
        return [(pair[0], int(pair[1])) for pair in pairs if pair[0] in known and pair[-1].isdecimal()]

    def _remember(self, thing: tuple[str, int]) -> None:
        kept = [thing, *(each for each in self._remembered() if each != thing)][:RECENT]
        QSettings().setValue(self._memory, [f"{name}:{key}" for name, key in kept])

    # how it looks

    def _lay_out(self) -> None:
        colors = QPalette(self.palette())
        colors.setColor(QPalette.ColorRole.Window, theme.color(theme.tokens().base))
        self.setPalette(colors)
        self.field.setFont(fonts.font(fonts.PANE_TITLE))
        self.field.setPlaceholderText(tr("Order, customer, product, purchase, supplier, page or command"))
        self.field.setAccessibleName(tr("Find anything"))
        self.table.head.hide()
        self.table.set_lead(16)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        parts: tuple[QWidget, ...] = (_spaced(self.field, 12), Hairline(), self.table, Hairline())
        for part in (*parts, _spaced(self.hint, 6)):
            layout.addWidget(part, stretch=1 if part is self.table else 0)
        self.resize(WIDTH, HEIGHT)


def ask(parent: QWidget, desk: Desk, offered: Sequence[Entry], memory: str) -> None:
    """Show the palette, and do what is chosen once it is gone."""
    palette = Palette(desk, offered, memory, parent)
    try:
        palette.exec()
    finally:
        palette.deleteLater()
    if palette.chosen is not None:
        palette.chosen.act()


def offers(menus: Sequence[Menu], pages: Sequence[Item], icons: Mapping[str, str]) -> list[Entry]:
    """Every page and every line of the menus that can be chosen now."""
    entries = [
        Entry(tr("Pages"), icons[page.title], page.title, "", page.act, page.shortcut) for page in pages
    ]
    for menu in menus:
        if menu.key != "go":
            entries += _entries_of(menu.lines, menu.title.replace("&", ""))
    return entries


def _entries_of(lines: Sequence[Line], where: str) -> Iterator[Entry]:
    for line in lines:
        if isinstance(line, Submenu):
            yield from _entries_of(line.items, f"{where} › {line.title}")
        elif isinstance(line, Item) and line.enabled:
            yield Entry(tr("Commands"), COMMAND, line.title, where, line.act, line.shortcut)
        elif isinstance(line, QAction) and line.isEnabled():
            title, key = line.text().replace("&&", "&"), line.shortcut().toString()
            yield Entry(tr("Commands"), COMMAND, title, where, line.trigger, key)


def _spaced(widget: QWidget, above: int) -> QWidget:
    room = QWidget()
    layout = QVBoxLayout(room)
    layout.setContentsMargins(16, above, 16, above)
    layout.addWidget(widget)
    return room


def _columns() -> list[Column]:
    return [
        Column("icon", "", lambda row: Cell(icon=_entry(row).icon, tone="quiet"), width=44),
        Column("title", "", lambda row: _title(_entry(row)), width=280),
        Column("facts", "", lambda row: Cell(_entry(row).facts, tone="quiet"), width=264),
        Column("key", "", lambda row: Cell(_entry(row).shortcut, tone="quiet"), width=100, right=True),
    ]


def _entry(row: Row) -> Entry:
    entry = row[2]
    assert isinstance(entry, Entry)
    return entry


def _title(entry: Entry) -> Cell:
    return Cell(entry.title, said=f"{entry.title} {entry.facts}".strip())


_GROUPS = Grouping(lambda row: str(row[1]), lambda row: GroupHead(str(row[1])), "icon", "icon")


def _fits(entry: Entry, words: Sequence[str]) -> bool:
    key = key_of(f"{entry.title} {entry.facts}")
    return all(word in key for word in words)


def _is_exact(entry: Entry, text: str) -> bool:
    return key_of(entry.title) == key_of(text)


def _thing_titles() -> dict[Thing, str]:
    return {
        Thing.ORDER: tr("Orders"),
        Thing.CUSTOMER: tr("Customers"),
        Thing.PRODUCT: tr("Products"),
        Thing.PURCHASE: tr("Purchases"),
        Thing.SUPPLIER: tr("Suppliers"),
    }
