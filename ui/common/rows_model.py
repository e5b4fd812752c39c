"""Rows given as a list, in groups that fold: for previews and input grids, and what paging builds on."""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.errors import ShopError
from ui.common.cells import Column, GroupHead, Grouping, Input, Role, Row
from ui.common.tips import tip

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_DATA = Qt.ItemDataRole
# Qt asks for every cell it comes across, and putting flags together takes longer than the rest.
_READ = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_TYPED_IN = _READ | Qt.ItemFlag.ItemIsEditable


@dataclass(slots=True)
class Head:
    """The line above a group in a model: the group's first loaded row speaks for it."""

    key: Hashable
    row: Row
    folded: bool = False


class RowsModel(QAbstractTableModel):
    """A table of `columns` over rows whose first value is their id; `edited` tells (id, column key)."""

    edited = Signal(object, str)

    def __init__(
        self, columns: Sequence[Column], grouping: Grouping | None = None, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.grouping = grouping
        self._rows: list[Row] = []
        self._shown: list[Row | Head] = []
        self._folded: set[Hashable] = set()
        self._refused: dict[tuple[object, str], Input] = {}

    # what it holds

    @property
    def rows(self) -> list[Row]:
        """All rows, those in folded groups too."""
        return self._rows

    def set_rows(self, rows: Iterable[Row]) -> None:
        """Show these; where the ids are the same as before, cells change in place and open editors stay."""
        fresh = list(rows)
        if self.grouping is None and [row[0] for row in fresh] == [row[0] for row in self._rows]:
            self._rows, self._shown = fresh, list(fresh)
            self._tell_changed(0, len(fresh) - 1)
            return
        self.beginResetModel()
        self._hold(fresh)
        self.endResetModel()

    def set_columns(self, columns: Sequence[Column], grouping: Grouping | None = None) -> None:
        """Show the same place in another way; the rows go, as their meaning may have changed."""
        self.beginResetModel()
        self.columns, self.grouping = tuple(columns), grouping
        self._hold([])
        self.endResetModel()

    def arrange(self, columns: Sequence[Column]) -> None:
        """Show other columns of the same rows, or the same in another order."""
        self.beginResetModel()
        self.columns = tuple(columns)
        self.endResetModel()

    def _hold(self, rows: list[Row]) -> None:
        self._rows = rows
        self._shown = self._arranged(rows, None)
        known = {row[0] for row in rows}
        self._refused = {place: what for place, what in self._refused.items() if place[0] in known}

    def _arranged(self, rows: Iterable[Row], key_before: Hashable) -> list[Row | Head]:
        """Rows with the heads of their groups, without what is folded; `key_before` is the group begun."""
        if self.grouping is None:
            return list(rows)
        shown: list[Row | Head] = []
        key = key_before
        for row in rows:
            row_key = self.grouping.key(row)
            if row_key != key:
                key = row_key
                shown.append(Head(key, row, key in self._folded))
            if key not in self._folded:
                shown.append(row)
        return shown

    def head_at(self, line: int) -> Head | None:
        """The group's head that stands on this line, if one does."""
        entry = self._shown[line] if 0 <= line < len(self._shown) else None
        return entry if isinstance(entry, Head) else None

    def row_at(self, line: int) -> Row | None:
        """The row that stands on this line; None for a group's head."""
        entry = self._shown[line] if 0 <= line < len(self._shown) else None
        return None if isinstance(entry, Head) else entry

    def entries_from(self, line: int) -> Iterator[Row | Head]:
        """What stands on this line and on those below, heads of groups among the rows."""
        return islice(self._shown, line, None)

    def line_of(self, row_id: object) -> int:
        """The line of the row with this id, or -1 where it is not shown."""
        for line, entry in enumerate(self._shown):
            if not isinstance(entry, Head) and entry[0] == row_id:
                return line
        return -1

    def column_of(self, key: str) -> int:
        """The place of the column with this key."""
        return next(place for place, column in enumerate(self.columns) if column.key == key)

    # groups

    def toggle(self, line: int) -> None:
        """Fold the group whose head stands on this line, or unfold it."""
        head = self.head_at(line)
        if head is None:
            return
        (self._unfold if head.folded else self._fold)(line, head)
        self._tell_changed(line, line)

    def _fold(self, line: int, head: Head) -> None:
        end = line + 1
        while end < len(self._shown) and not isinstance(self._shown[end], Head):
            end += 1
        head.folded = True
        self._folded.add(head.key)
        if end > line + 1:
            self.beginRemoveRows(ROOT, line + 1, end - 1)
            del self._shown[line + 1 : end]
            self.endRemoveRows()

    def _unfold(self, line: int, head: Head) -> None:
        assert self.grouping is not None
        key = self.grouping.key
        hidden = [row for row in self._rows if key(row) == head.key]
        head.folded = False
        self._folded.discard(head.key)
        if hidden:
            self.beginInsertRows(ROOT, line + 1, line + len(hidden))
            self._shown[line + 1 : line + 1] = hidden
            self.endInsertRows()

    # what Qt asks

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        entry = self._shown[index.row()]
        if isinstance(entry, Head):
            return Qt.ItemFlag.ItemIsEnabled
        editor = self.columns[index.column()].editor
        return _TYPED_IN if editor and editor.offered(entry) else _READ

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _DATA.DisplayRole) -> object:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        column = self.columns[section]
        if role in (_DATA.DisplayRole, _DATA.AccessibleTextRole):
            return column.title
        if role == _DATA.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight if column.right else Qt.AlignmentFlag.AlignLeft
        return None

    def data(self, index: Index, role: int = _DATA.DisplayRole) -> object:
        if not index.isValid():
            return None
        entry = self._shown[index.row()]
        if isinstance(entry, Head):
            return self._head_data(entry, index.column(), role)
        return self._row_data(entry, self.columns[index.column()], role)

    def _row_data(self, row: Row, column: Column, role: int) -> object:
        if role == Role.CELL:
            return column.cell(row)
        if role == _DATA.DisplayRole:
            return column.cell(row).text
        if role == Role.ROW:
            return row
        if role == _DATA.AccessibleTextRole:
            return self._spoken(row, column)
        if role == _DATA.ToolTipRole:
            return tip(column.cell(row).tip) or None
        if role == Role.INPUT:
            return self.input_of(row, column)
        if role == _DATA.EditRole and column.editor:
            return column.editor.value(row)
        return None

    def input_of(self, row: Row, column: Column) -> Input | None:
        """How the cell is drawn as a field; None where it is not, as those that open only when asked."""
        if column.editor is None or column.write is not None or not column.editor.offered(row):
            return None
        return self._refused.get((row[0], column.key)) or Input(column.cell(row).text)

    def _spoken(self, row: Row, column: Column) -> str:
        refused = self._refused.get((row[0], column.key))
        return f"{refused.text}: {refused.problem}" if refused else column.cell(row).spoken()

    def _head_data(self, head: Head, column: int, role: int) -> object:
        if role == Role.HEAD:
            return self.words_of(head)
        if role == Role.FOLDED:
            return head.folded
        if role in (_DATA.DisplayRole, _DATA.AccessibleTextRole) and column == 0:
            return spoken_head(self.words_of(head))
        return None

    def head_places(self) -> tuple[str, str]:
        """The columns at which a head's title and its notes begin; the first where those are not shown."""
        assert self.grouping is not None
        keys = [column.key for column in self.columns]
        title_at = self.grouping.title_at if self.grouping.title_at in keys else keys[0]
        return title_at, self.grouping.notes_at if self.grouping.notes_at in keys else title_at

    def words_of(self, head: Head) -> GroupHead:
        """What the head says."""
        assert self.grouping is not None
        return self.grouping.head(head.row)

    # typing

    def setData(self, index: Index, value: object, role: int = _DATA.EditRole) -> bool:
        row, column = self.row_at(index.row()), self.columns[index.column()]
        if role != _DATA.EditRole or row is None or column.editor is None:
            return False
        mended = self._refused.pop((row[0], column.key), None)
        fresh = column.editor.set_value(row, value)
        if fresh == row and mended is None:
            return True  # left as it was
        self._rows[next(place for place, held in enumerate(self._rows) if held[0] == row[0])] = fresh
        self._shown[index.row()] = fresh
        self._tell_changed(index.row(), index.row())
        self.edited.emit(row[0], column.key)
        return True

    def refuse(self, index: Index, text: str, error: ShopError) -> None:
        """Keep what was typed though it cannot be taken; the cell shows it in red until it is mended."""
        row, column = self.row_at(index.row()), self.columns[index.column()]
        if row is not None:
            self._refused[(row[0], column.key)] = Input(text, str(error))
            self._tell_changed(index.row(), index.row())
            self.edited.emit(row[0], column.key)

    def problems(self) -> list[str]:
        """Why typed cells cannot be taken; a dialog accepts nothing while there is one."""
        return [refused.problem for refused in self._refused.values()]

    def _tell_changed(self, first: int, last: int) -> None:
        if last >= first:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(self.columns) - 1))


def editable_keys(model: RowsModel, row: Row) -> list[str]:
    """The keys of the columns that can be changed in place in this row, from left to right."""
    return [
        column.key
        for column in model.columns
        if column.write and column.editor and column.editor.offered(row)
    ]


def spoken_head(head: GroupHead) -> str:
    """A group's head for a screen reader."""
    words = [head.title, head.code, *head.figures.values(), *(text for text, _ in head.notes)]
    return ", ".join(word for word in words if word)
