"""What people paste: every text field takes it as data or refuses it with a sentence; nothing breaks."""

import logging
import shutil
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from app.verifying import verify
from tests.gui.everywhere import audits
from tests.gui.everywhere.conftest import NAMES, Screen, rest, shown_in
from ui.common.dialog import Sheet
from ui.common.list_page import ListPage
from ui.common.rows_model import RowsModel, editable_keys
from ui.common.table import TableView
from ui.opening import opening
from ui.workplace import Workplace

MARKUP = "<b>Ines</b>"
ODD = f"{MARKUP} & Söhne \u200f😀𠮷 {{0}} %s"
"""Markup, another direction of writing and characters of four bytes: words like any others."""
MIXED = f"{ODD}\r\nzweite\tSpalte\n\u202ekcab\u202c"
"""With a table of two rows and signs that turn the direction of what follows."""
LONG = "W" * 5_000
TEXTS = {"odd": (ODD,), "mixed": (MIXED,), "long": (LONG,)}
TABLES = (
    "receive",
    "receive-scanning",
    "order-entry",
    "order-edit",
    "purchase-entry",
    "purchase-edit",
    "ship",
    "count",
    "counter-sale",
    "counter-sale-voucher",
    "take-back",
    "move",
    "on-the-way",
    "locations",
    "product-suppliers",
    "product-substitutes",
    "answer",
    "settings-making-good",
    "substitutes",
    "substitute-choice",
)
"""The dialogs with tables to type in."""
WITH_WORDS = ("receive", "take-back", "locations", "product-suppliers", "product-substitutes")
"""Those in which words are typed, not only numbers."""
PASTED = [
    pytest.param(table, texts, id=f"{table}-{name}")
    for table in TABLES
    for name, texts in (TEXTS if table in WITH_WORDS else {"any": tuple(chain(*TEXTS.values()))}).items()
]
"""Where only numbers are typed one text is refused like another, and none is ever written."""
LISTS = ("stock", "customers", "suppliers")
"""The pages with cells that are changed in place."""

any_text = pytest.mark.parametrize("text", [ODD, MIXED, LONG], ids=["odd", "mixed", "long"])
over_lists = pytest.mark.parametrize("fresh", LISTS, indirect=True)


class Typing:
    """A window on a sample shop that nobody has touched: another takes its place as soon as it was."""

    def __init__(self, workplace: Workplace, sample: Path) -> None:
        self.workplace = workplace
        self._sample = sample
        self._touched = False
        self._place: Path | None = None
        workplace.changed.connect(self.touch)

    def touch(self) -> None:
        self._touched = True

    def begin(self) -> None:
        """Be untouched; the shop outlasts the test, for the next one may find it untouched."""
        if self._touched:
            before, self._place = self._place, self._sample.with_name(f"typing-{uuid4()}.desk")
            self.workplace.open_shop(opening(str(shutil.copy(self._sample, self._place))))
            rest(self.workplace)
            if before is not None:
                before.unlink()
            self._touched = False


@pytest.fixture(scope="session")
def typing(sample: Path, windows: Callable[[str, str], Workplace]) -> Typing:
    return Typing(windows("en", "typing"), sample)


@pytest.fixture(params=NAMES)
def fresh(request: pytest.FixtureRequest, typing: Typing) -> Iterator[Screen]:
    """On a shop as it was made, for what is typed may be written."""
    typing.begin()
    with shown_in(typing.workplace, request.param) as screen:
        yield screen
    if not screen.is_dialog or screen.workplace.shell.error.text():
        typing.touch()  # what is typed on a page stays there


def test_whatever_is_pasted_is_data_or_refused(fresh: Screen, caplog: pytest.LogCaptureFixture) -> None:
    assert bool(audits.input_cells(fresh.root)) is (fresh.name in TABLES)
    assert bool(cells_in_place(fresh)) is (fresh.name in LISTS)
    room = fresh.root.size()
    for text in (MIXED, LONG):
        for field in audits.text_fields(fresh.root):
            audits.paste(field, text)
        fresh.rest()
        assert audits.interpreted(fresh.root, MARKUP) == []
        assert fresh.root.width() <= room.width()
        assert fresh.root.height() <= room.height() * 1.5
    if isinstance(fresh.root, Sheet):
        confirm(fresh, fresh.root)
    assert fresh.workplace.shell.error.text() == ""
    assert errors(caplog) == []


@pytest.mark.parametrize(("fresh", "texts"), PASTED, indirect=["fresh"])
def test_whatever_is_pasted_into_a_table_is_data_or_refused(
    fresh: Screen, texts: tuple[str, ...], caplog: pytest.LogCaptureFixture
) -> None:
    dialog = fresh.root
    assert isinstance(dialog, Sheet)
    room = dialog.size()
    for table, row_id, key in audits.input_cells(dialog):
        for text in texts:
            field = audits.open_cell(table, row_id, key)
            if field is not None:
                audits.paste(field, text)
                fresh.rest()
                dialog.cancel.setFocus()
                assert type(field) is QLineEdit or said(dialog), f"{key} takes it"
    assert audits.interpreted(dialog, MARKUP) == []
    assert dialog.width() <= room.width()
    confirm(fresh, dialog)
    assert fresh.workplace.shell.error.text() == ""
    assert errors(caplog) == []


@pytest.mark.parametrize("fresh", WITH_WORDS, indirect=True)
def test_odd_words_in_a_table_are_data(fresh: Screen, caplog: pytest.LogCaptureFixture) -> None:
    """Numbers stay as they are, so that nothing else keeps the dialog from being confirmed."""
    dialog = fresh.root
    assert isinstance(dialog, Sheet)
    pasted = 0
    for table, row_id, key in audits.input_cells(dialog):
        field = audits.open_cell(table, row_id, key)
        if type(field) is QLineEdit:
            audits.paste(field, f"{ODD} {row_id}")
            pasted += 1
    fresh.rest()
    assert (pasted > 0, said(dialog)) == (True, [])
    assert confirm(fresh, dialog) == []
    assert errors(caplog) == []


@over_lists
@any_text
def test_whatever_is_pasted_into_a_list_is_data_or_refused(
    fresh: Screen, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    page = fresh.workplace.page
    assert isinstance(page, ListPage)
    for row_id, key in cells_in_place(fresh):
        assert page.table.in_place.edit(row_id, key)
        inline = page.table.in_place.inline
        assert inline is not None
        assert isinstance(inline.field, QLineEdit)
        audits.paste(inline.field, text)
        assert audits.interpreted(fresh.root, MARKUP) == []
        QTest.keyClick(inline.field, Qt.Key.Key_Return)
        fresh.rest()
        if page.table.in_place.inline is not None:
            assert inline.sentence.text()
            QTest.keyClick(inline.field, Qt.Key.Key_Escape)
        fresh.rest()
        assert page.table.in_place.inline is None
    shop = fresh.workplace.jobs.shop
    assert shop is not None
    assert shop.read(verify) == []
    assert audits.interpreted(fresh.root, MARKUP) == []
    assert fresh.workplace.shell.error.text() == ""
    assert errors(caplog) == []


def cells_in_place(screen: Screen) -> list[tuple[object, str]]:
    """Of the first row: its id and the columns that are changed in the list."""
    page = screen.workplace.page
    if screen.is_dialog or not isinstance(page, ListPage):
        return []
    row = page.model.row_at(0)
    return [(row[0], key) for key in editable_keys(page.model, row)] if row is not None else []


def confirm(screen: Screen, dialog: Sheet) -> list[str]:
    """Confirmed, a dialog writes what adds up, else says why not; Escape leaves it all the same."""
    says = said(dialog)
    if dialog.ok.isEnabled():
        QTest.mouseClick(dialog.ok, Qt.MouseButton.LeftButton)
        screen.rest()
        says = said(dialog)
    else:
        assert says
    shop = screen.workplace.jobs.shop
    assert shop is not None
    assert says or not dialog.isVisible()
    assert shop.read(verify) == []
    QTest.keyClick(dialog.focusWidget() or dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    return says


def said(dialog: Sheet) -> list[str]:
    """Why it cannot be confirmed, wherever that stands."""
    marked = [
        each.toolTip() or "red edge"
        for each in dialog.findChildren(QWidget)
        if each.property("bad") == "true"
    ]
    tables = [each.rows_model for each in dialog.findChildren(TableView)]
    problems = [words for model in tables if isinstance(model, RowsModel) for words in model.problems()]
    return [words for words in (dialog.error.text(), *marked, *problems) if words]


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    """What nobody expected."""
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
