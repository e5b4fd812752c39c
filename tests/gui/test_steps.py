"""The buttons of a pane, as what can be done changes."""

import pytest
from pytestqt.qtbot import QtBot

from ui.common.steps import Step, Steps


def steps_of(*titles: str) -> list[Step]:
    return [Step(title, lambda: None) for title in titles]


@pytest.mark.parametrize(
    ("titles", "holder"), [(("Unblock…", "Block…"), "Block…"), (("Finish…", "Edit…"), "Finish…")]
)
def test_the_keyboard_stays_where_it_was_else_on_the_first(
    qtbot: QtBot, titles: tuple[str, ...], holder: str
) -> None:
    steps = Steps()
    qtbot.addWidget(steps)
    steps.show_steps(steps_of("Block…", "Edit…", "Delete…"))
    steps._buttons()[0].setFocus()
    steps.show_steps(steps_of(*titles))
    chosen = steps.focusWidget()
    assert chosen in steps._buttons()
    assert chosen.text() == holder  # type: ignore[attr-defined]
