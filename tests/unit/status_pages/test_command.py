"""`main.py publish`: what a scheduled job says and returns."""

from pathlib import Path

import pytest

import main
from app.shop import open_shop
from tests.desks import Desk
from tests.unit.status_pages.reading import page_files, set_shop


@pytest.fixture
def where(sqlite_desk: Desk, sqlite_place: str) -> str:
    """A shop in which one order waits."""
    sqlite_desk.product("PAN")
    sqlite_desk.order("Anna", {"PAN": "1"})
    return sqlite_place


def test_it_says_what_it_wrote(where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    web = tmp_path / "web"
    assert main.main(["publish", where, str(web), "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith("There would be 1 page.\n")
    assert not web.exists()
    assert main.main(["publish", where, str(web)]) == 0
    assert capsys.readouterr().out == f"1 page in {web}.\n1 written anew, 0 removed.\n"
    assert len(page_files(web)) == 1


def test_the_folder_of_the_settings_is_the_usual_one(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["publish", where]) == 1
    assert capsys.readouterr().err.startswith("No folder for order pages is chosen.\nName one")
    with open_shop(where) as shop:
        set_shop(shop, status_folder=str(tmp_path / "web"))
    assert main.main(["publish", where]) == 0
    assert len(page_files(tmp_path / "web")) == 1


def test_a_folder_of_others_is_refused(
    where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    assert main.main(["publish", where, str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"{tmp_path} holds other files.\nChoose an empty folder")
