"""Whatever stands in the shop's data is words on paper, in a mail and in a file's name (R29).

One table of what people type goes all the way: into the shop, into the letters that are due, one out as a
file and one through the outbox to a mail server.
"""

import re
from collections.abc import Iterator
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from app.documents.fonts import MARK
from app.errors import InvalidInput
from app.letter_texts import save_text, shipped_text
from app.letters.due import due_letters
from app.letters.outgoing import queue_mails, save_letters
from app.letters.plans import LetterPlan, with_paragraph
from app.outbox import Delivery, send_waiting
from app.progress import Progress
from app.verifying import verify
from db.rows import fetch, run
from tests.databases import portable
from tests.desks import Desk
from tests.mail_servers import Post, serving
from tests.reading_pdf import together, unembedded
from tests.unit.actions.delayed import Late, late
from tests.unit.letters.writing import set_shop

pytestmark = portable

ANNA, BERT = "anna@example.org", "bert@example.org"


class Typed(NamedTuple):
    """What was typed; where it is not the same: on paper without its blanks, and in a mail's header."""

    text: str
    paper: str | None = None
    header: str | None = None


CASES = {
    "markup": Typed("Smith <b>"),
    "end of a paragraph": Typed("</para>"),
    "a picture": Typed('<img src="file:///etc/passwd">'),
    "fields": Typed("{field} {customer.__class__} {0} %s %(x)s $shop"),
    "signs of PDF": Typed("(un)balanced \\( ) Tj ET endstream"),
    "turned around": Typed("\u202eAnna\u200f \u2066Li\u2069", "AnnaLi", "Anna Li"),
    "emoji": Typed("Zoë 😀 王 𠀀", f"Zoë{MARK}王{MARK}"),
    "a script in no font": Typed("ሰላም", MARK * 3),
    "nothing": Typed("", "", ""),
    "blanks": Typed(" \t ", "", ""),
    "control signs": Typed("a\x07b\x1bc", "abc", "a b c"),
    "lines of a header": Typed(
        "Anna\r\nBcc: all@example.org\r\n\r\nHi", "AnnaBcc:all@example.orgHi", "Anna Bcc: all@example.org Hi"
    ),
    "lines of any kind": Typed("a\u2028b\x0bc\x85d", None, "a b c d"),
    "two addresses": Typed('Ann" <boss@example.org>, "Bo'),
    "a coded word": Typed(
        "=?utf-8?q?Ann=0ABcc=3A_all@example.org?=", None, "= ?utf-8?q?Ann=0ABcc=3A_all@example.org?="
    ),
    "the end of a mail": Typed("Anna\r\n.\r\nQUIT", "Anna.QUIT", "Anna . QUIT"),
    "the folder above": Typed("../.."),
    "the root": Typed("/etc/passwd"),
    "a device": Typed("CON"),
    "a device with an ending": Typed("nul.txt"),
    "a drive": Typed("C:\\Windows\\x.pdf"),
    "a command": Typed("; rm -rf ~ `x` $(y) | z"),
    "a formula": Typed("=cmd|' /C calc'!A0"),
}
ENDLESS = {"a long word": "W" * 5_000, "a long word in Chinese": "车" * 5_000}
_SAFE = re.compile(r"[\w \-]+ [2-9A-Z]{6}\.pdf|[2-9A-Z]{6}\.pdf")
_HEADERS = [
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "Auto-Submitted",
    "MIME-Version",
    "Content-Type",
]


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def anna(sqlite_desk: Desk, post: Post) -> Iterator[Late]:
    """Anna is to hear by mail, Bert on paper; both of pans."""
    sqlite_desk.customer("Anna", email=ANNA, notice_channel="mail")
    found = late(sqlite_desk)
    sqlite_desk.customer("Bert", email=BERT)
    sqlite_desk.order("Bert", {"PAN": "1"})
    with serving(post) as server:
        set_shop(
            sqlite_desk,
            mail_host=server.host,
            mail_port=server.port,
            mail_security="none",
            mail_from="desk@example.com",
        )
        yield found


def type_everywhere(anna: Late, text: str) -> None:
    """As an import or an older program may have left it: past all checks of fields."""

    def put(session: Any) -> None:
        run(session, "UPDATE customers SET name = ?, street = ?, city = ?", (text, text, text))
        run(session, "UPDATE products SET name = ?, sku = ?||id", (text, text))
        run(session, "UPDATE orders SET customer_reference = ?", (text,))

    anna.desk.shop.write(put)
    set_shop(anna.desk, shop_name=text, address=text, phone=text, signature=text, mail_name=text)
    for kind in ("delay", "confirmation"):
        words = shipped_text(kind, "en")
        subject = "To {customer} from {shop}"
        anna.desk.shop.write(save_text, kind, "en", subject, "\n\n".join(words.paragraphs), before=words)


def letters(anna: Late, paragraph: str = "") -> dict[str, LetterPlan]:
    """By the address of whom they are for."""
    plans = anna.desk.shop.read(due_letters)
    return {plan.email: with_paragraph(plan, paragraph) for plan in plans}


def kept(anna: Late) -> dict[str, tuple[str, bytes]]:
    """Code and pages of the letters that went out, by the way they went."""
    rows = anna.rows("SELECT channel, code, pdf FROM letters")
    return {channel: (code, bytes(pdf)) for channel, code, pdf in rows}


@pytest.mark.parametrize("name", list(CASES))
def test_it_goes_all_the_way_as_words(anna: Late, post: Post, tmp_path: Path, name: str) -> None:
    typed = CASES[name]
    type_everywhere(anna, typed.text)
    plans, shop = letters(anna, typed.text), anna.desk.shop
    folder = tmp_path / "letters"
    folder.mkdir()

    assert save_letters(shop, [plans[BERT]], folder, Progress()).refused == {}
    assert queue_mails(shop, [plans[ANNA]], Progress()).refused == {}
    assert send_waiting(shop) == Delivery(sent=1)

    paper = "".join(typed.text.split()) if typed.paper is None else typed.paper
    for _, pdf in kept(anna).values():
        assert unembedded(pdf) == set()
        # Address, salutation, paragraph, product, sender, signature.
        assert together(pdf).count(paper) >= 6
    _check_file(folder, *kept(anna)["letter"])
    header = " ".join(typed.text.split()) if typed.header is None else typed.header
    _check_mail(post, *kept(anna)["mail"], header)
    assert shop.read(verify) == []


def _check_file(folder: Path, code: str, pdf: bytes) -> None:
    [file] = folder.iterdir()
    assert _SAFE.fullmatch(file.name), file.name
    assert code in file.name
    assert file.read_bytes() == pdf


def _check_mail(post: Post, code: str, pdf: bytes, words: str) -> None:
    """What a server got: one recipient, only our headers, the letter in its file."""
    assert post.asked == [ANNA]
    [raw] = post.raw
    head, _, _ = raw.partition(b"\r\n\r\n")
    assert head.isascii()
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    message = message_from_bytes(raw, policy=policy.default)
    assert isinstance(message, EmailMessage)
    assert message.keys() == _HEADERS
    for name, address in (("To", ANNA), ("From", "desk@example.com")):
        assert _mailboxes(raw, name) == [(words[:60].strip(), address)]
    assert _header(raw, "Subject") == " ".join(f"To {words} from {words}".split())
    body, attached = message.iter_parts()
    assert (attached.get_filename(), attached.get_content()) == (f"{code}.pdf", pdf)
    assert _seen(words.replace("= ?", "=?")) in _seen(body.get_content())


def _header(raw: bytes, name: str) -> str:
    """As any reader of mail decodes it."""
    text = re.sub(r"\r\n(?=[ \t])", "", str(message_from_bytes(raw)[name]))
    return _decoded(text).strip()


def _decoded(text: str) -> str:
    return str(make_header(decode_header(text)))


def _mailboxes(raw: bytes, name: str) -> list[tuple[str, str]]:
    """Names and addresses: what is coded is decoded after they are parted."""
    return [(_decoded(who), at) for who, at in getaddresses([str(message_from_bytes(raw)[name])])]


def _seen(text: str) -> str:
    """Without blanks and what nobody sees."""
    return "".join(sign for sign in text if sign.isprintable() and not sign.isspace())


@pytest.mark.parametrize("name", list(ENDLESS))
def test_a_word_without_an_end_loses_nothing_and_ends_in_headers(
    anna: Late, post: Post, tmp_path: Path, name: str
) -> None:
    word = ENDLESS[name]
    type_everywhere(anna, word)
    set_shop(anna.desk, address="", signature="", phone="")
    plans, shop = letters(anna), anna.desk.shop
    save_letters(shop, [plans[BERT]], tmp_path, Progress())
    queue_mails(shop, [plans[ANNA]], Progress())
    assert send_waiting(shop) == Delivery(sent=1)
    for _, pdf in kept(anna).values():
        assert unembedded(pdf) == set()
        assert together(pdf).count(word[0]) >= 10_000
    [file] = tmp_path.glob("*.pdf")
    assert len(file.name.encode()) < 255
    [raw] = post.raw
    assert message_from_bytes(raw).keys() == _HEADERS
    assert len(_header(raw, "Subject")) == 250
    assert _mailboxes(raw, "To") == [(word[:60], ANNA)]
    assert post.asked == [ANNA]


@pytest.mark.parametrize(
    "address",
    [
        "",
        " ",
        "a@example.org, b@example.org",
        "a@example.org;b@example.org",
        "a@example.org b@example.org",
        "Anna <a@example.org>",
        "a@example.org\r\nRCPT TO:<b@example.org>",
        "a@example.org>\r\nDATA",
        "anna",
        "@",
        "a@b@example.org",
        "\u202ea@example.org",
        "=?utf-8?q?a=0ABcc=3A_b?=@example.org",
    ],
)
def test_an_address_that_is_not_one_keeps_its_own_letter_only(anna: Late, post: Post, address: str) -> None:
    sql = "UPDATE customers SET email = ? WHERE name = 'Anna'"
    anna.desk.shop.write(lambda session: run(session, sql, (address,)))
    plans = list(letters(anna).values())
    outcome = queue_mails(anna.desk.shop, plans, Progress())
    [refusal] = outcome.refused.values()
    assert isinstance(refusal, InvalidInput)
    assert refusal.hint
    assert [plan.email for plan in outcome.done] == [BERT]
    assert send_waiting(anna.desk.shop) == Delivery(sent=1)
    assert post.asked == [BERT]
    assert [plan.name for plan in anna.desk.shop.read(due_letters)] == ["Anna"]


def test_a_customer_of_whom_nothing_is_known_gets_a_letter(anna: Late, tmp_path: Path) -> None:
    columns = ["name", "street", "city", "postcode", "region", "country", "email", "language", "number"]
    sql = (
        f"UPDATE customers SET {', '.join(f'{each} = {chr(39) * 2}' for each in columns)} WHERE name = 'Bert'"
    )
    anna.desk.shop.write(lambda session: run(session, sql))
    plan = letters(anna)[""]
    assert save_letters(anna.desk.shop, [plan], tmp_path, Progress()).done == [plan]
    [file] = tmp_path.glob("*.pdf")
    assert file.name == f"{plan.code}.pdf"
    assert "Dearcustomer," in together(file.read_bytes())


@pytest.mark.parametrize("content", [b"", b"hello", b"\x89PNG broken", b"<svg/>", b"%!PS (/etc/passwd) run"])
def test_a_broken_logo_stops_neither_paper_nor_mail(
    anna: Late, post: Post, tmp_path: Path, content: bytes
) -> None:
    put = "INSERT INTO shop_files (name, content) VALUES ('logo', ?)"
    anna.desk.shop.write(lambda session: run(session, put, (content,)))
    set_shop(anna.desk, shop_name="Northwind")
    plans, shop = letters(anna), anna.desk.shop
    assert len(save_letters(shop, [plans[BERT]], tmp_path, Progress()).done) == 1
    assert len(queue_mails(shop, [plans[ANNA]], Progress()).done) == 1
    assert send_waiting(shop) == Delivery(sent=1)
    assert all("Northwind" in together(pdf) for _, pdf in kept(anna).values())
    assert len(shop.read(fetch, "SELECT id FROM letters")) == 2
