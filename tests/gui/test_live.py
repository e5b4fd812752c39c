"""Keeping up with others, and a shop that is out of reach for a while."""

from collections.abc import Callable, Iterator
from typing import Any

import psycopg
import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.changes import Area, Changed
from app.errors import ConnectionLost, DatabaseBusy, OutcomeUnknown, Refused, ShopError
from app.settings import change_settings, shop_settings
from app.shop import Shop, open_shop
from tests.databases import TODAY
from tests.gui.fakes import FakeShop
from ui.common.dialog import Dialog
from ui.common.format import Formats
from ui.common.jobs import Jobs
from ui.common.live import WAITS, Live
from ui.common.lost_bar import LostBar
from ui.common.page import Desk
from ui.common.preview import Preview

GONE = ConnectionLost("The connection broke.", "Nothing was changed.")


class FarShop(FakeShop):
    """Out of reach while `gone` is set; `kept` holds outcomes by action id."""

    def __init__(self) -> None:
        super().__init__()
        self.gone: ShopError | None = None
        self.kept: dict[str, object] = {}

    def read(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any:
        self.check()
        return fn(*args, **kwargs)

    def write(self, fn: Callable[..., Any], /, *args: Any, action_id: str = "", **kwargs: Any) -> Any:
        self.check()
        return self.kept.get(action_id) or fn(*args, **kwargs)

    def poll(self) -> None:
        super().poll()
        self.check()

    def check(self) -> None:
        if self.gone is not None:
            raise self.gone


@pytest.fixture
def shop() -> FarShop:
    return FarShop()


@pytest.fixture
def live(jobs: Jobs) -> Iterator[Live]:
    live = Live(jobs)
    live.start()
    yield live
    live.stop()


def looked(live: Live, qtbot: QtBot) -> None:
    """One look and its answer."""
    live.look()
    qtbot.waitUntil(lambda: not live._is_looking)


def test_looks_again_and_again(live: Live, shop: FarShop, qtbot: QtBot) -> None:
    looked(live, qtbot)
    looked(live, qtbot)
    assert shop.polled == 2
    assert live._timer.isActive()


def test_tells_each_failure_with_longer_and_longer_waits(live: Live, shop: FarShop, qtbot: QtBot) -> None:
    told: list[int] = []
    live.lost.connect(lambda _, seconds: told.append(seconds))
    shop.gone = GONE
    for _ in range(len(WAITS) + 2):
        looked(live, qtbot)
        assert live._timer.interval() == told[-1] * 1000
    assert told == [*WAITS, WAITS[-1], WAITS[-1]]


def test_tells_when_it_is_back_and_begins_anew(live: Live, shop: FarShop, jobs: Jobs, qtbot: QtBot) -> None:
    told: list[str] = []
    live.found.connect(lambda: told.append("window"))
    jobs.found.connect(lambda: told.append("dialogs"))
    shop.gone = GONE
    looked(live, qtbot)
    shop.gone = None
    looked(live, qtbot)
    looked(live, qtbot)
    assert told == ["dialogs", "window"]
    assert not live.is_lost


def test_another_program_that_holds_the_shop_is_no_loss(live: Live, shop: FarShop, qtbot: QtBot) -> None:
    shop.gone = DatabaseBusy("Another program is using the shop.")
    looked(live, qtbot)
    assert not live.is_lost


def test_a_read_that_fails_is_looked_into_at_once(
    live: Live, shop: FarShop, jobs: Jobs, qtbot: QtBot
) -> None:
    shop.gone = GONE
    with qtbot.waitSignal(live.lost):
        jobs.read(lambda: None, done=pytest.fail, failed=lambda _: None)


def test_a_failure_that_is_over_already_is_made_good(
    live: Live, shop: FarShop, jobs: Jobs, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(live.found):
        jobs.lost.emit()


def test_a_read_without_a_server_is_no_error_of_its_own(shop: FarShop, jobs: Jobs, qtbot: QtBot) -> None:
    jobs.failed.connect(pytest.fail)
    shop.gone = GONE
    with qtbot.waitSignal(jobs.lost):
        jobs.read(lambda: None, done=pytest.fail)
    qtbot.waitUntil(lambda: jobs.idle)


def test_a_write_without_a_server_is_told(shop: FarShop, jobs: Jobs, qtbot: QtBot) -> None:
    shop.gone = GONE
    with qtbot.waitSignal(jobs.failed) as told:
        jobs.write(lambda: None, done=pytest.fail)
    assert told.args == [GONE]


class TestUnknownOutcome:
    @pytest.mark.parametrize("was_done", [True, False])
    def test_is_found_out_when_the_server_is_back(
        self, live: Live, shop: FarShop, jobs: Jobs, was_done: bool, qtbot: QtBot
    ) -> None:
        answers: list[object] = []
        if was_done:
            shop.kept["a1"] = "the first outcome"
        shop.gone = OutcomeUnknown("The connection broke.", "Not known.", "a1")
        with qtbot.waitSignal(live.lost):
            jobs.write(lambda: "done now", done=answers.append, failed=pytest.fail)
        assert not jobs.idle
        assert not jobs.writes
        shop.gone = GONE
        looked(live, qtbot)
        shop.gone = None
        looked(live, qtbot)
        qtbot.waitUntil(lambda: bool(answers))
        assert answers == ["the first outcome" if was_done else "done now"]

    def test_a_second_loss_leaves_it_unknown(self, shop: FarShop, jobs: Jobs, qtbot: QtBot) -> None:
        shop.gone = OutcomeUnknown("The connection broke.", "Not known.", "a1")
        with qtbot.waitSignal(jobs.unsure):
            jobs.write(lambda: None, done=pytest.fail, failed=pytest.fail)
        shop.gone = GONE
        with qtbot.waitSignal(jobs.unsure):
            jobs.settle()
        assert not jobs.idle

    def test_a_refusal_meanwhile_is_told(self, shop: FarShop, jobs: Jobs, qtbot: QtBot) -> None:
        told: list[ShopError] = []
        shop.gone = OutcomeUnknown("The connection broke.", "Not known.", "a1")
        with qtbot.waitSignal(jobs.unsure):
            jobs.write(lambda: None, done=pytest.fail, failed=told.append)
        shop.gone = Refused("It was shipped meanwhile.")
        jobs.settle()
        qtbot.waitUntil(lambda: [error.title for error in told] == ["It was shipped meanwhile."])

    def test_a_dialog_stays_as_it_is_and_says_what_is_waited_for(
        self, desk: Desk, shop: FarShop, jobs: Jobs, qtbot: QtBot
    ) -> None:
        dialog = Dialog(desk, "Count", "Count")
        qtbot.addWidget(dialog)
        dialog.show()
        shop.gone = OutcomeUnknown("The connection broke.", "Not known.", "a1")
        with qtbot.waitSignal(jobs.unsure):
            dialog.write(lambda: "counted")
        assert "looked up as soon as it is back" in dialog.hint.text()
        dialog.reject()
        assert dialog.isVisible()
        shop.gone = None
        jobs.settle()
        qtbot.waitUntil(lambda: dialog.outcome == "counted")


def test_a_preview_that_failed_is_asked_again(shop: FarShop, jobs: Jobs, qtbot: QtBot) -> None:
    owner = LostBar()
    qtbot.addWidget(owner)
    preview = Preview(jobs, owner, delay=0)
    shop.gone = GONE
    with qtbot.waitSignal(preview.failed):
        preview.ask(lambda: "the plan")
    shop.gone = None
    with qtbot.waitSignal(preview.answered) as told:
        jobs.found.emit()
    assert told.args == ["the plan"]


class TestBar:
    def test_says_what_is_wrong_and_when_it_is_tried_again(self, qtbot: QtBot) -> None:
        bar = LostBar()
        qtbot.addWidget(bar)
        assert bar.text() == ""
        bar.show_lost(GONE, 8)
        assert bar.text() == "The connection broke. It is tried again in 8 seconds. What you typed stays."

    def test_tries_at_once_when_it_is_told_to(self, qtbot: QtBot) -> None:
        bar = LostBar()
        qtbot.addWidget(bar)
        bar.show_lost(GONE, 30)
        with qtbot.waitSignal(bar.tried):
            bar.trying.click()
        assert not bar.trying.isEnabled()


def hang_up_on_everybody(place: str) -> None:
    with psycopg.connect(place.replace("+psycopg", ""), autocommit=True) as administrator:
        administrator.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_what_another_till_does_is_heard_within_two_seconds(
    shop_on_disk: Shop, place: str, qtbot: QtBot
) -> None:
    """As long as looks are a second apart: no more is between a commit and its reload."""
    told: list[Changed] = []
    shop_on_disk.listen(told.append)
    jobs = Jobs(shop_on_disk)
    live = Live(jobs)
    live.start()
    looked(live, qtbot)
    with open_shop(place) as other:
        other.write(change_settings, shop_name="Larder")
    assert live._timer.isActive()
    assert live._timer.interval() <= 1000
    looked(live, qtbot)
    assert [Area.SETTINGS in changed.areas for changed in told] == [True]
    live.stop()
    jobs.close()


@pytest.fixture
def shop_on_disk(place: str) -> Iterator[Shop]:
    with open_shop(place) as opened:
        yield opened


class TestOnAServer:
    @pytest.fixture
    def server_jobs(self, postgresql_shop: Shop) -> Iterator[Jobs]:
        jobs = Jobs(postgresql_shop)
        yield jobs
        jobs.close()

    @pytest.fixture
    def server_live(self, server_jobs: Jobs, qtbot: QtBot) -> Iterator[Live]:
        live = Live(server_jobs)
        live.start()
        looked(live, qtbot)
        yield live
        live.stop()

    def test_it_hangs_up_is_called_again_and_nothing_is_missed(
        self, server_live: Live, postgresql_shop: Shop, postgresql_place: str, qtbot: QtBot
    ) -> None:
        told: list[Changed] = []
        postgresql_shop.listen(told.append)
        hang_up_on_everybody(postgresql_place)
        with qtbot.waitSignal(server_live.lost) as lost:
            server_live.look()
        assert "broke" in lost.args[0].title
        assert "postgres:" not in str(lost.args[0])
        with open_shop(postgresql_place) as other:
            other.write(change_settings, shop_name="Unheard")
        with qtbot.waitSignal(server_live.found):
            server_live.look()
        assert [changed.areas for changed in told] == [frozenset(Area)]

    def test_what_is_typed_stays_and_is_written_over_a_new_connection(
        self, server_jobs: Jobs, server_live: Live, postgresql_shop: Shop, postgresql_place: str, qtbot: QtBot
    ) -> None:
        dialog = Dialog(Desk(server_jobs, Formats("EUR", TODAY)), "Settings", "Save")
        name = QLineEdit("Larder & Flame")
        dialog.body.addWidget(name)
        qtbot.addWidget(dialog)
        dialog.show()
        hang_up_on_everybody(postgresql_place)
        with qtbot.waitSignal(server_live.lost):
            server_live.look()
        assert name.text() == "Larder & Flame"
        dialog.write(change_settings, shop_name=name.text())
        qtbot.waitUntil(lambda: not dialog.isVisible())
        assert postgresql_shop.read(shop_settings).shop_name == "Larder & Flame"
