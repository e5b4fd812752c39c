"""What the pane says of somebody: who he is, two lists that lead on, how he is reached."""

from collections.abc import Sequence
from typing import Generic, Protocol, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.cards import Fields
from app.language import tr
from ui.common.cells import Cell
from ui.common.figures import Figures
from ui.common.format import Formats
from ui.common.pane_parts import PaneHead, PaneTable, Part, prose, say
from ui.common.steps import Steps


class Person(Protocol):
    """What is read of a customer or a supplier."""

    @property
    def id(self) -> int: ...

    @property
    def card(self) -> Fields: ...


P = TypeVar("P", bound=Person)


class PersonPane(QWidget, Generic[P]):
    """Subclasses say what is told of theirs, and fill the tables."""

    def __init__(self, formats: Formats, steps: Steps, parent: QWidget, *tables: PaneTable) -> None:
        super().__init__(parent)
        self.formats = formats
        self.head = PaneHead()
        self.figures = Figures()
        self.remarks = prose()
        self.reached = prose()
        self.note = prose()
        self._part = Part()
        self._part.body.addWidget(self.reached)
        self._part.body.addWidget(self.note)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for each in (self.head, self.figures, self.remarks, steps, *tables, self._part):
            layout.addWidget(each)
        layout.addStretch()

    # for subclasses

    def facts_of(self, person: P) -> Sequence[str]:
        """What stands below the name."""
        raise NotImplementedError

    def state_of(self, person: P) -> Cell:
        """The word beside the name, if any."""
        return Cell() if person.card["active"] else Cell(tr("Not active"), "quiet", icon="ban")

    def figures_of(self, person: P) -> list[tuple[str, str, str]]:
        """Title, figure and tone."""
        raise NotImplementedError

    def remarks_of(self, person: P) -> Sequence[str]:
        """Sentences below the figures."""
        raise NotImplementedError

    def show_tables(self, person: P) -> None:
        """Fill the tables."""
        raise NotImplementedError

    # for their page

    def show_person(self, person: P) -> None:
        """Fill it."""
        self.head.show_head(person.card["name"], self.facts_of(person), self.state_of(person))
        self.figures.show_figures(self.figures_of(person))
        say(self.remarks, self.remarks_of(person))
        self.show_tables(person)
        say(self.reached, ["\n".join(filter(None, _reached(person.card)))])
        say(self.note, [person.card["note"]])
        self._part.setVisible(not (self.reached.isHidden() and self.note.isHidden()))


def _reached(card: Fields) -> list[str]:
    """Line by line, as on an envelope."""
    place = " ".join(filter(None, (card["postcode"], card["city"])))
    land = ", ".join(filter(None, (card["region"], card["country"])))
    return [card["street"], place, land, card["email"], card["phone"]]
