"""Chosen letters go out: nothing is recorded that was not printed or written, none goes twice."""

import errno
import os
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import pytest

from app.actions.sending import record_letter
from app.errors import AlreadyDone, InvalidInput, PlanChanged, ShopError
from app.letters.drawing import draft_of
from app.letters.due import due_letters
from app.letters.outgoing import print_letters, queue_mails, save_as_one, save_letters, told_by_phone
from app.letters.plans import LetterPlan, with_paragraph
from app.progress import Cancelled, Progress
from db.rows import fetch
from tests.databases import on_both, portable
from tests.desks import Desk
from tests.reading_pdf import text_of, texts_of
from tests.unit.actions.delayed import Late, late
from tests.unit.letters.writing import set_shop

pytestmark = portable

NAMES = ["Anna", "Bert", "Cleo"]


class Paper:
    """A printer that may run out of paper."""

    def __init__(self, jobs: int = 9) -> None:
        self.jobs, self.printed = jobs, list[list[bytes]]()

    def __call__(self, pdfs: Sequence[bytes], at: Callable[[int], None]) -> None:
        for number in range(len(pdfs)):
            at(number)
        if len(self.printed) == self.jobs:
            raise ShopError("It does not print.")
        self.printed.append(list(pdfs))


@pytest.fixture
def anna(desk: Desk) -> Late:
    """Three customers are to hear, Anna of a delay too."""
    desk.customer("Anna", email="anna@example.org")
    found = late(desk)
    for name in NAMES[1:]:
        desk.order(name, {"PAN": "1"})
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An empty one; the shop's file lies beside it."""
    folder = tmp_path / "letters"
    folder.mkdir()
    return folder


def plans(anna: Late) -> list[LetterPlan]:
    return anna.desk.shop.read(due_letters)


def kept(anna: Late) -> list[tuple[str, str, bytes]]:
    """Whom, how, and the pages."""
    sql = (
        "SELECT c.name, t.channel, t.pdf FROM letters t JOIN customers c ON c.id = t.customer_id"
        " ORDER BY t.id"
    )
    return [(name, channel, bytes(pdf)) for name, channel, pdf in anna.rows(sql)]


def names(anna: Late) -> list[str]:
    return [name for name, _, _ in kept(anna)]


def test_what_a_job_of_the_printer_held_is_recorded_before_the_next(anna: Late) -> None:
    paper = Paper(jobs=1)
    outcome = print_letters(anna.desk.shop, plans(anna), paper, Progress(), at_once=2)

    assert str(outcome.stopped) == "It does not print."
    assert names(anna) == ["Anna", "Bert"]
    assert paper.printed == [[pdf for _, _, pdf in kept(anna)]]

    rest = print_letters(anna.desk.shop, plans(anna), Paper(), Progress(), at_once=2)
    assert rest.stopped is None
    assert names(anna) == NAMES


def test_who_stops_keeps_what_was_done_and_the_rest_goes_once(anna: Late, folder: Path) -> None:
    progress = Progress(lambda stage, done, total: progress.cancel() if done == 1 else None)
    outcome = save_letters(anna.desk.shop, plans(anna), folder, progress)

    assert isinstance(outcome.stopped, Cancelled)
    assert outcome.stopped.hint == "1 letter went out and is kept."
    assert names(anna) == ["Anna"]
    assert len(os.listdir(folder)) == 1

    save_letters(anna.desk.shop, plans(anna), folder, Progress())
    assert names(anna) == NAMES
    assert len(os.listdir(folder)) == 3


def test_what_others_told_or_changed_meanwhile_stays_out_and_the_rest_goes_on(
    anna: Late, folder: Path
) -> None:
    shown = plans(anna)
    shop = anna.desk.shop
    shop.write(record_letter, draft_of(plans(anna)[1], b"%PDF-1.4", "letter"))
    anna.supplier_says(date(2027, 1, 12))
    file = folder / "letters.pdf"

    outcome = save_as_one(shop, shown, file, Progress())

    refused = {plan.name: type(outcome.refused[plan.code]) for plan in shown if plan.code in outcome.refused}
    assert refused == {"Anna": PlanChanged, "Bert": AlreadyDone}
    assert [plan.name for plan in outcome.done] == ["Cleo"]
    said = text_of(file.read_bytes())
    assert "Cleo" in said
    assert "Anna" not in said
    assert os.listdir(folder) == ["letters.pdf"]


def test_one_file_holds_all_each_on_pages_of_its_own(anna: Late, folder: Path) -> None:
    shown = [with_paragraph(plan, f"Only {plan.name} reads this.") for plan in plans(anna)]
    file = folder / "letters.pdf"
    assert save_as_one(anna.desk.shop, shown, file, Progress()).stopped is None

    assert names(anna) == NAMES
    for name, _, pdf in kept(anna):
        assert f"Only {name} reads this." in text_of(pdf)
        assert sum(f"Only {name} reads this." in page for page in texts_of(file.read_bytes())) == 1


@pytest.mark.parametrize("save", [save_as_one, save_letters])
def test_on_a_full_disk_nothing_counts_as_sent(
    anna: Late, folder: Path, save: Callable[..., object], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    where = folder / "letters.pdf" if save is save_as_one else folder
    outcome = save(anna.desk.shop, plans(anna), where, Progress())

    assert "No space left on device" in str(outcome.stopped)  # type: ignore[attr-defined]
    assert kept(anna) == []
    assert os.listdir(folder) == []


def test_a_folder_that_is_not_there_takes_nothing(anna: Late, folder: Path) -> None:
    for outcome in (
        save_as_one(anna.desk.shop, plans(anna), folder / "gone" / "letters.pdf", Progress()),
        save_letters(anna.desk.shop, plans(anna), folder / "gone", Progress()),
    ):
        assert str(outcome.stopped).startswith("There is no folder")
    assert kept(anna) == []


@on_both
def test_mail_waits_in_the_outbox_and_a_bad_address_keeps_no_other(anna: Late) -> None:
    set_shop(anna.desk, mail_host="127.0.0.1", mail_security="none", mail_from="desk@example.com")
    outcome = queue_mails(anna.desk.shop, plans(anna), Progress())

    assert [plan.name for plan in outcome.done] == ["Anna"]
    assert {type(error) for error in outcome.refused.values()} == {InvalidInput}
    assert [(name, channel) for name, channel, _ in kept(anna)] == [("Anna", "mail")]
    assert anna.rows("SELECT address, state FROM mails") == [("anna@example.org", "queued")]


def test_without_a_mail_server_nothing_is_queued(anna: Late) -> None:
    outcome = queue_mails(anna.desk.shop, plans(anna), Progress())
    assert str(outcome.stopped) == "No mail server is set. Enter one in the settings, Mail."
    assert kept(anna) == []


@on_both
def test_what_was_said_by_phone_is_kept_with_its_words(anna: Late) -> None:
    told_by_phone(anna.desk.shop, plans(anna)[:1], Progress())
    assert kept(anna) == [("Anna", "phone", b"")]
    [(text,)] = anna.desk.shop.read(fetch, "SELECT text FROM letters")
    assert "16 December 2026" in text
