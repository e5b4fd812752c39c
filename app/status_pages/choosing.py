"""Publishing as the owner chooses in the window: the places chosen are kept in the settings."""

from dataclasses import dataclass
from pathlib import Path

from app.actions.shop_settings import Values, change_shop_settings
from app.errors import InvalidInput
from app.language import tr
from app.progress import Progress
from app.settings import shop_settings
from app.shop import Shop
from app.status_pages.folder import PageFolder
from app.status_pages.publishing import Published, count_to_publish, publish
from db.rows import Reader

FOLDER, ADDRESS = "status_folder", "status_address"


@dataclass(frozen=True, slots=True)
class PublishingForm:
    """Folder and address by the keys of their settings, and how many pages there would be."""

    values: dict[str, str]
    pages: int


def publishing_form(session: Reader) -> PublishingForm:
    """What the dialog opens with."""
    settings = shop_settings(session)
    values = {FOLDER: settings.status_folder, ADDRESS: settings.status_address}
    return PublishingForm(values, count_to_publish(session))


def publish_as_chosen(shop: Shop, before: Values, after: Values, progress: Progress) -> Published:
    """Keep what differs from `before`, what the reader saw, then publish there."""
    if not after[FOLDER]:
        raise InvalidInput(
            tr("No folder for order pages is chosen."),
            tr("Choose the one that your web server shows."),
            FOLDER,
        )
    folder = Path(after[FOLDER])
    # A folder that is refused is not kept either.
    PageFolder(folder).check(shop.read(shop_settings).status_mark)
    if dict(before) != dict(after):
        shop.write(change_shop_settings, before, after)
    return publish(shop, folder, progress)
