"""Letters as PDF files in a folder, each recorded as sent in a write of its own."""

import os
import secrets
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.actions.sending import record_letter
from app.errors import AlreadyDone, PlanChanged, ShopError
from app.file_formats.replacing import refusing_trouble
from app.language import ntr, tr
from app.letters.drawing import draft_of, pdf_of
from app.letters.due import count_due, due_letters
from app.letters.plans import LetterPlan, goes_by_mail
from app.names import file_name_of
from app.progress import Cancelled, Progress
from app.settings import shop_settings
from app.shop import Shop
from db.rows import Reader, value
from db.terms import NoticeChannel

BATCH = 200


@dataclass(frozen=True, slots=True)
class Written:
    """A letter that went out, and its file."""

    plan: LetterPlan
    file: Path


def all_due(shop: Shop, kinds: Collection[str] = ()) -> Iterator[LetterPlan]:
    """Every letter that is due, read a few hundred at a time."""
    after = 0
    while plans := shop.read(due_letters, kinds=kinds, after=after, limit=BATCH):
        yield from plans
        after = plans[-1].customer_id or 0


def write_due(
    shop: Shop,
    folder: Path,
    kinds: Collection[str] = (),
    progress: Progress | None = None,
    *,
    mailed: list[LetterPlan] | None = None,
) -> Iterator[Written]:
    """Each letter as it is done; what was told or changed meanwhile by somebody else is left out.

    Whoever stops in between, by cancelling or because the disk is full, keeps what was done: those letters
    stand in the folder and are recorded, the others are neither. `mailed` collects those that are
    `left_to_mail`; without it they are written too.
    """
    _check_folder(folder)
    total, done = shop.read(count_due, kinds), 0
    for number, plan in enumerate(all_due(shop, kinds)):
        if progress is not None:
            _at(progress, number, total, done)
        if mailed is not None and left_to_mail(shop, plan):
            mailed.append(plan)
            continue
        try:
            written = Written(plan, write_letter(shop, plan, folder))
        except (AlreadyDone, PlanChanged):
            # Another till was here first; what is still to tell is due, and told with the next letter.
            continue
        done += 1
        yield written


def left_to_mail(shop: Shop, plan: LetterPlan) -> bool:
    """Whether the customer is told by mail, and the shop sends any."""
    return goes_by_mail(plan) and bool(shop.read(shop_settings).mail_host)


def write_letter(shop: Shop, plan: LetterPlan, folder: Path) -> Path:
    """Its file stands when it is recorded, and is not there where it is not."""
    pdf = pdf_of(plan)
    file = _free(folder, file_name(plan))
    beside = folder / f".backorder-desk-{secrets.token_hex(8)}.part"
    try:
        # All that a full disk can spoil comes before the letter counts as sent.
        with refusing_trouble(file), beside.open("xb") as stream:
            stream.write(pdf)
            stream.flush()
            os.fsync(stream.fileno())
        _record(shop, plan, pdf, beside, file)
        with keeping_recorded(), refusing_trouble(file):
            beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    return file


@contextmanager
def keeping_recorded() -> Iterator[None]:
    """The last step, when the letters count as sent: where it fails their pages are still in the shop."""
    try:
        yield
    except ShopError as error:
        words = tr("What was recorded is kept in the shop: print it again on the page Notices, Told.")
        raise ShopError(error.title, words) from error


def _record(shop: Shop, plan: LetterPlan, pdf: bytes, beside: Path, file: Path) -> None:
    """Who interrupts right behind the commit still gets the file."""
    try:
        shop.write(record_letter, draft_of(plan, pdf, NoticeChannel.LETTER))
    except KeyboardInterrupt:
        if shop.read(_is_recorded, plan.code):
            beside.replace(file)
        raise


def _is_recorded(session: Reader, code: str) -> bool:
    return value(session, "SELECT 1 FROM letters WHERE code = ?", (code,)) is not None


def file_name(plan: LetterPlan) -> str:
    """'Anna Miller K7F3QD.pdf': letters and figures of any script, nothing that a system takes for more."""
    # The code stands behind the name, so that no name is one of a device either.
    return f"{file_name_of(plan.name)} {plan.code}.pdf".lstrip()


def _at(progress: Progress, number: int, total: int, done: int) -> None:
    try:
        progress.at(tr("Writing letters"), number, total)
    except Cancelled as stopped:
        words = ntr(
            "{count} letter was written and is recorded.",
            "{count} letters were written and are recorded.",
            done,
        )
        raise Cancelled(stopped.title, words) from stopped


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        if folder.exists():
            raise ShopError(
                tr("{file} is a file, not a folder.", file=folder), tr("Name the folder for the letters.")
            )
        with refusing_trouble(folder):
            folder.mkdir()


def _free(folder: Path, name: str) -> Path:
    """Nothing that stands there is overwritten."""
    file = folder / name
    if file.exists():
        file = folder / f"{file.stem} {secrets.token_hex(3)}.pdf"
    return file
