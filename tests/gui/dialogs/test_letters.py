"""Letters: what goes out is seen as it prints, sent as it was ticked, and recorded once (R11, R22)."""

from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.actions.purchasing import set_eta
from app.actions.sending import record_letter
from app.letters.drawing import draft_of
from app.letters.due import due_letters
from app.settings import change_settings
from app.shop import Shop
from db.rows import fetch, run
from tests.gui.dialogs.hands import told_by
from tests.gui.dialogs.letter_hands import (
    LATE,
    choose,
    fail,
    give_mail,
    kept,
    names,
    printing_to,
    saving_to,
)
from tests.gui.pages.reading import cells
from tests.kitchen import Kitchen, purchase_lines_of
from tests.mail_servers import Post, serving
from tests.reading_pdf import text_of, texts_of
from ui.common.page import Desk
from ui.dialogs.letter_rows import MAIL, PAPER, PHONE
from ui.dialogs.letters import LettersDialog

Open = Callable[[], LettersDialog]


@pytest.fixture
def late(sqlite_shop: Shop, kitchen: Kitchen) -> Shop:
    """The casseroles come later; nobody is to hear of anything else."""
    told = "UPDATE notices SET state = 'sent', pending = 0"
    sqlite_shop.write(lambda session: run(session, told))
    sqlite_shop.write(set_eta, purchase_lines_of(sqlite_shop, kitchen, "P-118")[:1], date(2026, 12, 11))
    keep = ", ".join(str(kitchen.customers[name]) for name in LATE)
    sqlite_shop.write(lambda session: run(session, f"{told} WHERE customer_id NOT IN ({keep})"))
    return sqlite_shop


@pytest.fixture
def show(qtbot: QtBot, desk: Desk, late: Shop) -> Open:
    def show() -> LettersDialog:
        dialog = LettersDialog(desk, partial(due_letters))
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitUntil(lambda: desk.jobs.idle and bool(dialog.letters.rows))
        return dialog

    return show


def test_all_that_is_due_is_ticked_and_shown_as_it_prints(show: Open, qtbot: QtBot, desk: Desk) -> None:
    dialog = show()
    assert cells(dialog.letters, "name", "tells", "way", "note") == [
        (name, "Later date", "Paper", "no postal address, language not known: the shop's")
        for name in sorted(LATE)
    ]
    assert dialog.sum.text() == "3 on paper"
    assert dialog.ok.text() == "Print 3 letters…"
    paper = dialog.sheet.paper
    assert paper.drawn is not None
    assert "Dear Café Brünn" in text_of(paper.drawn.pdf)
    assert paper.drawn.picture.width() == round(paper.page.width() * paper.page.devicePixelRatioF())

    choose(dialog, "Hotel Alder")
    qtbot.waitUntil(lambda: desk.jobs.idle)
    assert "Dear Hotel Alder" in text_of(paper.drawn.pdf)


def test_a_longer_letter_is_turned_page_by_page(show: Open, qtbot: QtBot, desk: Desk) -> None:
    dialog = show()
    dialog.sheet.paragraph.setPlainText("\n".join(f"Line {number}" for number in range(80)))
    dialog.sheet.take_paragraph()
    paper = dialog.sheet.paper
    qtbot.waitUntil(lambda: desk.jobs.idle and paper.number.text() == "Page 1 of 3")
    assert not paper.before.isEnabled()

    paper.after.click()
    qtbot.waitUntil(lambda: paper.number.text() == "Page 2 of 3")
    assert paper.before.isEnabled()


def test_the_own_paragraph_stands_in_one_letter_only(
    show: Open, qtbot: QtBot, desk: Desk, late: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = show()
    choose(dialog, "Hotel Alder")
    qtbot.keyClicks(dialog.sheet.paragraph, "We keep one <b> aside for you.")
    choose(dialog, "Marta Lindqvist")
    assert dialog.sheet.paragraph.toPlainText() == ""
    saving_to(tmp_path / "letters.pdf", monkeypatch)

    with qtbot.waitSignal(dialog.finished):
        dialog.save_one()

    with_it = [name for name, _, text in kept(late) if "We keep one <b> aside for you." in text]
    assert with_it == ["Hotel Alder"]


def test_what_is_left_out_is_not_sent(
    show: Open, qtbot: QtBot, desk: Desk, late: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = told_by(desk)
    dialog = show()
    choose(dialog, "Hotel Alder")
    qtbot.keyClick(dialog.table, Qt.Key.Key_Space)
    assert dialog.ok.text() == "Print 2 letters…"
    saving_to(tmp_path / "letters.pdf", monkeypatch)

    dialog.save_one()
    qtbot.waitUntil(lambda: desk.jobs.idle)

    assert names(late) == ["Café Brünn", "Marta Lindqvist"]
    said = text_of((tmp_path / "letters.pdf").read_bytes())
    assert "Dear Café Brünn" in said
    assert "Hotel Alder" not in said
    assert cells(dialog.letters, "name") == [("Hotel Alder",)]
    dialog.leave()
    assert [words for words, _ in told] == ["2 letters went out."]


def test_what_is_on_paper_is_recorded(
    show: Open, qtbot: QtBot, late: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "printed.pdf"
    printing_to(file, monkeypatch)
    dialog = show()
    with qtbot.waitSignal(dialog.finished):
        dialog._submit()

    assert names(late) == sorted(LATE)
    pages = sum(len(texts_of(bytes(pdf))) for (pdf,) in late.read(fetch, "SELECT pdf FROM letters"))
    assert len(texts_of(file.read_bytes())) == pages
    assert late.read(due_letters) == []


def test_without_a_printer_nothing_is_recorded(
    show: Open, late: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QPrinterInfo, "availablePrinterNames", list)
    dialog = show()
    dialog.print_them()
    assert dialog.error.text().startswith("No printer is set up on this computer.")
    assert kept(late) == []


@pytest.mark.parametrize(
    ("act", "how", "said"),
    [
        ("print_them", "a printer that stops", "does not print. See that it is on"),
        ("save_one", "a folder that is gone", "There is no folder"),
        ("save_each", "a folder that is gone", "There is no folder"),
        ("save_one", "a full disk", "No space left on device Make room"),
        ("save_each", "a full disk", "No space left on device Make room"),
        ("save_one", "a file held by others", "is a folder, not a file. Name the file"),
    ],
)
def test_what_fails_is_said_records_nothing_and_goes_once_afterwards(
    show: Open,
    qtbot: QtBot,
    desk: Desk,
    late: Shop,
    tmp_path: Path,
    act: str,
    how: str,
    said: str,
) -> None:
    dialog = show()
    with pytest.MonkeyPatch.context() as patch:
        fail(how, tmp_path, patch)
        getattr(dialog, act)()
        qtbot.waitUntil(lambda: desk.jobs.idle)
    assert said in dialog.error.text()
    assert kept(late) == []
    assert dialog.ok.text() == "Print 3 letters…"

    with pytest.MonkeyPatch.context() as patch, qtbot.waitSignal(dialog.finished):
        saving_to(tmp_path / "afterwards.pdf", patch)
        dialog.save_one()
    assert names(late) == sorted(LATE)
    assert text_of((tmp_path / "afterwards.pdf").read_bytes()).count("Dear ") == len(LATE)


def test_a_file_for_each_customer(
    show: Open, qtbot: QtBot, late: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    dialog = show()
    with qtbot.waitSignal(dialog.finished):
        dialog.save_each()
    files = sorted(folder.iterdir())
    assert [file.name.rpartition(" ")[0] for file in files] == sorted(LATE)
    assert [text_of(file.read_bytes()) for file in files] == [text for _, _, text in kept(late)]


def test_who_stops_keeps_what_was_done(
    show: Open, qtbot: QtBot, desk: Desk, late: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    dialog = show()
    write = late.write

    def stopping(*args: Any, **kwargs: Any) -> Any:
        outcome = write(*args, **kwargs)
        dialog.leave()  # what the button does; any thread may
        return outcome

    monkeypatch.setattr(late, "write", stopping)
    dialog.save_each()
    assert dialog.cancel.text() == "Stop"
    qtbot.waitUntil(lambda: desk.jobs.idle)

    assert len(kept(late)) == 1
    assert dialog.error.text() == "The work was stopped. 1 letter went out and is kept."
    assert len(dialog.letters.rows) == 2
    assert dialog.ok.text() == "Print 2 letters…"


def test_what_changed_or_was_told_meanwhile_is_said_beside_it_and_the_rest_goes(
    show: Open,
    qtbot: QtBot,
    desk: Desk,
    late: Shop,
    kitchen: Kitchen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    dialog = show()
    [other] = late.read(due_letters, customer_ids=[kitchen.customers["Hotel Alder"]])
    late.write(record_letter, draft_of(other, b"", "phone"))
    sql = "UPDATE notices SET new_on = new_on + 7 WHERE state = 'due' AND customer_id = ?"
    late.write(lambda session: run(session, sql, (kitchen.customers["Marta Lindqvist"],)))
    saving_to(tmp_path / "letters.pdf", monkeypatch)

    dialog.save_one()
    qtbot.waitUntil(lambda: desk.jobs.idle)

    assert names(late) == ["Café Brünn", "Hotel Alder"]
    assert cells(dialog.letters, "name", "note") == [
        ("Hotel Alder", f"Letter {other.code} told this already."),
        ("Marta Lindqvist", "There is something else to tell than the letter says."),
    ]
    assert not dialog.ok.isEnabled()

    for row in list(dialog.letters.rows):
        dialog.table.ticked.emit(row)  # what was told already stays out
    assert dialog.ok.text() == "Print 1 letter…"
    with_new_date = tmp_path / "again.pdf"
    saving_to(with_new_date, monkeypatch)
    dialog.save_one()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    assert names(late) == sorted(LATE)
    assert "21 December 2026" in text_of(with_new_date.read_bytes())


def test_mail_leaves_by_the_outbox_with_the_letter_as_it_was_shown(
    show: Open, qtbot: QtBot, desk: Desk, late: Shop, kitchen: Kitchen
) -> None:
    told = told_by(desk)
    give_mail(late, kitchen, "Hotel Alder", "alder@example.org")
    post = Post()
    with serving(post) as server:
        late.write(
            lambda session: (
                change_settings(
                    session,
                    mail_host=server.host,
                    mail_port=server.port,
                    mail_security="none",
                    mail_from="desk@example.com",
                )
                and None
            )
        )
        dialog = show()
        assert dialog.sum.text() == "2 on paper  ·  1 by mail"
        assert dialog.ok.text() == "Send 1 by mail"
        dialog._submit()
        qtbot.waitUntil(lambda: desk.jobs.idle and bool(told))

    assert [message["To"] for message in post.taken] == ["Hotel Alder <alder@example.org>"]
    [(name, channel, text)] = kept(late)
    assert (name, channel) == ("Hotel Alder", MAIL)
    assert "Dear Hotel Alder" in text
    assert [words for words, _ in told] == ["1 mail sent."]
    assert late.read(fetch, "SELECT state FROM mails") == [("sent",)]
    assert dialog.ok.text() == "Print 2 letters…"


def test_without_a_mail_server_nothing_is_recorded(
    show: Open, qtbot: QtBot, desk: Desk, late: Shop, kitchen: Kitchen
) -> None:
    give_mail(late, kitchen, "Hotel Alder", "alder@example.org")
    dialog = show()
    dialog.send()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    assert dialog.error.text() == "No mail server is set. Enter one in the settings, Mail."
    assert kept(late) == []


def test_each_letter_goes_the_way_that_the_owner_chooses(
    show: Open, qtbot: QtBot, desk: Desk, late: Shop, kitchen: Kitchen
) -> None:
    dialog = show()
    choose(dialog, "Hotel Alder")
    ways = dialog.sheet.way
    assert [ways.itemData(place) for place in range(ways.count())] == [PAPER, PHONE]

    ways.setCurrentIndex(1)
    ways.activated.emit(1)
    assert dialog.sum.text() == "2 on paper  ·  1 by phone"
    dialog.phone.click()
    qtbot.waitUntil(lambda: desk.jobs.idle)
    assert kept(late) == [("Hotel Alder", "phone", "")]


def test_nothing_to_tell_is_said(qtbot: QtBot, desk: Desk, late: Shop) -> None:
    late.write(lambda session: run(session, "UPDATE notices SET state = 'sent'"))
    dialog = LettersDialog(desk, partial(due_letters))
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: desk.jobs.idle)
    assert dialog.table.said == "There is nothing to tell anybody."
    assert not dialog.ok.isEnabled()
