"""The commands: the same actions as the window's, for scheduled jobs."""

import io
import os
import sys
from argparse import Namespace
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, TextIO

from sqlalchemy.orm import Session

from app.actions.context import today
from app.actions.daily import begin_day
from app.errors import FileRefused, InvalidInput, ShopError
from app.exporting import export_list
from app.file_formats.options import ReadingOptions
from app.flags import flags_said
from app.importing.bringing_in import import_files
from app.importing.incoming import Incoming, format_names
from app.importing.kept_readings import as_kept
from app.importing.options import ImportOptions
from app.language import ntr, tr
from app.progress import Progress
from app.progress_bar import ProgressBar
from app.purchase_files import export_purchase
from app.sample import fill_with_sample
from app.settings import shop_settings
from app.shop import Shop, create_shop, open_shop
from app.stock_files import PROGRAMS as STOCK_PROGRAMS
from app.stock_files import export_stock
from app.verifying import verify

if TYPE_CHECKING:
    from app.letters.plans import LetterPlan

DONE, REFUSED = 0, 1
PURCHASE_ORDER = "purchase-order"
# Delimiters that a shell makes hard to type.
_SIGNS = MappingProxyType({"tab": "\t", "\\t": "\t"})


def run(given: Namespace) -> int:
    """Carry out one command and return the exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A name in any script must not stop a job because the terminal has no letters for it.
            stream.reconfigure(errors="backslashreplace")
    try:
        with flags_said():
            return _COMMANDS[given.command](given)
    except ShopError as error:
        _say(sys.stderr, filter(None, (error.title, error.hint)))
        if isinstance(error, FileRefused):
            _say(sys.stderr, error.problems)
    except BrokenPipeError:
        # Who reads has had enough (a pager, head); what is still in the buffer has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except KeyboardInterrupt:
        _say(sys.stderr, [tr("The work was stopped."), tr("Nothing was changed.")])
    return REFUSED


def _new(given: Namespace) -> int:
    with create_shop(given.where) as shop:
        if given.with_sample:
            shop.write(fill_with_sample)
    _say(sys.stdout, [tr("The shop {place} is ready.", place=shop.place)])
    return DONE


def _import(given: Namespace) -> int:
    options = ImportOptions(
        reading=_reading(given),
        skip_bad_rows=given.skip_bad_rows,
        dry_run=given.dry_run,
        history_before=given.history_before,
        create_products=given.create_products,
        create_customers=given.create_customers,
        not_goods=tuple(given.not_goods),
    )
    incoming = _incoming(given, options.reading)
    with _opened(given.where) as shop, _progress() as progress:
        incoming = _as_kept(shop, incoming, given.preset)
        report = import_files(shop, incoming, options, progress)
    _say(sys.stdout, report.sentences())
    _say(sys.stderr, (problem.sentence for problem in report.problems))
    return REFUSED if report.refused else DONE


def _incoming(given: Namespace, reading: ReadingOptions) -> list[Incoming]:
    """The kind may stand before the files."""
    named, files = given.format or "", list(given.files)
    if not named and len(files) > 1 and files[0] in format_names():
        named = files.pop(0)
    return [Incoming(Path(each), named, reading) for each in files]


def _as_kept(shop: Shop, incoming: Sequence[Incoming], name: str) -> list[Incoming]:
    """Says of each file which preset it is read by."""
    files = []
    for each in incoming:
        file, kept = as_kept(shop, each, name)
        files.append(file)
        if kept:
            _say(sys.stdout, [tr("{file} is read as kept: {name}.", file=each.path.name, name=kept)])
    return files


def _reading(given: Namespace) -> ReadingOptions:
    columns: dict[str, str] = {}
    for field, column in given.map:
        if columns.setdefault(field, column) != column:
            raise InvalidInput(
                tr("The field “{field}” is mapped twice.", field=field), tr("Name one column for it.")
            )
    delimiter = _SIGNS.get(given.delimiter, given.delimiter) if given.delimiter else None
    return ReadingOptions(
        given.encoding, delimiter, given.decimal, given.day_order, columns, given.sheet, given.header_row
    )


def _export(given: Namespace) -> int:
    target: Path | TextIO = sys.stdout if given.file is None else given.file
    if given.file is None and isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    with _opened(given.where) as shop:
        count, remarks = _written(shop, given, target)
    if given.file is not None:
        rows = ntr("{count} row", "{count} rows", count)
        _say(sys.stdout, [tr("{rows} written to {file}.", rows=rows, file=given.file)])
    _say(sys.stderr, remarks)
    return DONE


def _written(shop: Shop, given: Namespace, target: Path | TextIO) -> tuple[int, list[str]]:
    """(rows, what of the other program's file stayed as it was)."""
    _check_export(given)
    if given.format in STOCK_PROGRAMS:
        done = shop.read(export_stock, given.format, target, given.onto)
        return done.rows, done.remarks()
    if given.number is not None:
        form = "" if given.format == PURCHASE_ORDER else given.format
        return shop.read(export_purchase, given.number, target, form), []
    return shop.read(export_list, given.list, target, given.format), []


def _check_export(given: Namespace) -> None:
    """Nothing that was asked for is passed over."""
    is_stock, is_purchase = given.format in STOCK_PROGRAMS, given.format == PURCHASE_ORDER
    if given.onto is not None and not is_stock:
        raise InvalidInput(
            tr("It is not said which program the file {file} is of.", file=given.onto),
            tr("Choose one of: {choices}", choices=", ".join(STOCK_PROGRAMS)),
        )
    if given.number is not None and is_stock:
        raise InvalidInput(
            tr("{format} is a file of {list}.", format="--number", list="purchases"),
            tr("Leave it out, or choose another format than {format}.", format=given.format),
        )
    needed = "stock" if is_stock else "purchases" if is_purchase or given.number is not None else given.list
    if given.list != needed:
        raise InvalidInput(
            tr(
                "{format} is a file of {list}.",
                format=given.format if is_stock or is_purchase else "--number",
                list=needed,
            ),
            tr("Write: export SHOP {list} FILE", list=needed),
        )
    if not given.number and (is_purchase or given.number is not None):
        raise InvalidInput(tr("It is not said which purchase."), tr("Name it with --number."))


def _letters(given: Namespace) -> int:
    if given.out is None and not given.mail:
        raise InvalidInput(tr("It is not said how the letters go."), tr("Give --out DIR, --mail, or both."))
    with _opened(given.where) as shop:
        if given.dry_run:
            _list_letters(shop, given)
            return DONE
        if given.mail and not _send_mail(shop, given.kinds):
            return REFUSED
        return DONE if given.out is None else _write_letters(shop, given)


def _list_letters(shop: Shop, given: Namespace) -> None:
    """What would go out, and how."""
    # Drawing takes long to import, and no other command draws.
    from app.letters.files import all_due, left_to_mail

    mailed = _list_mails(shop, given.kinds) if given.mail else set()
    if given.out is not None:
        plans = [plan for plan in all_due(shop, given.kinds) if not mailed.issuperset(plan.notice_ids)]
        written = [plan for plan in plans if given.paper or not left_to_mail(shop, plan)]
        _say(sys.stdout, (_listed(plan.name, plan) for plan in written))
        _say(sys.stdout, [ntr("{count} letter is due.", "{count} letters are due.", len(written))])
        _say_left(len(plans) - len(written))
    _say(sys.stdout, [tr("This was a dry run: nothing was changed.")])


def _list_mails(shop: Shop, kinds: Collection[str]) -> set[int]:
    """Ids of the notices that mail would tell."""
    from app.actions.mailing import mails_due
    from app.letters.automatic import all_automatic

    waiting, plans = shop.read(mails_due, kinds), list(all_automatic(shop, kinds))
    lines = [*((name, text) for name, text in waiting), *((plan.name, plan.subject) for plan in plans)]
    _say(sys.stdout, (tr("{name}: {text}", name=" ".join(name.split()), text=text) for name, text in lines))
    _say(sys.stdout, [ntr("{count} mail would be sent.", "{count} mails would be sent.", len(lines))])
    return {notice_id for plan in plans for notice_id in plan.notice_ids}


def _send_mail(shop: Shop, kinds: Collection[str]) -> bool:
    """As the window does while it is open; False where it was stopped."""
    from app.letters.automatic import send_due
    from app.outbox import delivery_text

    try:
        with _progress() as progress:
            delivery = send_due(shop, kinds=kinds, progress=progress)
    except KeyboardInterrupt:
        _say(sys.stderr, [tr("The work was stopped."), tr("Mails that were handed over stay sent.")])
        return False
    _say(sys.stdout, [delivery_text(delivery)])
    _say(sys.stderr, (tr("{name}: {text}", name=name, text=text) for name, text in delivery.refused))
    return True


def _write_letters(shop: Shop, given: Namespace) -> int:
    """Says what was done however it ends: those letters are sent."""
    from app.letters.files import write_due

    done, mailed = 0, list["LetterPlan"]()
    left = None if given.paper else mailed
    try:
        with _progress() as progress:
            for written in write_due(shop, given.out, given.kinds, progress, mailed=left):
                done += 1
                _say(sys.stdout, [_listed(written.file.name, written.plan)])
    except KeyboardInterrupt:
        _say(sys.stderr, [tr("The work was stopped.")])
        return REFUSED
    finally:
        count = ntr("{count} letter", "{count} letters", done)
        _say(sys.stdout, [tr("{letters} written to {folder} and recorded.", letters=count, folder=given.out)])
    _say_left(len(mailed))
    return DONE


def _say_left(count: int) -> None:
    if count:
        left_over = ntr("{count} letter is left to mail.", "{count} letters are left to mail.", count)
        _say(sys.stdout, [left_over, tr("Send from the window, with --mail, or write them with --paper.")])


def _listed(name: str, plan: "LetterPlan") -> str:
    from app.letters.plans import problem_text

    problems = ", ".join(map(problem_text, plan.problems))
    text = tr("{name}: {text}", name=" ".join(name.split()), text=plan.subject)
    return tr("{text} ({remark})", text=text, remark=problems) if problems else text


def _publish(given: Namespace) -> int:
    # What pages are made of takes long to import, and no other command makes them.
    from app.status_pages.publishing import folder_of, publish

    try:
        with _opened(given.where) as shop, _progress() as progress:
            folder = given.folder or shop.read(folder_of)
            said = publish(shop, folder, progress, dry_run=given.dry_run)
    except KeyboardInterrupt:
        _say(sys.stderr, [tr("The work was stopped."), tr("Pages not written yet are as they were.")])
        return REFUSED
    _say(sys.stdout, said.sentences())
    return DONE


def _verify(given: Namespace) -> int:
    with _opened(given.where) as shop:
        breaks = shop.read(verify)
    if not breaks:
        _say(sys.stdout, [tr("Everything adds up.")])
        return DONE
    found = ntr("{count} thing does not add up.", "{count} things do not add up.", len(breaks))
    _say(sys.stderr, [found, *(each.what for each in breaks)])
    return REFUSED


@contextmanager
def _opened(where: str) -> Iterator[Shop]:
    """The shop on its business day: what the calendar alone moves is settled."""
    with open_shop(where) as shop:
        if shop.copy_of_old is not None:
            _say(sys.stderr, [tr("The shop as it was is kept at {place}.", place=shop.copy_of_old)])
        if shop.read(_new_day):
            shop.write(begin_day)
        yield shop


def _new_day(session: Session) -> bool:
    return shop_settings(session).settled_on != today(session).isoformat()


@contextmanager
def _progress() -> Iterator[Progress]:
    if not sys.stderr.isatty():
        yield Progress()
        return
    bar = ProgressBar(sys.stderr)
    try:
        yield Progress(bar)
    finally:
        bar.close()


def _say(stream: TextIO, sentences: Iterable[str]) -> None:
    for sentence in sentences:
        print(sentence, file=stream)


_COMMANDS: MappingProxyType[str, Callable[[Namespace], int]] = MappingProxyType(
    {
        "new": _new,
        "import": _import,
        "export": _export,
        "letters": _letters,
        "publish": _publish,
        "verify": _verify,
    }
)
