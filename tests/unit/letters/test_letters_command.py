"""`letters SHOP --mail`: what the settings send automatically, and what waits, as the window sends it."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import main
from app.actions.shop_settings import change_shop_settings, stored_values
from app.letters import automatic
from app.outbox import mail_route
from app.settings import shop_settings
from app.shop import Shop, create_shop, open_shop
from db.rows import fetch, run
from tests.databases import portable
from tests.desks import Desk
from tests.mail_servers import Post, serving

pytestmark = portable

Out = pytest.CaptureFixture[str]
PEOPLE = ("Anna", "Bert", "Cleo")


@pytest.fixture
def post() -> Post:
    return Post()


@pytest.fixture
def lamps(tmp_path: Path, post: Post, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Anna and Bert are told by mail, Cleo on paper; confirmations go automatically, and so they may now."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.setattr(automatic, "GRACE", automatic.GRACE * 0)
    place = str(tmp_path / "lamps.shop")
    with serving(post) as server, create_shop(place) as shop:
        desk = Desk(shop)
        desk.product("LAMP")
        for name in PEOPLE:
            channel = "letter" if name == "Cleo" else "mail"
            desk.customer(name, email=f"{name.lower()}@example.org", notice_channel=channel)
            desk.order(name, {"LAMP": "1"})
        set_up(
            shop,
            mail_host=server.host,
            mail_port=server.port,
            mail_security="none",
            mail_from="desk@example.com",
            send_automatically=("confirmation", "shipped"),
        )
        set_up(shop, mail_tested=mail_route(shop.read(shop_settings)))
        yield place


def set_up(shop: Shop, **settings: object) -> None:
    before = shop.read(stored_values)
    shop.write(change_shop_settings, before, before | settings)


def told(place: str) -> list[tuple[str, str]]:
    """Who was told, and how."""
    sql = "SELECT c.name, t.channel FROM letters t JOIN customers c ON c.id = t.customer_id ORDER BY t.id"
    with open_shop(place) as shop:
        return [(name, channel) for name, channel in shop.read(fetch, sql)]


def test_each_goes_once_and_the_rest_is_left(lamps: str, post: Post, capsys: Out) -> None:
    assert main.main(["letters", lamps, "--mail"]) == 0
    assert capsys.readouterr().out == "2 mails sent.\n"
    assert sorted(post.asked) == ["anna@example.org", "bert@example.org"]
    assert [len(list(mail.iter_attachments())) for mail in post.taken] == [1, 1]
    assert main.main(["letters", lamps, "--mail"]) == 0
    assert capsys.readouterr().out == "No mail waits.\n"
    assert len(post.taken) == 2
    assert told(lamps) == [("Anna", "mail"), ("Bert", "mail")]


def test_a_dry_run_lists_what_would_go_and_changes_nothing(
    lamps: str, post: Post, tmp_path: Path, capsys: Out
) -> None:
    assert main.main(["letters", lamps, "--mail", "--dry-run"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in said[:2]] == ["Anna", "Bert"]
    assert said[2:] == ["2 mails would be sent.", "This was a dry run: nothing was changed."]

    both = ["letters", lamps, "--mail", "--out", str(tmp_path / "out"), "--dry-run"]
    assert main.main(both) == 0
    said = capsys.readouterr().out.splitlines()
    assert [line.partition(":")[0] for line in said[3:4]] == ["Cleo"]
    assert said[4] == "1 letter is due."

    assert main.main(["letters", lamps, "--out", str(tmp_path / "out"), "--dry-run"]) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[1:3] == ["1 letter is due.", "2 letters are left to mail."]
    assert post.asked == []
    assert told(lamps) == []


def test_a_kind_narrows_what_goes_and_what_waits(lamps: str, post: Post, capsys: Out) -> None:
    assert main.main(["letters", lamps, "--mail", "--kind", "shipped", "--dry-run"]) == 0
    assert "0 mails would be sent." in capsys.readouterr().out
    assert main.main(["letters", lamps, "--mail", "--kind", "shipped"]) == 0
    assert capsys.readouterr().out == "No mail waits.\n"

    post.to_address["anna@example.org"] = ["451 later"]
    assert main.main(["letters", lamps, "--mail", "--kind", "confirmation"]) == 0
    assert capsys.readouterr().out == "1 mail sent, 1 tried again later.\n"
    with open_shop(lamps) as shop:
        shop.write(lambda session: run(session, "UPDATE mails SET next_try_at = 0 WHERE state = 'queued'"))
    assert main.main(["letters", lamps, "--mail", "--kind", "shipped"]) == 0
    assert capsys.readouterr().out == "No mail waits.\n"
    assert main.main(["letters", lamps, "--mail", "--kind", "confirmation", "--dry-run"]) == 0
    assert capsys.readouterr().out.startswith("Anna: ")
    assert main.main(["letters", lamps, "--mail", "--kind", "confirmation"]) == 0
    assert capsys.readouterr().out == "1 mail sent.\n"


def test_by_mail_and_on_paper_at_once(lamps: str, post: Post, tmp_path: Path, capsys: Out) -> None:
    out = tmp_path / "out"
    assert main.main(["letters", lamps, "--mail", "--out", str(out)]) == 0
    assert told(lamps) == [("Anna", "mail"), ("Bert", "mail"), ("Cleo", "letter")]
    assert [name.split()[0] for name in os.listdir(out)] == ["Cleo"]
    assert len(post.taken) == 2


def test_a_server_that_refuses_is_said_and_what_was_to_go_waits(lamps: str, post: Post, capsys: Out) -> None:
    post.to_sender = "553 not your address"
    assert main.main(["letters", lamps, "--mail"]) == 1
    said = capsys.readouterr().err
    assert "553 not your address" in said
    assert "Check the sender's address in the settings." in said
    post.to_sender = ""
    assert main.main(["letters", lamps, "--mail"]) == 0
    assert capsys.readouterr().out == "2 mails sent.\n"
    assert len(post.taken) == 2
