"""Letters by mail: each once, after its write; what a server says is told as it is."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import keyring
import pytest

from app.actions.mailing import (
    BACK_OFF,
    claim_mail,
    mail_arrived,
    mail_waits,
    send_mail_again,
)
from app.actions.sending import SentLetter
from app.errors import AlreadyDone, InvalidInput, NotFound
from app.mail_transport import (
    MailServer,
    MailServerUnusable,
    MessageRefused,
    RecipientRefused,
    Security,
    TryLater,
)
from app.outbox import (
    Delivery,
    Sender,
    keep_mail_password,
    mail_password,
    send_waiting,
    sender_of,
    try_settings,
)
from app.passwords import PasswordNotKept
from app.progress import Cancelled, Progress
from app.settings import ShopSettings
from tests.databases import on_both, portable
from tests.desks import Desk
from tests.keyrings import MemoryKeyring, PlainKeyring
from tests.mail_servers import Post, lets_in, serving
from tests.unit.actions.delayed import Late, late

pytestmark = portable

ANNA = "anna@example.org"
SHOP = "desk@example.com"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def sender(post: Post) -> Iterator[Sender]:
    with serving(post) as server:
        yield Sender(server, SHOP, "Larder & Flame")


@pytest.fixture
def anna(desk: Desk) -> Late:
    desk.customer("Anna", email=ANNA)
    found = late(desk)
    found.desk.shop.clock = lambda: NOON
    return found


def at(anna: Late, moment: datetime) -> None:
    anna.desk.shop.clock = lambda: moment


def mail_to(anna: Late, address: str = ANNA, **more: Any) -> SentLetter:
    draft = {"channel": "mail", "email": address, "text": "Dear Anna,\n.\nit comes later.", **more}
    return anna.tell(**draft)


def state(anna: Late) -> tuple[Any, ...]:
    [row] = anna.rows("SELECT state, tries, problem FROM mails")
    return row


def marked(anna: Late) -> bool:
    [(refused,)] = anna.rows("SELECT email_refused FROM customers WHERE id = ?", anna.customer_id)
    return bool(refused)


@on_both
def test_a_mail_carries_the_letter_as_it_is_kept(anna: Late, post: Post, sender: Sender) -> None:
    sent = mail_to(anna, subject="Your order of pans 锅")

    assert send_waiting(anna.desk.shop, sender) == Delivery(sent=1)

    [mail] = post.taken
    assert (mail["To"], mail["From"]) == ("Anna <anna@example.org>", "Larder & Flame <desk@example.com>")
    assert mail["Subject"] == "Your order of pans 锅"
    [(message_id,)] = anna.rows("SELECT message_id FROM mails")
    assert mail["Message-ID"].strip() == message_id
    body, pdf = mail.iter_parts()
    assert body.get_content().splitlines() == ["Dear Anna,", ".", "it comes later."]
    assert (pdf.get_content(), pdf.get_filename()) == (b"%PDF-1.4 as it went out", f"{sent.code}.pdf")
    assert state(anna) == ("sent", 1, "")
    assert send_waiting(anna.desk.shop, sender) == Delivery()


@on_both
def test_a_refused_address_is_marked_until_it_takes_mail(anna: Late, post: Post, sender: Sender) -> None:
    mail_to(anna)
    post.to_address[ANNA] = ["550 no such user"]

    done = send_waiting(anna.desk.shop, sender)

    assert done.refused == [(ANNA, "550 no such user")]
    assert state(anna) == ("refused", 1, "550 no such user")
    assert marked(anna)
    [(mail_id,)] = anna.rows("SELECT id FROM mails")
    anna.desk.shop.write(send_mail_again, mail_id)
    assert send_waiting(anna.desk.shop, sender) == Delivery(sent=1)
    assert not marked(anna)


@on_both
def test_another_address_can_be_tried(anna: Late, post: Post, sender: Sender) -> None:
    mail_to(anna)
    post.to_address[ANNA] = ["550 no such user"]
    send_waiting(anna.desk.shop, sender)
    [(mail_id,)] = anna.rows("SELECT id FROM mails")

    with pytest.raises(InvalidInput):
        anna.desk.shop.write(send_mail_again, mail_id, "a@example.org, b@example.org")
    anna.desk.shop.write(send_mail_again, mail_id, "new@example.org")
    send_waiting(anna.desk.shop, sender)

    assert [mail["To"] for mail in post.taken] == ["Anna <new@example.org>"]
    assert marked(anna)


def test_a_refused_letter_is_not_the_address_s_fault(anna: Late, post: Post, sender: Sender) -> None:
    mail_to(anna)
    post.to_message = ["552 too large"]

    send_waiting(anna.desk.shop, sender)

    assert state(anna) == ("failed", 1, "552 too large")
    assert not marked(anna)


@on_both
def test_what_fails_for_now_waits_longer_each_time_and_fails_at_last(
    anna: Late, post: Post, sender: Sender
) -> None:
    mail_to(anna)
    post.to_address[ANNA] = ["451 greylisted"] * (len(BACK_OFF) + 1)
    moment = NOON
    for tries, pause in enumerate(BACK_OFF, 1):
        assert send_waiting(anna.desk.shop, sender) == Delivery(later=1)
        assert state(anna) == ("queued", tries, "451 greylisted")
        at(anna, moment + pause - timedelta(seconds=1))
        assert send_waiting(anna.desk.shop, sender) == Delivery()
        moment += pause
        at(anna, moment)

    assert send_waiting(anna.desk.shop, sender) == Delivery(later=1)
    assert state(anna) == ("failed", len(BACK_OFF) + 1, "451 greylisted")


def test_a_connection_that_breaks_before_the_letter_is_tried_again(
    anna: Late, post: Post, sender: Sender
) -> None:
    mail_to(anna)
    post.drops_at_recipient = 1

    assert send_waiting(anna.desk.shop, sender) == Delivery(later=1)
    at(anna, NOON + BACK_OFF[0])
    assert send_waiting(anna.desk.shop, sender) == Delivery(sent=1)
    assert len(post.taken) == 1


@on_both
@pytest.mark.parametrize("fault", ["drops", "hangs"])
def test_a_letter_handed_over_without_an_answer_was_perhaps_sent(
    anna: Late, post: Post, sender: Sender, fault: str
) -> None:
    mail_to(anna)
    post.drops_after_data, post.hangs = int(fault == "drops"), fault == "hangs"

    assert send_waiting(anna.desk.shop, sender, timeout=0.5) == Delivery(perhaps=1)
    assert state(anna)[:2] == ("perhaps", 1)
    post.hangs = False
    at(anna, NOON + timedelta(days=3))
    assert send_waiting(anna.desk.shop, sender) == Delivery()

    [(mail_id, first)] = anna.rows("SELECT id, message_id FROM mails")
    anna.desk.shop.write(send_mail_again, mail_id)
    assert send_waiting(anna.desk.shop, sender) == Delivery(sent=1)
    assert post.taken[-1]["Message-ID"].strip() == first


def test_a_mail_that_perhaps_came_can_be_said_to_have_come(anna: Late, post: Post, sender: Sender) -> None:
    mail_to(anna)
    post.drops_after_data = 1
    send_waiting(anna.desk.shop, sender)
    [(mail_id,)] = anna.rows("SELECT id FROM mails")

    anna.desk.shop.write(mail_arrived, mail_id)

    assert state(anna)[0] == "sent"
    with pytest.raises(AlreadyDone):
        anna.desk.shop.write(send_mail_again, mail_id)
    with pytest.raises(NotFound):
        anna.desk.shop.write(mail_arrived, mail_id + 1)


def test_a_mail_whose_program_ended_was_perhaps_sent(anna: Late, post: Post, sender: Sender) -> None:
    mail_to(anna)
    assert anna.desk.shop.write(claim_mail) is not None

    assert send_waiting(anna.desk.shop, sender) == Delivery()
    assert state(anna)[0] == "sending"
    at(anna, NOON + timedelta(minutes=16))
    send_waiting(anna.desk.shop, sender)

    assert state(anna)[0] == "perhaps"
    assert not post.taken


@on_both
def test_two_tills_never_send_one_mail(anna: Late, post: Post, sender: Sender) -> None:
    mail_to(anna)

    with ThreadPoolExecutor(4) as tills:
        done = list(tills.map(lambda _: send_waiting(anna.desk.shop, sender), range(4)))

    assert sum(each.sent for each in done) == 1
    assert len(post.taken) == 1


def test_a_server_that_cannot_be_reached_leaves_all_waiting(anna: Late) -> None:
    mail_to(anna)
    with serving(Post()) as gone:
        pass

    with pytest.raises(MailServerUnusable) as refusal:
        send_waiting(anna.desk.shop, Sender(gone, SHOP))

    assert state(anna) == ("queued", 0, str(refusal.value))
    assert anna.desk.shop.read(mail_waits)


@on_both
def test_a_sender_that_is_refused_leaves_all_waiting(anna: Late, post: Post, sender: Sender) -> None:
    mail_to(anna)
    post.to_sender = "553 not your address"

    with pytest.raises(MailServerUnusable, match="553 not your address") as refusal:
        send_waiting(anna.desk.shop, sender)

    assert state(anna) == ("queued", 0, str(refusal.value))
    post.to_sender = ""
    assert send_waiting(anna.desk.shop, sender) == Delivery(sent=1)
    assert state(anna) == ("sent", 1, "")


def test_mail_without_usable_settings_waits_with_the_reason(anna: Late) -> None:
    mail_to(anna)
    with pytest.raises(InvalidInput):
        send_waiting(anna.desk.shop)
    assert state(anna) == ("queued", 0, "No mail server is set. Enter one in the settings, Mail.")


def test_only_letters_that_tell_of_the_kinds_asked_for_leave(anna: Late, post: Post, sender: Sender) -> None:
    mail_to(anna)
    assert send_waiting(anna.desk.shop, sender, kinds=["shipped"]) == Delivery()
    assert state(anna) == ("queued", 0, "")
    assert send_waiting(anna.desk.shop, sender, kinds=["shipped", "delay"]) == Delivery(sent=1)


def test_stopping_leaves_the_rest_waiting(anna: Late, post: Post, sender: Sender) -> None:
    mail_to(anna)
    progress = Progress()
    progress.cancel()

    with pytest.raises(Cancelled):
        send_waiting(anna.desk.shop, sender, progress=progress)

    assert state(anna) == ("queued", 0, "")
    assert not post.asked


BAD = [
    "Smith <b>\r\nBcc: all@example.org",
    "\u202eAnna",
    "Anna\x00\x1b",
    "x" * 5_000,
    "😀 \U0001f9d1\u200d\U0001f373 {field}",
    "\ud800",
]


@pytest.mark.parametrize("text", BAD)
def test_what_people_type_is_data_in_a_mail(anna: Late, post: Post, sender: Sender, text: str) -> None:
    stored = text.replace("\x00", "").replace("\ud800", "")
    mail_to(anna, subject=stored, text=stored)

    assert send_waiting(anna.desk.shop, replace(sender, name=text)) == Delivery(sent=1)

    [mail] = post.taken
    assert mail["Bcc"] is None
    assert post.asked == [ANNA]
    assert len(str(mail["Subject"])) <= 250
    assert not set(str(mail["Subject"])) & set("\r\n\u202e\x00\x1b")


def test_mail_in_any_script_reaches_an_address_in_any_script(anna: Late, post: Post, sender: Sender) -> None:
    mail_to(anna, "李雯@例子.cn", text="您好")

    with serving(post, enable_SMTPUTF8=True) as server:
        assert send_waiting(anna.desk.shop, replace(sender, server=server)) == Delivery(sent=1)

    assert post.asked == ["李雯@例子.cn"]


def test_a_server_that_knows_no_such_address_refuses_it(anna: Late, post: Post, sender: Sender) -> None:
    mail_to(anna, "李雯@例子.cn")

    with serving(post, enable_SMTPUTF8=False) as server:
        done = send_waiting(anna.desk.shop, replace(sender, server=server))

    assert done.refused == [("李雯@例子.cn", "SMTPUTF8")]


# the settings

SETTINGS = ShopSettings(mail_host="smtp.example.com", mail_user="desk", email=SHOP, shop_name="Larder")


def test_settings_are_tried_with_a_mail_to_the_shop(post: Post, sender: Sender) -> None:
    try_settings(sender, NOON)

    assert post.asked == [SHOP]


@pytest.mark.parametrize(
    ("says", "refusal"),
    [("550 no", RecipientRefused), ("451 later", TryLater)],
)
def test_trying_the_settings_says_what_a_letter_would_meet(
    post: Post, sender: Sender, says: str, refusal: type[Exception]
) -> None:
    post.to_address[SHOP] = [says]

    with pytest.raises(refusal):
        try_settings(sender, NOON)
    post.to_message = ["554 no"]
    with pytest.raises(MessageRefused):
        try_settings(sender, NOON)


def test_a_wrong_password_is_said(post: Post) -> None:
    options = {"authenticator": lets_in(b"desk", b"right"), "auth_require_tls": False}
    with serving(post, **options) as server:
        try_settings(Sender(replace(server, user="desk", password="right"), SHOP), NOON)
        with pytest.raises(MailServerUnusable, match="user and password"):
            try_settings(Sender(replace(server, user="desk", password="wrong"), SHOP), NOON)


def test_a_server_without_the_security_asked_for_gets_nothing(post: Post, sender: Sender) -> None:
    for security in (Security.STARTTLS, Security.TLS):
        unsafe = replace(sender, server=replace(sender.server, security=security))
        with pytest.raises(MailServerUnusable):
            try_settings(unsafe, NOON, timeout=2)
    assert not post.asked


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"mail_host": ""}, "mail_host"),
        ({"email": ""}, "email"),
        ({"mail_from": "no address"}, "email"),
        ({"mail_security": "none"}, "mail_security"),
    ],
)
def test_what_is_missing_is_named(change: dict[str, str], place: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        sender_of(replace(SETTINGS, mail_user="", **change))
    assert refused.value.place == place


def test_the_password_lies_in_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    backend = MemoryKeyring()
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)

    keep_mail_password(SETTINGS, "s3cret")

    assert mail_password(SETTINGS) == "s3cret"
    found = sender_of(SETTINGS)
    assert found == Sender(MailServer("smtp.example.com", 587, "starttls", "desk", "s3cret"), SHOP, "Larder")
    assert "s3cret" not in repr(found)


def test_a_keyring_in_plain_text_takes_no_password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keyring, "get_keyring", PlainKeyring)

    with pytest.raises(PasswordNotKept, match="no safe place") as refused:
        keep_mail_password(SETTINGS, "s3cret")
    assert "mail is sent only with it" in refused.value.hint
