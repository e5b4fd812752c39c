"""Locations: names in their rows, a new one below them."""

import pytest
from pytestqt.qtbot import QtBot

from app.lists.locations import locations
from app.shop import Shop
from tests.gui.dialogs.hands import at_rest, shown, take_back, told_by, type_cell, type_text
from tests.kitchen import Kitchen
from ui.common.jobs import Jobs
from ui.common.page import Desk
from ui.dialogs.locations import LocationsDialog


@pytest.fixture
def dialog(qtbot: QtBot, desk: Desk, kitchen: Kitchen, jobs: Jobs) -> LocationsDialog:
    made = LocationsDialog(desk)
    shown(qtbot, made)
    at_rest(qtbot, made, jobs)
    return made


def names(shop: Shop) -> list[str]:
    return [place.name for place in shop.read(locations)]


def test_a_new_location(
    qtbot: QtBot, dialog: LocationsDialog, jobs: Jobs, sqlite_shop: Shop, desk: Desk
) -> None:
    told = told_by(desk)
    assert not dialog.ok.isEnabled()
    type_text(dialog.new, "Annex")
    at_rest(qtbot, dialog, jobs)
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert names(sqlite_shop) == ["Main", "Annex"]
    assert told == [("There is a location Annex now.", None)]


def test_another_name_and_the_old_one_again(
    qtbot: QtBot, dialog: LocationsDialog, jobs: Jobs, sqlite_shop: Shop, desk: Desk
) -> None:
    told = told_by(desk)
    type_cell(dialog.places, dialog.places.rows[0][0], "name", "Shop floor")
    at_rest(qtbot, dialog, jobs)
    with qtbot.waitSignal(dialog.accepted):
        dialog.submit()
    assert names(sqlite_shop) == ["Shop floor"]
    assert told[0][0] == "1 location renamed."
    take_back(sqlite_shop, told[0][1])
    assert names(sqlite_shop) == ["Main"]


def test_a_name_that_is_taken_is_told_while_one_types(
    qtbot: QtBot, dialog: LocationsDialog, jobs: Jobs
) -> None:
    type_text(dialog.new, "main")
    at_rest(qtbot, dialog, jobs)
    assert dialog.error.text() == "There is already a location Main. Choose another name."
    assert not dialog.ok.isEnabled()
    assert dialog.entered() == ["main"]
