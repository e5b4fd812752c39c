"""Mail goes by itself while the window is open: no click, no dialog, one round at a time."""

from collections.abc import Callable
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.errors import ShopError
from app.outbox import Delivery
from app.progress import Cancelled
from tests.gui.fakes import FakeShop
from ui import mail_rounds
from ui.common.jobs import Jobs
from ui.mail_rounds import RESTS, MailRounds


class Rounds:
    """The rounds of a window, what they said, and a post that does as it is told."""

    def __init__(self, jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
        self.jobs, self.qtbot = jobs, qtbot
        self.said: list[str] = []
        self.looked = self.sent = 0
        self.is_due = True
        self.answer: Callable[[], Delivery] = lambda: Delivery(sent=1)
        jobs.shop = FakeShop()
        monkeypatch.setattr(jobs.shop, "read", self._read)
        monkeypatch.setattr(mail_rounds, "send_due", self._send)
        self.rounds = MailRounds(jobs, self.said.append, jobs)

    def _read(self, *_: Any) -> bool:
        self.looked += 1
        return self.is_due

    def _send(self, *_: Any, **__: Any) -> Delivery:
        self.sent += 1
        return self.answer()

    def look(self) -> None:
        self.rounds.look()
        self.qtbot.waitUntil(lambda: self.jobs.idle)


@pytest.fixture
def post(jobs: Jobs, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Rounds:
    return Rounds(jobs, qtbot, monkeypatch)


def failing(error: ShopError) -> Callable[[], Delivery]:
    def fail() -> Delivery:
        raise error

    return fail


def test_what_is_due_goes_without_a_click_and_is_said(post: Rounds) -> None:
    post.rounds.begin()
    post.rounds.look()  # while the first is under way
    post.qtbot.waitUntil(lambda: post.jobs.idle)
    assert (post.looked, post.sent, post.said) == (1, 1, ["1 mail sent."])

    post.is_due = False
    post.look()
    assert (post.looked, post.sent, post.said) == (2, 1, ["1 mail sent."])


def test_after_a_server_failed_some_looks_are_left_out(post: Rounds) -> None:
    told: list[object] = []
    post.jobs.failed.connect(told.append)
    post.answer = failing(ShopError("The server does not answer."))
    for _ in range(RESTS + 1):
        post.look()
    assert (post.sent, post.said, told) == (1, ["The server does not answer."], [])
    post.look()
    assert post.sent == 2


def test_a_window_that_closes_says_nothing_and_the_next_look_goes_on(post: Rounds) -> None:
    post.answer = failing(Cancelled("The work was stopped."))
    post.look()
    post.look()
    assert (post.sent, post.said) == (2, [])


def test_without_a_shop_nothing_is_looked_at(post: Rounds) -> None:
    post.jobs.shop = None
    post.look()
    assert post.looked == 0
