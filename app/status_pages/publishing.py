"""Order status pages go out: one for every open order, and what says for a while that an order ended."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from app.actions.context import today
from app.documents.layouts import territory_for
from app.errors import Refused
from app.language import ntr, speaking, tr
from app.letters.people import spoken_or_own
from app.progress import Cancelled, Progress
from app.settings import ShopSettings, set_once, shop_settings
from app.shop import Shop
from app.status_pages.facts import AT_ONCE, OrderPage, orders_shown, pages_of
from app.status_pages.folder import PageFolder
from app.status_pages.html import Shop as Writer
from app.status_pages.html import empty_page, order_page
from app.status_pages.tokens import file_of, new_token
from db.rows import Reader, fetch, run, run_many, value

INDEX, ROBOTS = "index.html", "robots.txt"
_ROBOTS = b"User-agent: *\nDisallow: /\n"
# From orders that are open, or from pages that say nothing of an end: not from all that ever were.
_UNMARKED = (
    "SELECT o.id FROM orders o WHERE o.state = 'open'"
    " AND NOT EXISTS (SELECT 1 FROM status_pages s WHERE s.order_id = o.id)"
)
_REOPENED = "ended_on IS NOT NULL AND order_id IN (SELECT o.id FROM orders o WHERE o.state = 'open')"
_ENDED = (
    "ended_on IS NULL AND EXISTS (SELECT 1 FROM orders o WHERE o.id = order_id"
    " AND o.state IN ('done', 'cancelled'))"
)


@dataclass(frozen=True, slots=True)
class Published:
    """How many pages stand in the folder, and what of them was done now."""

    folder: Path
    pages: int = 0
    written: int = 0
    removed: int = 0
    dry_run: bool = False

    def sentences(self) -> list[str]:
        """What became of it."""
        if self.dry_run:
            count = ntr("There would be {count} page.", "There would be {count} pages.", self.pages)
            return [count, tr("This was a dry run: nothing was changed.")]
        pages = ntr("{count} page", "{count} pages", self.pages)
        removed = ntr("{count} removed", "{count} removed", self.removed)
        written = ntr("{count} written anew", "{count} written anew", self.written)
        return [
            tr("{pages} in {folder}.", pages=pages, folder=self.folder),
            tr("{facts}.", facts=tr(", ").join((written, removed))),
        ]


@dataclass(slots=True)
class _Run:
    """What a publishing has done so far."""

    folder: PageFolder
    settings: ShopSettings
    kept: set[str]
    written: int = 0


def publish(shop: Shop, folder: Path, progress: Progress, *, dry_run: bool = False) -> Published:
    """Write what changed and remove what is over; who stops in between keeps what was written."""
    pages = PageFolder(folder)
    pages.check(shop.read(lambda session: shop_settings(session).status_mark))
    if dry_run:
        return Published(folder, shop.read(count_to_publish), dry_run=True)
    if shop.read(is_unmarked):
        shop.write(mark_pages)
    settings = shop.read(shop_settings)
    pages.open(settings.status_mark)
    work = _Run(pages, settings, set())
    try:
        _write_all(shop, work, progress)
        old = pages.old_pages(work.kept)
        for name in old:
            pages.remove(name)
    except Cancelled as stopped:
        words = ntr("{count} page was written.", "{count} pages were written.", work.written)
        raise Cancelled(stopped.title, tr("{done} The others are as they were.", done=words)) from stopped
    return Published(folder, len(work.kept), work.written, len(old))


def folder_of(session: Reader) -> Path:
    """The folder of the settings; Refused where none is named."""
    folder = shop_settings(session).status_folder
    if not folder:
        raise Refused(
            tr("No folder for order pages is chosen."), tr("Name one, or choose it in the settings.")
        )
    return Path(folder)


def _write_all(shop: Shop, work: _Run, progress: Progress) -> None:
    day, order_ids = shop.read(today).toordinal(), shop.read(orders_shown)
    settings = work.settings
    writer = Writer(settings.shop_name, settings.address, settings.email, settings.phone, day)
    with speaking(spoken_or_own("", settings)):
        work.folder.put_if_ours(INDEX, empty_page(writer))
    work.folder.put_if_missing(ROBOTS, _ROBOTS)
    for start in range(0, len(order_ids), AT_ONCE):
        for page in shop.read(pages_of, order_ids[start : start + AT_ONCE]):
            progress.at(tr("Writing pages"), len(work.kept), len(order_ids))
            _write_one(page, writer, work)


def _write_one(page: OrderPage, writer: Writer, work: _Run) -> None:
    name = file_of(page.token)
    with _speaking_to(page, work.settings):
        work.written += work.folder.put(name, order_page(page, writer))
    work.kept.add(name)


def _speaking_to(page: OrderPage, settings: ShopSettings) -> AbstractContextManager[None]:
    """As letters do."""
    where = territory_for(page.country, settings.letter_layout, settings.currency)
    return speaking(spoken_or_own(page.language, settings), where)


def count_to_publish(session: Reader) -> int:
    """How many pages there would be; orders that have none yet are counted too."""
    return len(orders_shown(session)) + int(
        value(session, f"SELECT count(*) FROM ({_UNMARKED}) AS unmarked") or 0
    )


# which pages there are


def is_unmarked(session: Reader) -> bool:
    """Whether a publishing has something to keep in the shop before it begins."""
    return (
        not shop_settings(session).status_mark
        or value(session, f"{_UNMARKED} LIMIT 1") is not None
        or value(session, f"SELECT 1 FROM status_pages WHERE {_REOPENED} OR {_ENDED} LIMIT 1") is not None
    )


def mark_pages(session: Session) -> None:
    """Every open order gets its token; pages of ended orders learn the day, of reopened ones forget it."""
    if not shop_settings(session).status_mark:
        set_once(session, status_mark=new_token())
    run_many(
        session,
        "INSERT INTO status_pages (order_id, token) VALUES (?, ?) ON CONFLICT DO NOTHING",
        [(row[0], new_token()) for row in fetch(session, _UNMARKED)],
    )
    run(session, f"UPDATE status_pages SET ended_on = NULL WHERE {_REOPENED}")
    day = today(session).toordinal()
    run(session, f"UPDATE status_pages SET ended_on = ? WHERE {_ENDED}", (day,))
