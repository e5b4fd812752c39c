"""Files are looked for where the owner keeps them, not where the program was started."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from ui.common.file_places import chosen, suggested


@pytest.fixture
def documents(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "Documents"
    folder.mkdir()
    monkeypatch.setattr(QStandardPaths, "writableLocation", lambda _: str(folder))
    return folder


def test_the_first_file_goes_among_the_documents(documents: Path) -> None:
    assert Path(suggested("My shop.shop")) == documents / "My shop.shop"
    assert Path(suggested()) == documents


def test_where_there_is_no_folder_of_documents_files_go_home(documents: Path) -> None:
    documents.rmdir()
    assert Path(suggested("orders.csv")) == Path.home() / "orders.csv"


def test_the_next_file_is_looked_for_beside_the_last(tmp_path: Path) -> None:
    assert chosen(str(tmp_path / "spring.shop"))
    assert Path(suggested("orders.csv")) == tmp_path / "orders.csv"


def test_a_dialog_left_and_a_folder_that_is_gone_change_nothing(tmp_path: Path, documents: Path) -> None:
    chosen(str(tmp_path / "away" / "spring.shop"))
    assert Path(suggested()) == documents
    chosen(str(tmp_path / "spring.shop"))
    assert chosen("") == ""
    assert Path(suggested()) == tmp_path
