"""Random publishing of order pages, on top of money."""

from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule

from app.progress import Progress
from app.status_pages.publishing import INDEX, mark_pages, publish
from app.status_pages.tokens import file_of
from db.rows import fetch
from tests.machine.money import MoneyMachine

SHOWN_FOR = 30
"""Days that a page says that its order ended."""


class PublishingMachine(MoneyMachine):
    """Pages of orders go into one folder, and come out of it."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens: dict[int, str] = {}

    @rule(marked=st.booleans())
    def publish(self, marked: bool) -> None:
        """Exactly the pages of open orders and of those that ended not long ago lie there.

        Where another till `marked` them shortly before nothing differs.
        """
        if marked:
            assert self.attempt(mark_pages)[0]
        publish(self.shop, self.folder / "pages", Progress())
        self.reached["publish"] += 1
        self.learn_tokens()
        sql = "SELECT o.state, s.token, s.ended_on FROM status_pages s JOIN orders o ON o.id = s.order_id"
        since = self.day.toordinal() - SHOWN_FOR
        expected = {
            file_of(token)
            for state, token, ended_on in self.shop.read(fetch, sql)
            if state == "open" or (state in ("done", "cancelled") and ended_on >= since)
        }
        found = {each.name for each in (self.folder / "pages").glob("*.html")} - {INDEX}
        assert found == expected
        again = publish(self.shop, self.folder / "pages", Progress())
        assert (again.written, again.removed) == (0, 0)

    def learn_tokens(self) -> None:
        """A name once told is kept, and an open order has one."""
        rows = self.shop.read(fetch, "SELECT order_id, token FROM status_pages")
        stored = {row[0]: row[1] for row in rows}
        assert self.tokens.items() <= stored.items()
        self.tokens = stored
        opened = self.shop.read(fetch, "SELECT id FROM orders WHERE state = 'open'")
        assert {row[0] for row in opened} <= stored.keys()

    @invariant()
    def pages_keep_their_names(self) -> None:
        rows = self.shop.read(fetch, "SELECT order_id, token FROM status_pages")
        assert {row[0]: row[1] for row in rows} == self.tokens
