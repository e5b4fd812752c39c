"""The folder of pages: whole files only, nothing of others touched, nothing written twice."""

import errno
import os
from pathlib import Path

import pytest

from app.actions.cancelling import cancel_order
from app.errors import InvalidInput, Refused, ShopError
from app.progress import Cancelled, Progress
from app.settings import set_once
from app.shop import Shop
from app.status_pages.folder import MARKER, PageFolder
from app.status_pages.places import checked_address, checked_folder
from app.status_pages.publishing import publish
from tests.desks import Desk
from tests.unit.status_pages.making import TOKEN
from tests.unit.status_pages.reading import page_files, put_out


@pytest.fixture
def shop(sqlite_desk: Desk) -> Shop:
    """Three orders wait."""
    sqlite_desk.product("PAN")
    for name in ("Anna", "Bert", "Carl"):
        sqlite_desk.order(name, {"PAN": "1"})
    return sqlite_desk.shop


def seen(folder: Path) -> dict[str, tuple[bytes, int, int]]:
    return {
        each.name: (each.read_bytes(), each.stat().st_mtime_ns, each.stat().st_ino)
        for each in folder.iterdir()
    }


def parts(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.name.endswith(".part")]


def test_what_says_the_same_is_not_written_again(shop: Shop, tmp_path: Path) -> None:
    web = tmp_path / "web"
    assert put_out(shop, web).written == 3
    before = seen(web)
    again = put_out(shop, web)
    assert (again.pages, again.written, again.removed) == (3, 0, 0)
    assert seen(web) == before
    assert sorted(set(before) - {each.name for each in page_files(web)}) == [
        MARKER,
        "index.html",
        "robots.txt",
    ]


def test_only_what_changed_is_written(shop: Shop, tmp_path: Path) -> None:
    web = tmp_path / "web"
    put_out(shop, web)
    before = seen(web)
    shop.write(cancel_order, 2)
    assert put_out(shop, web).written == 1
    after = seen(web)
    assert sum(after[name] != each for name, each in before.items()) == 1


def test_a_spoilt_page_is_made_good(shop: Shop, tmp_path: Path) -> None:
    web = tmp_path / "web"
    put_out(shop, web)
    file = page_files(web)[0]
    whole = file.read_bytes()
    file.write_bytes(whole[:-1] + b"!")
    assert put_out(shop, web).written == 1
    assert file.read_bytes() == whole


def test_the_folder_tells_no_pages_name_and_no_order(shop: Shop, tmp_path: Path) -> None:
    web = tmp_path / "web"
    put_out(shop, web)
    for name in (MARKER, "index.html", "robots.txt"):
        told = (web / name).read_text("utf-8")
        assert not any(file.stem in told for file in page_files(web))
        assert "O-" not in told
    assert (web / "robots.txt").read_text("utf-8") == "User-agent: *\nDisallow: /\n"


def test_what_others_put_there_stays(shop: Shop, tmp_path: Path) -> None:
    web = tmp_path / "web"
    put_out(shop, web)
    theirs = {
        "index.html": "<p>Our own welcome</p>",
        "robots.txt": "User-agent: *\n",
        "favicon.ico": "x",
        f"{TOKEN}.html": "<p>not of the desk</p>",
    }
    for name, content in theirs.items():
        (web / name).write_text(content, "utf-8")
    shop.write(cancel_order, 1)
    put_out(shop, web)
    assert {name: (web / name).read_text("utf-8") for name in theirs} == theirs


def test_a_page_whose_order_is_not_known_any_more_goes(shop: Shop, tmp_path: Path) -> None:
    """The shop's file was put back from a copy that is older than the page."""
    web = tmp_path / "web"
    put_out(shop, web)
    (web / f"{TOKEN}.html").write_bytes(page_files(web)[0].read_bytes())
    assert put_out(shop, web).removed == 1
    assert not (web / f"{TOKEN}.html").exists()


class TestAFolderThatIsNotOurs:
    def test_with_other_files_it_is_refused(self, shop: Shop, tmp_path: Path) -> None:
        (tmp_path / "letter.txt").write_text("mine", "utf-8")
        before = sorted(each.name for each in tmp_path.iterdir())
        with pytest.raises(Refused, match="holds other files") as caught:
            put_out(shop, tmp_path)
        assert caught.value.hint
        assert sorted(each.name for each in tmp_path.iterdir()) == before

    def test_of_another_shop_it_is_refused(self, shop: Shop, tmp_path: Path) -> None:
        (tmp_path / "web").mkdir()
        (tmp_path / "web" / MARKER).write_text("another\n", "utf-8")
        with pytest.raises(Refused, match="another shop"):
            put_out(shop, tmp_path / "web")

    def test_hidden_files_of_the_web_server_do_not_matter(self, shop: Shop, tmp_path: Path) -> None:
        web = tmp_path / "web"
        (web / ".git").mkdir(parents=True)
        (web / ".htaccess").write_text("Options -Indexes\n", "utf-8")
        assert put_out(shop, web).pages == 3
        assert (web / ".htaccess").exists()

    @pytest.mark.parametrize("place", ["file.txt", "file.txt/web", "nowhere/web"])
    def test_what_is_no_folder_is_refused(self, shop: Shop, tmp_path: Path, place: str) -> None:
        (tmp_path / "file.txt").write_text("mine", "utf-8")
        with pytest.raises(ShopError) as caught:
            put_out(shop, tmp_path / place)
        assert caught.value.hint
        assert (tmp_path / "file.txt").read_text("utf-8") == "mine"


class TestTrouble:
    def test_on_a_full_disk_the_old_pages_stay(self, shop: Shop, small_disk: Path) -> None:
        put_out(shop, small_disk)
        before = {name: content for name, (content, _, _) in seen(small_disk).items()}
        filler = small_disk / ".filler"
        with pytest.raises(OSError, match="space"):
            filler.write_bytes(bytes(3_000_000))
        shop.write(cancel_order, 1)
        with pytest.raises(ShopError, match="could not be written") as caught:
            put_out(shop, small_disk)
        assert "Make room" in caught.value.hint
        assert parts(small_disk) == []
        after = {name: content for name, (content, _, _) in seen(small_disk).items() if name != ".filler"}
        assert after == before
        filler.unlink()
        assert put_out(shop, small_disk).written == 1

    @pytest.mark.parametrize(
        ("number", "said"),
        [
            (errno.EACCES, "does not let pages be written"),
            (errno.EROFS, "could not be written"),
            (errno.ENOENT, "is gone"),
            (errno.EIO, "could not be written"),
        ],
    )
    def test_what_the_system_says_is_told_and_nothing_half_stays(
        self, shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
    ) -> None:
        web = tmp_path / "web"
        put_out(shop, web)
        before = seen(web)
        shop.write(cancel_order, 1)

        def refuse(*_: object) -> None:
            raise OSError(number, os.strerror(number))

        monkeypatch.setattr(os, "replace", refuse)
        with pytest.raises(ShopError, match=said) as caught:
            put_out(shop, web)
        assert caught.value.hint
        assert seen(web) == before

    def test_a_folder_in_the_place_of_a_page_is_told(self, shop: Shop, tmp_path: Path) -> None:
        web = tmp_path / "web"
        put_out(shop, web)
        file = page_files(web)[0]
        file.unlink()
        (file / "inner").mkdir(parents=True)
        with pytest.raises(ShopError):
            put_out(shop, web)

    def test_who_stops_keeps_what_was_written(self, shop: Shop, tmp_path: Path) -> None:
        web = tmp_path / "web"
        stages: list[tuple[int, int]] = []
        progress = Progress(lambda _, done, total: stages.append((done, total)))

        def stop(_: str, done: int, total: int) -> None:
            stages.append((done, total))
            if done == 2:
                progress.cancel()

        progress = Progress(stop)
        with pytest.raises(Cancelled) as caught:
            publish(shop, web, progress)
        assert stages == [(0, 3), (1, 3), (2, 3)]
        assert "2 pages were written." in caught.value.hint
        assert len(page_files(web)) == 2
        assert parts(web) == []
        assert put_out(shop, web).written == 1


def test_two_first_tills_have_one_mark(shop: Shop) -> None:
    assert shop.write(set_once, status_mark="first").status_mark == "first"
    assert shop.write(set_once, status_mark="second").status_mark == "first"


def test_another_till_may_make_the_folder_ours_between_two_looks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked = os.listdir

    def begun_meanwhile(at: str) -> list[str]:
        (tmp_path / MARKER).write_text("ours\n")
        (tmp_path / "index.html").touch()
        return looked(at)

    monkeypatch.setattr("app.status_pages.folder.os.listdir", begun_meanwhile)
    PageFolder(tmp_path).check("ours")


def test_a_dry_run_counts_and_writes_nothing(shop: Shop, tmp_path: Path) -> None:
    said = publish(shop, tmp_path / "web", Progress(), dry_run=True)
    assert said.pages == 3
    assert not (tmp_path / "web").exists()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        (" https://a.example/o/ ", "https://a.example/o"),
        ("https://a.example:8443", "https://a.example:8443"),
        ("HTTPS://Bücher.example/Bestellungen ü", None),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example/%C3%A4"),
        ("http://a.example", None),
        ("https://", None),
        ("https://localhost", None),
        ("https://me:secret@a.example", None),
        ("https://a.example/?x=1", None),
        ("https://a.example/#x", None),
        ("https://a.example:99999/", None),
        ("https://[a.example", None),
        ("https://a..example", None),
        ("javascript:alert(1)", None),
        ('https://a.example/"x', None),
    ],
)
def test_the_address_is_one_on_the_web(typed: str, kept: str | None) -> None:
    if kept is None:
        with pytest.raises(InvalidInput) as caught:
            checked_address("status_address", typed)
        assert caught.value.place == "status_address"
    else:
        assert checked_address("status_address", typed) == kept


@pytest.mark.parametrize(
    ("typed", "fits"), [("", True), ("/srv/web", True), ("C:\\web", True), ("web", False)]
)
def test_the_folder_is_a_whole_path(typed: str, fits: bool) -> None:
    if fits:
        assert checked_folder("status_folder", typed) == typed
    else:
        with pytest.raises(InvalidInput):
            checked_folder("status_folder", typed)
