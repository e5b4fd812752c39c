"""A page of papers: what can be done stands in the pane and in the row's menu, once for both."""

from collections.abc import Sequence
from functools import partial

from ui.common.cells import Row
from ui.common.listing_page import ListingPage
from ui.common.menus import Item, Line
from ui.common.steps import Step
from ui.dialogs import act
from ui.dialogs.act import Act


class PaperPage(ListingPage):
    """Subclasses tell the acts of what the pane has read, and of a row that is not read yet their titles."""

    many = True
    _wanted: tuple[object, str] | None = None
    """Of a row's menu that was quicker than the pane."""

    # for subclasses

    def read_id(self) -> object:
        """The row that the pane has read; None for none."""
        raise NotImplementedError

    def acts(self) -> list[Step]:
        """What can be done about it."""
        raise NotImplementedError

    def titles_of(self, row: Row) -> list[str]:
        """What any row of its state can do."""
        raise NotImplementedError

    # for their use

    def show_acts(self) -> None:
        """In the pane; and do what a menu asked for before it was read."""
        if self.read_id() is None:
            return
        self.steps.show_steps(self.acts())
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted[0] == self.read_id():
            self._do(wanted[1])

    def ask_act(self, deed: Act) -> None:
        """With its dialog, since something is asked or much is lost."""
        act.ask(self.window(), self.desk, deed)

    def do_act(self, deed: Act) -> None:
        """At once where nobody gains or loses by it, else after a look."""
        self.steps.error.clear()
        act.Acting(self.desk, self, self.steps.show_error).carry_out(deed)

    # how

    def row_menu(self, row: Row) -> Sequence[Line]:
        if self.read_id() == row[0]:
            return [Item(step.title, step.run) for step in self.acts()]
        return [Item(title, partial(self._do_when_read, row[0], title)) for title in self.titles_of(row)]

    def _do_when_read(self, row_id: object, title: str) -> None:
        if self.read_id() == row_id:
            self._do(title)
        else:
            self._wanted = (row_id, title)

    def _do(self, title: str) -> None:
        step = next((step for step in self.acts() if step.title == title), None)
        if step is not None:
            step.run()
