"""What stands on a page, as a reader sees it."""

from PySide6.QtWidgets import QLabel, QWidget

from ui.common.cells import Role
from ui.common.listing_page import ListingPage
from ui.common.rows_model import RowsModel


def cells(model: RowsModel, *keys: str) -> list[tuple[str, ...]]:
    """The words of these columns, line by line; a group's head is its title alone."""
    lines = []
    for line in range(model.rowCount()):
        head = model.head_at(line)
        if head is not None:
            lines.append((model.words_of(head).title,))
            continue
        indexes = [model.index(line, model.column_of(key)) for key in keys]
        lines.append(tuple(index.data(Role.CELL).text for index in indexes))
    return lines


def texts(part: QWidget) -> list[str]:
    """What the labels of a grid say, in their order."""
    grid = part.layout()
    assert grid is not None
    items = (grid.itemAt(place) for place in range(grid.count()))
    labels = (item.widget() for item in items if item is not None)
    return [label.text() for label in labels if isinstance(label, QLabel)]


def choose(page: ListingPage, text: str) -> None:
    """Choose the first row that has the text in one of its cells."""
    row = next(row for row in page.model.rows if text in map(str, row))
    assert page.table.choose(row[0])
