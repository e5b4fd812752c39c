"""Letters as PDF files in a folder, each recorded as sent in a write of its own."""

import os
import secrets
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from app.actions.sending import record_letter
from app.errors import AlreadyDone, PlanChanged, ShopError
from app.file_formats.replacing import refusing_trouble
from app.language import tr
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
    left_to_mail: list[LetterPlan] | None = None,
) -> Iterator[Written]:
    """Each letter as it is done; what was told or changed meanwhile by somebody else is left out.

    Whoever stops in between, by cancelling or because the disk is full, keeps what was done: those letters
    stand in the folder and are recorded, the others are neither. `left_to_mail` collects letters to those
    who are told by mail where the shop sends any; without it they are written too.
    """
    _check_folder(folder)
    total = shop.read(count_due, kinds)
    for done, plan in enumerate(all_due(shop, kinds)):
        if progress is not None:
            _at(progress, done, total)
        if left_to_mail is not None and goes_by_mail(plan) and shop.read(shop_settings).mail_host:
            left_to_mail.append(plan)
            continue
        try:
            yield Written(plan, write_letter(shop, plan, folder))
        except (AlreadyDone, PlanChanged):
            # Another till was here first; what is still to tell is due, and told with the next letter.
            continue


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
        with refusing_trouble(file):
            beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)
    return file


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


def _at(progress: Progress, done: int, total: int) -> None:
    try:
        progress.at(tr("Writing letters"), done, total)
    except Cancelled as stopped:
        raise Cancelled(
            stopped.title, tr("{count} letters were written and are recorded.", count=done)
        ) from stopped


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
