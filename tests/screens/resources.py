"""What the page of resources and its dialogs show in their pictures."""

from datetime import timedelta
from decimal import Decimal

from app.actions.resources import create_resource, put_out_of_use
from app.lists.resource_detail import ResourceDetail, resource_detail
from app.lists.resources import LISTING
from ui.common.page import Desk, Page
from ui.dialogs.resource import ResourceDialog
from ui.dialogs.resource_plans import BlockDialog, CapacityDialog, UnblockDialog
from ui.dialogs.resource_use import DeleteResourceDialog, OutOfUseDialog, UseAgainDialog
from ui.dialogs.work import WorkDialog
from ui.pages.resources import ResourcesPage

SHOWN = "Bench"


def prepare(page: Page | None) -> None:
    """Choose the bench."""
    assert isinstance(page, ResourcesPage)
    row = next((row for row in page.model.rows if row[1] == SHOWN), None)
    if row is not None:
        page.table.choose(row[0])


def _detail(desk: Desk, name: str = SHOWN) -> ResourceDetail:
    shop = desk.jobs.shop
    assert shop is not None
    rows = shop.read(LISTING.page, filter="all", search=name).rows
    found: ResourceDetail = shop.read(resource_detail, rows[0][0])
    return found


def blocking(desk: Desk) -> BlockDialog:
    """Two weeks without the bench."""
    dialog = BlockDialog(desk, _detail(desk))
    assert desk.formats.today is not None
    dialog.first.set_value(desk.formats.today + timedelta(7))
    dialog.last.set_value(desk.formats.today + timedelta(18))
    dialog.cause.setEditText("Repair")
    dialog.note.setText("Saw motor")
    return dialog


def unblocking(desk: Desk) -> UnblockDialog:
    """The week of the market."""
    detail = _detail(desk)
    return UnblockDialog(desk, detail, detail.blocks[0])


def changing(desk: Desk) -> CapacityDialog:
    """Half as much from this week on."""
    dialog = CapacityDialog(desk, _detail(desk))
    dialog.per_week.set_value(Decimal(3))
    dialog.cause.setEditText("Illness")
    dialog.changed()
    return dialog


def adding(desk: Desk) -> ResourceDialog:
    return ResourceDialog(desk)


def ending(desk: Desk) -> OutOfUseDialog:
    """The bench is sold."""
    dialog = OutOfUseDialog(desk, _detail(desk))
    dialog.cause.setEditText("Sold")
    return dialog


def using_again(desk: Desk) -> UseAgainDialog:
    """An oven that was cold for a while."""
    shop = desk.jobs.shop
    assert shop is not None
    name = "Small oven"
    if not shop.read(LISTING.page, filter="all", search=name).rows:
        shop.write(create_resource, name, per_week=Decimal(20), monday=desk.formats.today, unit="h")
    detail = _detail(desk, name)
    if detail.active:
        shop.write(put_out_of_use, detail.id, cause="Repair")
    return UseAgainDialog(desk, _detail(desk, name))


def deleting(desk: Desk) -> DeleteResourceDialog:
    """What is named stays."""
    return DeleteResourceDialog(desk, _detail(desk))


def finishing(desk: Desk) -> WorkDialog:
    """The first line that waits for the bench."""
    detail = _detail(desk)
    works = detail.works or detail.waiting
    return WorkDialog(desk, works[0].line_id, works[0].kind)


def doing(desk: Desk) -> WorkDialog:
    """A service."""
    detail = _detail(desk, "Grinding")
    works = detail.works or detail.waiting
    return WorkDialog(desk, works[0].line_id, works[0].kind)
