"""Shops made and opened for the window."""

from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app import sample
from app.errors import DatabaseUnusable
from app.settings import change_settings
from ui.opening import making, opening, sampling


def name_it(session: Session) -> None:
    change_settings(session, shop_name="Larder & Flame", currency="CNY")


def test_a_new_shop_goes_by_its_file(tmp_path: Path) -> None:
    opened = making(str(tmp_path / "Corner shop.shop"))()
    opened.shop.close()
    assert (opened.name, opened.currency) == ("Corner shop", "EUR")


def test_a_shop_goes_by_its_name(tmp_path: Path) -> None:
    where = str(tmp_path / "a.shop")
    made = making(where)()
    made.shop.write(name_it)
    made.shop.close()
    opened = opening(where)()
    opened.shop.close()
    assert (opened.name, opened.currency, opened.where) == ("Larder & Flame", "CNY", where)


def test_what_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DatabaseUnusable):
        opening(str(tmp_path / "none.shop"))()


def test_the_sample_is_made_once_a_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample, "fill_with_sample", name_it)
    first = sampling(tmp_path / "samples")()
    first.shop.close()
    monkeypatch.setattr(sample, "fill_with_sample", None)
    second = sampling(tmp_path / "samples")()
    second.shop.close()
    assert second.name == "Larder & Flame"
    assert [file.name for file in (tmp_path / "samples").iterdir()] == [Path(first.where).name]


def test_a_sample_that_could_not_be_made_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(session: Session) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(sample, "fill_with_sample", fail)
    with pytest.raises(OSError, match="disk full"):
        sampling(tmp_path / "samples")()
    assert not list((tmp_path / "samples").iterdir())
