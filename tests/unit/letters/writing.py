"""What a letter says, part by part."""

from collections.abc import Callable
from typing import Any

from app.letters.drawing import pdf_of
from app.letters.due import due_letters
from app.letters.plans import Grid, LetterPlan
from app.settings import change_settings
from tests.desks import Desk
from tests.reading_pdf import together, unembedded
from tests.unit.actions.delayed import Late

SHOP = {
    "shop_name": "Northwind Bicycles",
    "address": "Hafenstraße 12\n20457 Hamburg",
    "phone": "+49 40 555 0170",
    "email": "desk@northwind.example",
}
Rows = list[dict[str, str]]


def set_shop(desk: Desk, **settings: Any) -> None:
    desk.shop.write(lambda session: change_settings(session, **settings) and None)


def letters(desk: Desk, *kinds: str, **asked: Any) -> list[LetterPlan]:
    return desk.shop.read(due_letters, kinds=kinds, **asked)


def letter(late: Late, *kinds: str) -> LetterPlan:
    """The one to Anna."""
    [plan] = letters(late.desk, *kinds, customer_ids=[late.customer_id])
    return plan


def rows_of(plan: LetterPlan, kind: str) -> Rows:
    """The table of a kind by its titles."""
    [section] = [each for each in plan.sections if each.kind == kind]
    [grid] = [part for part in section.parts if isinstance(part, Grid)]
    titles = [title for title, _, _ in grid.columns]
    return [dict(zip(titles, row, strict=True)) for row in grid.rows]


def text_of(plan: LetterPlan, kind: str = "") -> str:
    """Its paragraphs, of one kind or of all."""
    return "\n".join(
        part
        for section in plan.sections
        for part in section.parts
        if isinstance(part, str) and (not kind or section.kind == kind)
    )


def drawn(plan: LetterPlan) -> str:
    """What a reader of the PDF finds, without blanks; every font is inside."""
    pdf = pdf_of(plan)
    assert unembedded(pdf) == set()
    return together(pdf)


class Counting:
    """A session that counts the statements it runs."""

    def __init__(self, session: Any) -> None:
        self._session = session
        self.statements = 0
        self.get_bind: Callable[[], Any] = session.get_bind
        self.info: dict[Any, Any] = session.info

    def connection(self) -> Any:
        self.statements += 1
        return self._session.connection()
