"""What the owner wants sent without a click goes once, after a while, and nothing else does."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from app.actions.mailing import BACK_OFF, claim_mail
from app.actions.shop_settings import change_shop_settings, stored_values
from app.errors import InvalidInput
from app.happenings import happening_text
from app.letters.automatic import GRACE, automatic_letters, mail_is_to_go, send_due
from app.lists.history import happening_of, history_of
from app.mail_transport import MailServerUnusable
from app.outbox import Delivery, mail_route
from app.settings import shop_settings
from db.rows import run
from db.terms import NoticeKind
from tests.desks import Desk
from tests.mail_servers import Post, serving
from tests.unit.actions.delayed import LATER, Late, late

ANNA = "anna@example.org"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
DELAYS = ("delay", "renewed_delay", "date_gone")


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def anna(desk: Desk, post: Post) -> Iterator[Late]:
    """A shop whose mail was tested; Anna's delay fell due at noon."""
    desk.customer("Anna", email=ANNA)
    desk.shop.clock = lambda: NOON
    found = late(desk)
    with serving(post) as server:
        set_up(
            found,
            mail_host=server.host,
            mail_port=server.port,
            mail_security="none",
            mail_from="desk@example.com",
            send_automatically=DELAYS,
        )
        set_up(found, mail_tested=mail_route(desk.shop.read(shop_settings)))
        wants(found, "mail")
        yield found


def set_up(anna: Late, **settings: Any) -> None:
    before = anna.desk.shop.read(stored_values)
    anna.desk.shop.write(change_shop_settings, before, before | settings)


def wants(anna: Late, channel: str, name: str = "Anna", **more: Any) -> None:
    columns = {"notice_channel": channel, **more}
    sql = f"UPDATE customers SET {', '.join(f'{each} = ?' for each in columns)} WHERE id = ?"
    anna.desk.shop.write(
        lambda session: run(session, sql, (*columns.values(), anna.desk.customers[name])) and None
    )


def at(anna: Late, moment: datetime) -> None:
    anna.desk.shop.clock = lambda: moment


def after_grace(anna: Late) -> None:
    at(anna, NOON + GRACE)


def due(anna: Late) -> list[str]:
    return [kind for (kind,) in anna.rows("SELECT kind FROM notices WHERE state = 'due' ORDER BY kind")]


def test_what_was_ticked_goes_once_after_a_while_and_the_history_says_how(anna: Late, post: Post) -> None:
    shop = anna.desk.shop
    at(anna, NOON + GRACE - timedelta(seconds=1))
    assert not shop.read(mail_is_to_go)
    assert send_due(shop) == Delivery()

    after_grace(anna)
    assert shop.read(mail_is_to_go)
    assert send_due(shop) == Delivery(sent=1)
    assert send_due(shop) == Delivery()

    [mail] = post.taken
    assert mail["To"] == f"Anna <{ANNA}>"
    assert anna.promised() == LATER
    assert anna.rows("SELECT channel, email FROM letters") == [("mail", ANNA)]
    rows = shop.read(history_of, line_id=anna.line_id).rows
    said = [happening_text(happening_of(row)) for row in rows]
    assert [text for text in said if text.endswith(", sent automatically")] == [
        f"Told by mail {code}, sent automatically" for (code,) in anna.rows("SELECT code FROM letters")
    ]


def test_only_the_ticked_kinds_go_and_the_rest_waits_for_the_owner(anna: Late, post: Post) -> None:
    assert due(anna) == ["confirmation", "delay"]
    after_grace(anna)
    send_due(anna.desk.shop)
    assert due(anna) == ["confirmation"]


def test_what_was_undone_meanwhile_is_not_told(anna: Late, post: Post) -> None:
    at(anna, NOON + timedelta(minutes=5))
    anna.supplier_says(date(2026, 12, 1))
    after_grace(anna)
    assert send_due(anna.desk.shop) == Delivery()
    assert not post.taken


def test_what_falls_due_last_decides_when_the_one_mail_goes(anna: Late, post: Post) -> None:
    set_up(anna, send_automatically=(*DELAYS, "confirmation"))
    at(anna, NOON + timedelta(minutes=5))
    anna.desk.order("Anna", {"POT": "1"})
    after_grace(anna)
    assert not anna.desk.shop.read(mail_is_to_go)
    at(anna, NOON + timedelta(minutes=5) + GRACE)
    assert send_due(anna.desk.shop) == Delivery(sent=1)
    assert due(anna) == []


WAITS = {
    "wants paper": lambda anna: wants(anna, "letter"),
    "is called": lambda anna: wants(anna, "phone"),
    "no address": lambda anna: wants(anna, "mail", email=""),
    "address refused": lambda anna: wants(anna, "mail", email_refused=1),
    "two addresses": lambda anna: wants(anna, "mail", email="a@example.org, b@example.org"),
    "not ticked": lambda anna: set_up(anna, send_automatically=("shipped",)),
    "not tested": lambda anna: set_up(anna, mail_tested=""),
    "another server": lambda anna: set_up(anna, mail_host="smtp.example.org"),
    "no server": lambda anna: set_up(anna, mail_host=""),
    "vouchers to promise": lambda anna: set_up(anna, make_good=True),
}


@pytest.mark.parametrize("case", list(WAITS))
def test_whatever_is_not_plainly_wished_waits(anna: Late, post: Post, case: str) -> None:
    WAITS[case](anna)
    after_grace(anna)
    assert send_due(anna.desk.shop) == Delivery()
    assert not post.taken
    assert "delay" in due(anna)
    assert anna.rows("SELECT id FROM letters") == []


def test_several_tills_send_one_mail(anna: Late, post: Post) -> None:
    after_grace(anna)
    with ThreadPoolExecutor(3) as tills:
        done = list(tills.map(lambda _: send_due(anna.desk.shop), range(3)))
    assert sum(each.sent for each in done) == 1
    assert len(post.taken) == 1
    assert len(anna.rows("SELECT id FROM letters")) == 1


def test_a_server_that_is_gone_takes_no_further_letters_and_says_why(anna: Late) -> None:
    after_grace(anna)
    anna.desk.order("Bert", {"PAN": "1"})
    wants(anna, "mail", "Bert", email="bert@example.org")
    with serving(Post()) as gone:
        pass
    set_up(anna, mail_port=gone.port, send_automatically=(*DELAYS, "confirmation"))
    set_up(anna, mail_tested=mail_route(anna.desk.shop.read(shop_settings)))
    for minutes in (0, 10):
        at(anna, NOON + GRACE + timedelta(minutes=minutes))
        with pytest.raises(MailServerUnusable):
            send_due(anna.desk.shop)
    [(state, tries, problem)] = anna.rows("SELECT state, tries, problem FROM mails")
    assert (state, tries) == ("queued", 0)
    assert problem
    assert "confirmation" in due(anna)


def test_a_mail_that_was_put_off_goes_when_its_time_has_come(anna: Late, post: Post) -> None:
    post.to_address[ANNA] = ["451 greylisted", "451 greylisted"]
    after_grace(anna)
    shop, moment = anna.desk.shop, NOON + GRACE
    assert send_due(shop) == Delivery(later=1)
    for wait in BACK_OFF[:2]:
        at(anna, moment + wait - timedelta(seconds=1))
        assert not shop.read(mail_is_to_go)
        moment += wait
        at(anna, moment)
        assert shop.read(mail_is_to_go)
        send_due(shop)
    assert len(post.taken) == 1
    assert anna.rows("SELECT state, tries FROM mails") == [("sent", 3)]


def test_a_mail_that_nobody_heard_of_again_is_told_without_another_mail(anna: Late, post: Post) -> None:
    set_up(anna, send_automatically=())
    anna.tell(channel="mail", email=ANNA)
    anna.desk.shop.write(claim_mail)
    at(anna, NOON + timedelta(minutes=16))
    assert anna.desk.shop.read(mail_is_to_go)
    send_due(anna.desk.shop)
    assert anna.rows("SELECT state FROM mails") == [("perhaps",)]
    assert not post.taken


def test_letters_go_a_few_at_a_time(anna: Late) -> None:
    for name in ("Bert", "Cleo", "Dora"):
        anna.desk.order(name, {"PAN": "1"})
        wants(anna, "mail", name, email=f"{name}@example.org")
    set_up(anna, send_automatically=("confirmation",))
    after_grace(anna)
    read = anna.desk.shop.read
    first = read(automatic_letters, limit=3)
    rest = read(automatic_letters, after=first[-1].customer_id, limit=3)
    assert [[each.name for each in those] for those in (first, rest)] == [["Anna", "Bert", "Cleo"], ["Dora"]]


@pytest.mark.parametrize("kind", [NoticeKind.SUBSTITUTE_OFFER, NoticeKind.VOUCHER, "spam"])
def test_what_offers_something_is_never_sent_automatically(anna: Late, kind: str) -> None:
    with pytest.raises(InvalidInput):
        set_up(anna, send_automatically=(kind,))
