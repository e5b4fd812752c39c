"""The page Notices: who is to be told, what went out, and a mail that did not arrive."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from app.actions.purchasing import close_short, set_eta
from app.actions.sending import SentLetter, record_letter
from app.letters.chasing import chasers
from app.letters.drawing import draft_of, pdf_of
from app.letters.due import due_letters
from app.shop import Shop
from db.rows import fetch, run
from tests.gui.dialogs.hands import told_by
from tests.gui.pages.conftest import AtRest, Show
from tests.gui.pages.reading import cells
from tests.kitchen import Kitchen, line_of, purchase_lines_of
from tests.reading_pdf import text_of
from ui.common.page import Desk
from ui.dialogs import answer
from ui.dialogs import kept_letter as kept_dialog
from ui.dialogs import letters as letters_dialog
from ui.dialogs import mail_address as address_dialog
from ui.dialogs import set_eta as eta_dialog
from ui.dialogs.kept_letter import KeptLetterDialog
from ui.dialogs.mail_address import MailAddressDialog
from ui.pages import notices as module
from ui.pages.notices import DUE, SENT, NoticesPage

LATE = ("Hotel Alder", "Café Brünn")


@pytest.fixture
def late(sqlite_shop: Shop, kitchen: Kitchen) -> Shop:
    """Two customers are to hear that the casseroles come later."""
    told = "UPDATE notices SET state = 'sent', pending = 0"
    sqlite_shop.write(lambda session: run(session, told))
    sqlite_shop.write(set_eta, purchase_lines_of(sqlite_shop, kitchen, "P-118")[:1], date(2026, 12, 11))
    keep = ", ".join(str(kitchen.customers[name]) for name in LATE)
    sqlite_shop.write(lambda session: run(session, f"{told} WHERE customer_id NOT IN ({keep})"))
    return sqlite_shop


@pytest.fixture
def page(desk: Desk, late: Shop) -> NoticesPage:
    return NoticesPage(desk)


def tell(shop: Shop, kitchen: Kitchen, name: str, channel: str = "letter") -> SentLetter:
    [plan] = shop.read(due_letters, customer_ids=[kitchen.customers[name]])
    draft = draft_of(plan, pdf_of(plan), channel)
    if channel == "mail":
        draft = replace(draft, email="alder@example.org")
    sent: SentLetter = shop.write(record_letter, draft)
    return sent


def test_what_a_supplier_answers_is_set_from_the_letter_that_asked(
    page: NoticesPage,
    show: Show,
    at_rest: AtRest,
    late: Shop,
    kitchen: Kitchen,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lines = purchase_lines_of(late, kitchen, "P-118")
    [plan] = late.read(chasers, purchase_line_ids=lines)
    late.write(record_letter, draft_of(plan, pdf_of(plan), "letter"))
    late.write(close_short, lines[:1])
    opened: list[tuple[int, ...]] = []
    monkeypatch.setattr(eta_dialog, "ask", lambda parent, desk, *ids: opened.append(ids))
    show(page)
    page.view.choose(SENT)
    at_rest()
    page.steps.do("Set ETA…")
    assert opened == [(kitchen.purchases["P-118"], lines[1])]


def mail_is(shop: Shop, state: str, problem: str = "") -> None:
    sql = "UPDATE mails SET state = ?, problem = ?"
    shop.write(lambda session: run(session, sql, (state, problem)))


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Whom letters would have been shown for."""
    seen: list[Any] = []
    monkeypatch.setattr(letters_dialog, "ask", lambda parent, desk, ids=None: seen.append(ids))
    return seen


@pytest.fixture
def outbox(monkeypatch: pytest.MonkeyPatch) -> list[Desk]:
    """How often the outbox would have run."""
    runs: list[Desk] = []
    monkeypatch.setattr(module, "send_outbox", runs.append)
    monkeypatch.setattr(address_dialog, "send_outbox", runs.append)
    return runs


def test_a_row_is_a_letter_to_be(page: NoticesPage, show: Show) -> None:
    show(page)
    assert cells(page.model, "customer", "kinds", "lines", "orders", "since", "channel") == [
        ("Hotel Alder", "Later date", "1", "O-1041", "23 Nov", "Paper"),
        ("Café Brünn", "Later date", "1", "O-1033", "23 Nov", "Paper"),
    ]
    assert page.status[0] == "2 customers to be told  ·  0 overdue"
    assert page.notice_pane.head.title.text() == "Hotel Alder"
    [row] = page.notice_pane.due.model.rows
    assert (row[1].order, row[1].product) == ("O-1041", "Cast-iron casserole 24 cm")


def test_letters_are_written_for_all_or_for_the_chosen(
    page: NoticesPage, show: Show, at_rest: AtRest, kitchen: Kitchen, asked: list[Any]
) -> None:
    show(page)
    primary = page.primary()
    assert primary.title == "Write letters…"
    primary.act()
    assert page.steps.titles()[0] == "Write letter…"
    page.steps.do("Write letter…")
    page.table.selectAll()
    at_rest()
    page.steps.do("Write 2 letters…")

    ids = [kitchen.customers[name] for name in LATE]
    assert asked == [None, ids[:1], ids]


def test_what_was_told_leaves_the_one_list_and_stands_in_the_other(
    page: NoticesPage,
    show: Show,
    at_rest: AtRest,
    late: Shop,
    kitchen: Kitchen,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    show(page)
    sent = tell(late, kitchen, "Hotel Alder")
    qtbot.waitUntil(lambda: len(page.model.rows) == 1)

    page.view.choose(SENT)
    at_rest()

    assert cells(page.model, "to", "kind", "channel", "awaited", "code") == [
        ("Hotel Alder", "Later date", "Paper", "1", sent.code)
    ]
    assert page.status[0] == "1 letter  ·  1 with answers awaited"
    assert [each[1].state for each in page.notice_pane.asked.model.rows] == ["awaited"]
    assert "Dear Hotel Alder" in page.notice_pane.text.accessibleName()
    answered: list[int] = []
    monkeypatch.setattr(answer, "ask_of_line", lambda parent, desk, line_id: answered.append(line_id))
    page.steps.do("Record answer…")
    assert answered == [line_of(late, kitchen, "O-1041", "CI-24")]
    page.chips.choose("awaited")
    at_rest()
    assert len(page.model.rows) == 1
    page.chips.choose("overdue")
    at_rest()
    assert page.table.said == "No answer is overdue."

    page.view.choose(DUE)
    at_rest()
    assert cells(page.model, "customer") == [("Café Brünn",)]
    assert page.chips is page.all_chips[DUE]


def test_everybody_told_is_said(page: NoticesPage, show: Show, late: Shop, at_rest: AtRest) -> None:
    late.write(lambda session: run(session, "UPDATE notices SET state = 'sent'"))
    show(page)
    assert page.table.said == "Everybody has been told. Whoever is to hear of something appears here."
    page.view.choose(SENT)
    at_rest()
    assert page.table.said == "No letter went out yet."


def test_a_letter_is_shown_from_elsewhere_and_the_way_back_leads_here(
    page: NoticesPage, show: Show, at_rest: AtRest, late: Shop, kitchen: Kitchen
) -> None:
    sent = tell(late, kitchen, "Hotel Alder")
    show(page)
    mark = page.bookmark()

    page.show_row(sent.letter_id)
    at_rest()
    assert page.table.current_row()[0] == sent.letter_id  # type: ignore[index]
    assert page.shown == SENT

    page.return_to(mark)
    at_rest()
    assert page.shown == DUE
    assert cells(page.model, "customer") == [("Café Brünn",)]


def test_a_refused_mail_goes_again_or_elsewhere_or_counts_as_arrived(
    page: NoticesPage,
    show: Show,
    at_rest: AtRest,
    late: Shop,
    kitchen: Kitchen,
    outbox: list[Desk],
    desk: Desk,
) -> None:
    sent = tell(late, kitchen, "Hotel Alder", "mail")
    mail_is(late, "refused", "550 no such user")
    show(page)
    page.show_row(sent.letter_id)
    at_rest()
    assert cells(page.model, "mail") == [("Refused",)]
    assert "550 no such user" in page.notice_pane.remarks.accessibleName()
    assert [line.title for line in page.row_menu(page.model.rows[0])][:3] == [  # type: ignore[union-attr]
        "Send again",
        "Another address…",
        "It arrived",
    ]

    page.steps.do("Send again")
    at_rest()
    assert late.read(fetch, "SELECT state, address FROM mails") == [("queued", "alder@example.org")]
    assert outbox == [desk]
    assert page.steps.titles()[0] == "Send waiting mail"

    mail_is(late, "perhaps")
    page.reload()
    at_rest()
    told = told_by(desk)
    page.steps.do("It arrived")
    at_rest()
    assert late.read(fetch, "SELECT state FROM mails") == [("sent",)]
    assert [words for words, _ in told] == [f"Letter {sent.code} counts as arrived."]


def test_mail_that_waits_for_the_settings_leads_there(
    page: NoticesPage,
    show: Show,
    at_rest: AtRest,
    late: Shop,
    kitchen: Kitchen,
) -> None:
    sent = tell(late, kitchen, "Hotel Alder", "mail")
    mail_is(late, "queued", "The mail server does not accept this user and password.")
    show(page)
    page.show_row(sent.letter_id)
    at_rest()
    assert "It waits: The mail server does not accept" in page.notice_pane.remarks.accessibleName()
    parts: list[str] = []
    page.desk.settings_wanted.connect(parts.append)
    page.steps.do("Mail settings…")
    assert parts == ["mail"]


def test_another_address_must_be_one(
    page: NoticesPage,
    show: Show,
    at_rest: AtRest,
    late: Shop,
    kitchen: Kitchen,
    outbox: list[Desk],
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    sent = tell(late, kitchen, "Hotel Alder", "mail")
    mail_is(late, "refused")
    show(page)
    page.show_row(sent.letter_id)
    at_rest()
    shown: list[MailAddressDialog] = []
    monkeypatch.setattr(MailAddressDialog, "ask", lambda dialog: shown.append(dialog))
    page.steps.do("Another address…")
    [dialog] = shown
    qtbot.addWidget(dialog)
    dialog.address.setText("two@example.org, addresses@example.org")
    dialog._submit()
    at_rest()
    assert dialog.error.text()
    assert outbox == []

    dialog.address.setText("new@example.org")
    with qtbot.waitSignal(dialog.accepted):
        dialog._submit()
    assert late.read(fetch, "SELECT state, address FROM mails") == [("queued", "new@example.org")]
    assert len(outbox) == 1


def test_a_copy_of_a_letter_says_so_and_is_counted(
    page: NoticesPage,
    show: Show,
    at_rest: AtRest,
    late: Shop,
    kitchen: Kitchen,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    sent = tell(late, kitchen, "Hotel Alder")
    show(page)
    page.show_row(sent.letter_id)
    at_rest()
    shown: list[KeptLetterDialog] = []
    monkeypatch.setattr(KeptLetterDialog, "ask", lambda dialog: shown.append(dialog))
    page.open_row(page.table.current_row())
    [dialog] = shown
    qtbot.addWidget(dialog)
    dialog.show()
    at_rest()
    drawn = dialog.paper.drawn
    assert drawn is not None
    assert "COPY" not in text_of(drawn.pdf)

    file = tmp_path / "copy.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    with qtbot.waitSignal(dialog.accepted):
        dialog.save_copy()
    assert "COPY" in text_of(file.read_bytes())
    assert late.read(fetch, "SELECT reprints FROM letters") == [(1,)]

    def choose_printer(*_: object) -> QPrinter:
        printer = QPrinter()
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setResolution(72)
        printer.setOutputFileName(str(tmp_path / "gone" / "printed.pdf"))
        return printer

    monkeypatch.setattr(kept_dialog, "choose_printer", choose_printer)
    dialog._submit()
    at_rest()
    assert "does not print" in dialog.error.text()
    assert late.read(fetch, "SELECT reprints FROM letters") == [(1,)]
