"""Disks, folders, files and printers that fail at any step: what went out is recorded, the rest goes once."""

import errno
import os
import shutil
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import main
from app.actions.sending import record_letter
from app.errors import ShopError
from app.letters.drawing import draft_of, pdf_of
from app.letters.due import due_letters
from app.letters.outgoing import (
    Outcome,
    print_letters,
    queue_mails,
    save_as_one,
    save_letters,
    what_is_void,
)
from app.letters.plans import LetterPlan
from app.progress import Progress
from app.shop import Shop, clock_at, create_shop, open_shop
from db.rows import fetch
from tests.databases import TODAY, portable
from tests.desks import Desk
from tests.reading_pdf import text_of
from tests.unit.letters.writing import set_shop

pytestmark = portable

NAMES = ["Anna", "Bert", "Cleo", "Dora"]


@pytest.fixture
def shop(sqlite_shop: Shop) -> Shop:
    """Four customers are to hear of their orders."""
    fill(sqlite_shop)
    return sqlite_shop


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "letters"
    folder.mkdir()
    return folder


def fill(shop: Shop) -> None:
    desk = Desk(shop)
    desk.product("PAN")
    for name in NAMES:
        desk.customer(name, email=f"{name.lower()}@example.org")
        desk.order(name, {"PAN": "1"})


def plans(shop: Shop) -> list[LetterPlan]:
    return shop.read(due_letters)


def told(shop: Shop) -> list[str]:
    sql = "SELECT c.name FROM letters t JOIN customers c ON c.id = t.customer_id ORDER BY t.id"
    return [name for (name,) in shop.read(fetch, sql)]


def leave_room(folder: Path, room: int) -> Path:
    """Fill the disk but for so many bytes; the file that fills it."""
    ballast = folder / "ballast"
    ballast.write_bytes(bytes(shutil.disk_usage(folder).free - room))
    return ballast


def once_each(shop: Shop, files: Sequence[Path]) -> None:
    """All are told once, and whoever is told has pages among the files."""
    assert sorted(told(shop)) == NAMES
    said = "\n".join(text_of(file.read_bytes()) for file in files)
    assert [name for name in NAMES if said.count(f"Dear {name},") == 1] == NAMES


def test_on_a_disk_that_fills_up_each_file_that_stands_is_a_letter_that_is_recorded(
    shop: Shop, small_disk: Path
) -> None:
    size = len(pdf_of(plans(shop)[0]))
    ballast = leave_room(small_disk, 2 * size + size // 2)
    outcome = save_letters(shop, plans(shop), small_disk, Progress())

    _is_full(outcome)
    files = sorted(small_disk.glob("*.pdf"))
    assert 0 < len(files) < len(NAMES)
    assert [file.name.split()[0] for file in files] == told(shop)
    assert set(os.listdir(small_disk)) == {"ballast", *(file.name for file in files)}
    ballast.unlink()
    assert save_letters(shop, plans(shop), small_disk, Progress()).stopped is None
    once_each(shop, sorted(small_disk.glob("*.pdf")))


def test_on_a_full_disk_one_file_for_all_is_not_begun_and_what_stood_there_stays(
    shop: Shop, small_disk: Path
) -> None:
    file = small_disk / "letters.pdf"
    file.write_bytes(b"mine")
    ballast = leave_room(small_disk, 8_192)
    _is_full(save_as_one(shop, plans(shop), file, Progress()))

    assert told(shop) == []
    assert file.read_bytes() == b"mine"
    assert sorted(os.listdir(small_disk)) == ["ballast", "letters.pdf"]
    ballast.unlink()
    assert save_as_one(shop, plans(shop), file, Progress()).stopped is None
    once_each(shop, [file])


def _is_full(outcome: Outcome) -> None:
    assert outcome.stopped is not None
    assert "No space left on device" in outcome.stopped.title
    assert "Make room on the disk" in outcome.stopped.hint


def test_a_shop_on_a_full_disk_queues_no_mail_and_goes_on_once_there_is_room(small_disk: Path) -> None:
    place = small_disk / "shop.desk"
    create_shop(place).close()
    with closing(open_shop(place, clock=clock_at(TODAY))) as shop:
        fill(shop)
        set_shop(Desk(shop), mail_host="127.0.0.1", mail_security="none", mail_from="desk@example.com")
        due = plans(shop)
        ballast = leave_room(small_disk, 0)
        outcome = queue_mails(shop, due, Progress())
        assert outcome.stopped is not None
        assert outcome.stopped.hint
        ballast.unlink()
        done = len(outcome.done)
        assert done < len(NAMES)
        assert len(told(shop)) == done
        assert queue_mails(shop, plans(shop), Progress()).stopped is None
        assert told(shop) == NAMES
        assert shop.read(fetch, "SELECT count(*) FROM mails") == [(len(NAMES),)]


def test_a_folder_that_vanishes_stops_at_the_letter_that_has_no_place(shop: Shop, folder: Path) -> None:
    def vanish(stage: str, done: int, total: int) -> None:
        if done == 2:
            shutil.rmtree(folder)

    outcome = save_letters(shop, plans(shop), folder, Progress(vanish))
    assert outcome.stopped is not None
    assert outcome.stopped.title.startswith("There is no folder")
    assert told(shop) == NAMES[:2]
    folder.mkdir()
    assert [plan.name for plan in save_letters(shop, plans(shop), folder, Progress()).done] == NAMES[2:]
    assert told(shop) == NAMES


@pytest.mark.parametrize("holds", ["another program", "a folder"])
def test_a_file_that_cannot_be_replaced_is_refused_before_anything_is_recorded(
    shop: Shop, folder: Path, holds: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = folder / "letters.pdf"
    if holds == "a folder":
        file.mkdir()
    else:
        file.write_bytes(b"mine")
        locked(file, monkeypatch)
    outcome = save_as_one(shop, plans(shop), file, Progress())
    assert outcome.stopped is not None
    assert outcome.stopped.hint
    assert told(shop) == []
    assert os.listdir(folder) == ["letters.pdf"]


def locked(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a reader of PDF holds the file it shows, on systems where that keeps others from it."""
    open_ = Path.open

    def refusing(self: Path, mode: str = "r", *args: Any, **more: Any) -> Any:
        if self == file and mode != "rb":
            raise PermissionError(errno.EACCES, "Permission denied")
        return open_(self, mode, *args, **more)

    monkeypatch.setattr(Path, "open", refusing)


@pytest.mark.parametrize("save", [save_as_one, save_letters])
def test_where_the_last_step_fails_it_is_said_where_the_recorded_pages_are(
    shop: Shop, folder: Path, save: Callable[..., Outcome], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refusing(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "replace", refusing)
    where = folder / "letters.pdf" if save is save_as_one else folder
    outcome = save(shop, plans(shop), where, Progress())
    assert outcome.stopped is not None
    assert "print it again on the page Notices" in outcome.stopped.hint
    recorded = told(shop)
    assert recorded
    pages = [bytes(pdf) for (pdf,) in shop.read(fetch, "SELECT pdf FROM letters ORDER BY id")]
    assert [f"Dear {name}," in text_of(pdf) for name, pdf in zip(recorded, pages, strict=True)] == [
        True
    ] * len(recorded)
    assert os.listdir(folder) == []


def test_a_link_stays_one(shop: Shop, folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "target.pdf"
    target.write_bytes(b"old")
    link = folder / "letters.pdf"
    try:
        link.symlink_to(target)
    except OSError:
        pytest.skip("this system makes no links")
    save_as_one(shop, plans(shop), link, Progress())
    assert link.is_symlink()
    once_each(shop, [target])


class Jam:
    """A printer that takes so many jobs and then stops in the middle of one."""

    def __init__(self, jobs: int) -> None:
        self.jobs, self.printed = jobs, list[bytes]()

    def __call__(self, pdfs: Sequence[bytes], at: Callable[[int], None]) -> None:
        if not self.jobs:
            at(0)
            raise ShopError("It does not print.", "See that it is on and has paper.")
        self.jobs -= 1
        self.printed += pdfs


@pytest.mark.parametrize("jobs", [0, 1, 2, 3])
def test_a_printer_that_stops_midway_leaves_the_rest_to_be_told_once(shop: Shop, jobs: int) -> None:
    paper = Jam(jobs)
    outcome = print_letters(shop, plans(shop), paper, Progress(), at_once=1)
    assert outcome.stopped is not None
    assert outcome.stopped.hint == "See that it is on and has paper."
    assert told(shop) == NAMES[:jobs]
    assert outcome.void == []
    print_letters(shop, plans(shop), again := Jam(9), Progress(), at_once=1)
    assert told(shop) == NAMES
    said = [text_of(pdf) for pdf in paper.printed + again.printed]
    assert [f"Dear {name}," in text for name, text in zip(NAMES, said, strict=True)] == [True] * len(NAMES)


def test_what_was_told_while_it_printed_is_to_be_thrown_away(shop: Shop) -> None:
    due = plans(shop)

    def meanwhile(pdfs: Sequence[bytes], at: Callable[[int], None]) -> None:
        shop.write(record_letter, draft_of(plans(shop)[1], b"", "phone"))

    outcome = print_letters(shop, due, meanwhile, Progress())
    assert [plan.name for plan in outcome.void] == ["Bert"]
    said = what_is_void(outcome)
    assert str(said) == "1 printed letter does not count: throw it away. Bert."
    assert sorted(told(shop)) == NAMES


def test_the_command_on_a_disk_that_fills_up(
    tmp_path: Path, small_disk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    place = str(tmp_path / "pans.shop")
    with create_shop(place) as shop:
        fill(shop)
        size = len(pdf_of(plans(shop)[0]))
    ballast = leave_room(small_disk, 2 * size + size // 2)
    assert main.main(["letters", place, "--out", str(small_disk)]) == 1
    said = capsys.readouterr()
    count = len(list(small_disk.glob("*.pdf")))
    assert 0 < count < len(NAMES)
    assert f"{count} letter" in said.out.splitlines()[-1]
    assert "No space left on device" in said.err
    assert "Make room on the disk" in said.err
    ballast.unlink()
    assert main.main(["letters", place, "--out", str(small_disk)]) == 0
    with open_shop(place) as shop:
        once_each(shop, sorted(small_disk.glob("*.pdf")))
