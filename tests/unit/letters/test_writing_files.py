"""`letters SHOP --out DIR`: a file each, recorded each, none twice (R22, R29)."""

import errno
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import main
from app.actions.sending import record_letter
from app.errors import ShopError
from app.letters import files
from app.letters.drawing import draft_of
from app.letters.due import count_due, due_letters
from app.letters.files import write_due, write_letter
from app.progress import Cancelled, Progress
from app.settings import change_settings
from app.shop import Shop, create_shop, open_shop
from db.rows import fetch, run
from tests.databases import on_both, portable
from tests.desks import Desk
from tests.reading_pdf import text_of
from tests.unit.actions.delayed import Late, late

pytestmark = portable

NAMES = ("Anna", "Bert", "CON", "../..")


@pytest.fixture
def waiting(desk: Desk) -> Late:
    """Four customers who are to hear: one of a delay, all of their orders."""
    anna = late(desk)
    for name in NAMES[1:]:
        desk.order(name, {"PAN": "1"})
    return anna


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty one; the shop's file lies beside it."""
    folder = tmp_path / "letters"
    folder.mkdir()
    return folder


def stored(shop: Shop) -> list[tuple[Any, ...]]:
    sql = "SELECT c.name, t.code, t.pdf FROM letters t JOIN customers c ON c.id = t.customer_id ORDER BY t.id"
    return [(name, code, bytes(pdf)) for name, code, pdf in shop.read(fetch, sql)]


def test_r22_each_customer_gets_a_file_that_is_kept(waiting: Late, folder: Path) -> None:
    shop = waiting.desk.shop
    folder.rmdir()  # it is made
    written = list(write_due(shop, folder))

    kept = stored(shop)
    assert [name for name, _, _ in kept] == list(NAMES)
    names = [f"{name} {code}.pdf".removeprefix("../.. ") for name, code, _ in kept]
    assert [each.file.name for each in written] == names
    assert sorted(os.listdir(folder)) == sorted(names)
    assert [each.file.read_bytes() for each in written] == [pdf for _, _, pdf in kept]
    assert "16 December 2026" in text_of(kept[0][2])
    assert list(write_due(shop, folder)) == []
    assert shop.read(count_due) == 0


@on_both
def test_only_the_kinds_that_were_asked_for(waiting: Late, folder: Path) -> None:
    shop = waiting.desk.shop
    assert [each.plan.kinds for each in write_due(shop, folder, ["delay"])] == [("delay",)]
    assert shop.read(count_due, ["delay"]) == 0
    assert shop.read(count_due) == len(NAMES)


def test_who_stops_keeps_what_was_done(waiting: Late, folder: Path) -> None:
    shop = waiting.desk.shop
    progress = Progress()
    work = write_due(shop, folder, progress=progress)
    first = next(work)
    progress.cancel()
    with pytest.raises(Cancelled, match="1 letter"):
        next(work)
    assert os.listdir(folder) == [first.file.name]
    assert [name for name, _, _ in stored(shop)] == ["Anna"]

    rest = list(write_due(shop, folder))
    assert [each.plan.name for each in rest] == list(NAMES[1:])
    assert len(stored(shop)) == len(os.listdir(folder)) == len(NAMES)


@on_both
def test_r22_what_another_till_told_meanwhile_is_not_told_twice(waiting: Late, folder: Path) -> None:
    shop = waiting.desk.shop
    work = write_due(shop, folder)
    next(work)
    [bert] = shop.read(due_letters, customer_ids=[waiting.desk.customers["Bert"]])
    shop.write(record_letter, draft_of(bert, b"%PDF by another till", "letter"))
    assert [each.plan.name for each in work] == ["CON", "../.."]
    assert sorted(name for name, _, _ in stored(shop)) == sorted(NAMES)
    assert len(os.listdir(folder)) == len(NAMES) - 1


def test_r29_a_full_disk_records_nothing(
    waiting: Late, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    with pytest.raises(ShopError, match="No space left on device"):
        list(write_due(waiting.desk.shop, folder))
    assert os.listdir(folder) == []
    assert stored(waiting.desk.shop) == []
    assert waiting.desk.shop.read(count_due) == len(NAMES)


def test_r29_a_letter_that_is_refused_leaves_no_file(waiting: Late, folder: Path) -> None:
    shop = waiting.desk.shop
    plan = shop.read(due_letters)[0]
    waiting.supplier_says(date(2027, 1, 20))
    with pytest.raises(ShopError):
        write_letter(shop, plan, folder)
    assert os.listdir(folder) == []


def test_interrupted_behind_the_commit_the_file_stands(
    waiting: Late, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shop = waiting.desk.shop
    plan = shop.read(due_letters)[0]
    write = shop.write

    def interrupted(*args: Any, **more: Any) -> None:
        write(*args, **more)
        raise KeyboardInterrupt

    monkeypatch.setattr(shop, "write", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_letter(shop, plan, folder)
    assert os.listdir(folder) == [f"Anna {plan.code}.pdf"]
    assert [code for _, code, _ in stored(shop)] == [plan.code]


def test_nothing_is_overwritten(waiting: Late, folder: Path) -> None:
    plan = waiting.desk.shop.read(due_letters)[0]
    there = folder / files.file_name(plan)
    there.write_bytes(b"mine")
    written = write_letter(waiting.desk.shop, plan, folder)
    assert there.read_bytes() == b"mine"
    assert written != there
    assert written.name.startswith(f"Anna {plan.code} ")


def test_r29_places_that_take_no_files(waiting: Late, folder: Path) -> None:
    shop = waiting.desk.shop
    (folder / "file").write_text("x")
    for place, said in (
        (folder / "file", "is a file, not a folder"),
        (folder / "no" / "out", "There is no folder"),
        (Path("/proc/letters"), "letters"),
    ):
        with pytest.raises(ShopError, match=said):
            list(write_due(shop, place))
    assert stored(shop) == []


@pytest.fixture
def lamps(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A shop on today's date, with two letters due."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    place = str(tmp_path / "lamps.shop")
    with create_shop(place) as shop:
        desk = Desk(shop)
        desk.product("LAMP")
        for name in ("Anna", "Bert"):
            desk.order(name, {"LAMP": "1"})
    return place


def test_the_command_lists_then_writes(
    lamps: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "letters"
    given = ("letters", lamps, "--out", str(out))
    assert main.main([*given, "--dry-run"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("Anna: Your order O-1001 of ")
    assert said[0].endswith("(no postal address, no mail address, language not known: the shop's)")
    assert said[2:] == ["2 letters are due.", "This was a dry run: nothing was changed."]
    assert not out.exists()

    assert main.main([*given, "--kind", "delay"]) == 0
    assert capsys.readouterr().out == f"0 letters written to {out} and recorded.\n"
    assert main.main(list(given)) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == f"2 letters written to {out} and recorded."
    assert [line.partition(".pdf: ")[0] for line in said[:2]] == sorted(
        name.removesuffix(".pdf") for name in os.listdir(out)
    )
    assert main.main(list(given)) == 0
    assert capsys.readouterr().out == f"0 letters written to {out} and recorded.\n"


def test_the_command_says_how_far_it_came(
    lamps: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[int] = []
    fsync = os.fsync

    def fills_up(number: int) -> None:
        if done:
            raise OSError(errno.ENOSPC, "No space left on device")
        done.append(number)
        fsync(number)

    monkeypatch.setattr(files.os, "fsync", fills_up)
    assert main.main(["letters", lamps, "--out", str(tmp_path / "out")]) == 1
    said = capsys.readouterr()
    assert said.out.endswith("1 letter written to " + str(tmp_path / "out") + " and recorded.\n")
    assert "No space left on device" in said.err
    assert len(os.listdir(tmp_path / "out")) == 1


def test_the_command_knows_its_kinds(lamps: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["letters", lamps, "--out", "x", "--kind", "spam"]) == 2
    assert "invalid choice: 'spam'" in capsys.readouterr().err


def test_who_is_told_by_mail_is_left_to_it_unless_paper_is_asked_for(
    lamps: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with open_shop(lamps) as shop:
        sql = "UPDATE customers SET notice_channel = 'mail', email = 'anna@example.org' WHERE name = 'Anna'"
        shop.write(lambda session: run(session, sql) and None)
        shop.write(lambda session: change_settings(session, mail_host="smtp.example.com") and None)
    out = tmp_path / "letters"
    assert main.main(["letters", lamps, "--out", str(out)]) == 0
    assert "1 letter is left to mail." in capsys.readouterr().out
    assert [name.split()[0] for name in os.listdir(out)] == ["Bert"]
    assert main.main(["letters", lamps, "--out", str(out), "--paper"]) == 0
    assert len(os.listdir(out)) == 2


def test_the_command_sends_what_waits_by_mail(lamps: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["letters", lamps, "--mail"]) == 0
    assert capsys.readouterr().out == "No mail waits.\n"
    assert main.main(["letters", lamps]) == 1
    assert "--out DIR, --mail, or both" in capsys.readouterr().err
