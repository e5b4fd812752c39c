"""Chosen letters go out on paper, as files, by mail or by phone; each is recorded in a write of its own.

Whoever stops in between keeps what was done. Nothing is recorded that was not printed or written before.
"""

import os
import secrets
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from app.actions.sending import record_letter
from app.documents.letter import write_letters
from app.errors import InvalidInput, NotFound, PlanChanged, Refused, ShopError
from app.file_formats.replacing import check_replaceable, refusing_trouble
from app.language import ntr, tr
from app.letters.drawing import draft_of, layout_of, letter_of, pdf_of
from app.letters.files import keeping_recorded, write_letter
from app.letters.plans import LetterPlan
from app.mail_messages import one_address
from app.outbox import sender_of
from app.progress import Cancelled, Progress
from app.settings import shop_settings
from app.shop import Shop
from app.wording import quantity_text
from db.terms import NoticeChannel

NAMED = 5
SHEETS_AT_ONCE = 25
"""Letters that are one job of the printer: they are recorded when it has them all."""
_OF_ONE_LETTER = (Refused, PlanChanged, InvalidInput, NotFound)


@dataclass(slots=True)
class Outcome:
    """Letters that went out, what keeps others from it by their code, and what ended the work early.

    `void` are on paper already, and yet not recorded: whoever sent them would tell something twice or wrong.
    """

    done: list[LetterPlan] = field(default_factory=list)
    refused: dict[str, ShopError] = field(default_factory=dict)
    stopped: ShopError | None = None
    void: list[LetterPlan] = field(default_factory=list)


Print = Callable[[Sequence[bytes], Callable[[int], None]], object]
"""Prints PDFs as one job and calls before each with its number; where it raises, nothing is on paper."""


def print_letters(
    shop: Shop, plans: Sequence[LetterPlan], paint: Print, progress: Progress, at_once: int = SHEETS_AT_ONCE
) -> Outcome:
    """On paper, a few at a time: what a job of the printer held is recorded before the next is begun."""
    outcome = Outcome()
    for first in range(0, len(plans), at_once):
        batch = plans[first : first + at_once]
        try:
            pdfs = [pdf_of(plan) for plan in batch]
            paint(pdfs, _counting(progress, first, len(plans)))
        except ShopError as error:
            outcome.stopped = _with_what_is_done(error, outcome)
            return outcome
        # They are on paper: what is not recorded now would be printed again.
        _each(outcome, list(zip(batch, pdfs, strict=True)), lambda each: _record(shop, *each))
        recorded = {plan.code for plan in outcome.done}
        outcome.void += [plan for plan in batch if plan.code not in recorded]
        if outcome.stopped is not None:
            return outcome
    return outcome


def save_letters(shop: Shop, plans: Sequence[LetterPlan], folder: Path, progress: Progress) -> Outcome:
    """A file each."""
    return _one_by_one(plans, lambda plan: write_letter(shop, plan, folder), progress)


def save_as_one(shop: Shop, plans: Sequence[LetterPlan], file: Path, progress: Progress) -> Outcome:
    """All in one file, which holds exactly those that are recorded."""
    outcome = Outcome()
    # What a link points at is replaced, not the link.
    file = Path(os.path.realpath(file))
    try:
        check_replaceable(file)
        with _pending(file) as beside:
            _write(beside, file, plans, progress)
            outcome = _one_by_one(plans, lambda plan: _record(shop, plan, pdf_of(plan)), progress)
            if outcome.done:
                with keeping_recorded():
                    if len(outcome.done) < len(plans):
                        _write(beside, file, outcome.done)
                    with refusing_trouble(file):
                        beside.replace(file)
    except ShopError as error:
        outcome.stopped = _with_what_is_done(error, outcome)
    return outcome


def queue_mails(
    shop: Shop, plans: Sequence[LetterPlan], progress: Progress, *, automatic: bool = False
) -> Outcome:
    """Into the outbox, from which `send_waiting` takes them; nothing where mail is not set up."""
    try:
        sender_of(shop.read(shop_settings))
    except ShopError as error:
        return Outcome(stopped=error)
    return _one_by_one(plans, lambda plan: _queue(shop, plan, automatic=automatic), progress)


def told_by_phone(shop: Shop, plans: Sequence[LetterPlan], progress: Progress) -> Outcome:
    """The owner has said it: its words are kept, without a page."""
    return _one_by_one(plans, lambda plan: _record(shop, plan, b"", NoticeChannel.PHONE), progress)


def what_is_void(outcome: Outcome) -> ShopError:
    """What lies in the printer and must not go out; there is some."""
    count = len(outcome.void)
    names = tr(", ").join(plan.name for plan in outcome.void[:NAMED])
    if count > NAMED:
        names = tr("{names} and {count} more", names=names, count=quantity_text(Decimal(count - NAMED)))
    title = ntr(
        "{count} printed letter does not count: throw it away.",
        "{count} printed letters do not count: throw them away.",
        count,
    )
    why = outcome.stopped.title if outcome.stopped is not None else ""
    return ShopError(title, " ".join(filter(None, (tr("{text}.", text=names), why))))


def _counting(progress: Progress, first: int, total: int) -> Callable[[int], None]:
    return lambda number: progress.at(tr("Printing"), first + number, total)


def _queue(shop: Shop, plan: LetterPlan, *, automatic: bool) -> None:
    one_address(plan.email)
    shop.write(record_letter, draft_of(plan, pdf_of(plan), NoticeChannel.MAIL, automatic=automatic))


def _record(shop: Shop, plan: LetterPlan, pdf: bytes, channel: str = NoticeChannel.LETTER) -> None:
    shop.write(record_letter, draft_of(plan, pdf, channel))


def _one_by_one(
    plans: Sequence[LetterPlan], act: Callable[[LetterPlan], object], progress: Progress
) -> Outcome:
    outcome = Outcome()

    def step(numbered: tuple[LetterPlan, int]) -> None:
        plan, number = numbered
        progress.at(tr("Writing letters"), number, len(plans))
        act(plan)

    _each(outcome, [(plan, number) for number, plan in enumerate(plans)], step)
    return outcome


def _each(outcome: Outcome, letters: Sequence[tuple[LetterPlan, object]], act: Callable[..., object]) -> None:
    """What is refused of one letter keeps none of the others."""
    for each in letters:
        try:
            act(each)
        except _OF_ONE_LETTER as error:
            outcome.refused[each[0].code] = error
        except ShopError as error:
            outcome.stopped = _with_what_is_done(error, outcome)
            return
        else:
            outcome.done.append(each[0])


def _with_what_is_done(error: ShopError, outcome: Outcome) -> ShopError:
    """Whoever stopped reads that what was done stays done."""
    count = len(outcome.done)
    if not isinstance(error, Cancelled):
        return error
    if not count:
        return Cancelled(error.title, tr("No letter went out."))
    words = ntr("{count} letter went out and is kept.", "{count} letters went out and are kept.", count)
    return Cancelled(error.title, words)


@contextmanager
def _pending(file: Path) -> Iterator[Path]:
    """A name beside the file's; what is left there in the end goes."""
    beside = file.parent / f".backorder-desk-{secrets.token_hex(8)}.part"
    try:
        yield beside
    finally:
        beside.unlink(missing_ok=True)


def _write(beside: Path, file: Path, plans: Sequence[LetterPlan], progress: Progress | None = None) -> None:
    """All that a full disk can spoil."""
    letters = [letter_of(plan) for plan in plans]
    layouts = {id(letter): layout_of(plan) for letter, plan in zip(letters, plans, strict=True)}
    with refusing_trouble(file), beside.open("wb") as stream:
        write_letters(letters, lambda letter: layouts[id(letter)], stream, progress)
        stream.flush()
        os.fsync(stream.fileno())
