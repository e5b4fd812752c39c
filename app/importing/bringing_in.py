"""Bring files in: all of them read and checked, then stored in one write; or refused with all bad rows."""

import os
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from app.errors import PlanChanged
from app.file_formats.problems import KEPT, Problems
from app.file_formats.rejecting import RejectedRows, rejected_path
from app.importing.file_states import staying
from app.importing.importers import IMPORTERS
from app.importing.incoming import Incoming, OpenFile, open_incoming
from app.importing.known import Known, known_and_mark, lock_known, mark_of
from app.importing.options import ImportOptions, Stored
from app.importing.past_runs import came_again
from app.importing.report import ImportReport
from app.importing.runs import Run, start_run
from app.importing.source import Plan, Source
from app.importing.things import Fate
from app.language import ntr, tr
from app.progress import Progress
from app.shop import Shop
from db.rows import ASK

TRIES = 3
"""How often files are read at most, where the shop changes before what they bring is stored."""

Fingerprint = tuple[str, str, str, bool]
"""Name, digest and format of a file, and whether it may come in only once."""


@dataclass(frozen=True, slots=True)
class Batch:
    """What one write brings in: plans in the order in which they are stored, and what they were made with.

    `mark` tells whether somebody added since to what files name, or edited it.
    """

    plans: Sequence[Plan]
    known: Known
    mark: int
    files: Sequence[Fingerprint]


def import_file(
    shop: Shop,
    kind: str,
    path: Path,
    options: ImportOptions | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring in one file of this format; FileRefused names every bad row unless the options skip them."""
    options = options or ImportOptions()
    return import_files(shop, [Incoming(path, kind, options.reading)], options, progress)


def import_files(
    shop: Shop,
    incoming: Sequence[Incoming],
    options: ImportOptions | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Bring in files in one write, each after those that it builds on: all of them or none."""
    options, progress = options or ImportOptions(), progress or Progress()
    for _ in range(TRIES - 1):
        # Another till was quicker: what it did is read now.
        with suppress(PlanChanged):
            return _try(shop, incoming, options, progress)
    return _try(shop, incoming, options, progress)


def _try(
    shop: Shop, incoming: Sequence[Incoming], options: ImportOptions, progress: Progress
) -> ImportReport:
    files, twice = _opened(incoming, progress)
    prints = [(each.path.name, each.state.digest, each.format, _once(each)) for each in files]
    came = shop.read(came_again, prints)
    known, mark = shop.read(known_and_mark)
    with staying({each.path: each.state for each in files}, progress):
        plans, told = _read(shop, files, known, options, progress)
        refused = any(each.rejected for each in files) and not options.skip_bad_rows
        if refused and not options.dry_run:
            raise _problems(files).refusal()
    batch, notes = Batch(plans, known, mark, prints), (*twice, *came, *told)
    if not options.dry_run:
        return _brought_in(shop, files, batch, notes, progress)
    stored, run = shop.preview(_stored, batch, progress)
    return ImportReport(
        _label(files),
        stored,
        notes,
        sum(each.rejected for each in files),
        tuple(_problems(files).first),
        dry_run=True,
        refused=refused,
        details=tuple(run.details),
        fates=run.fates(),
        digests={each.path: each.state.digest for each in files},
    )


def _brought_in(
    shop: Shop, files: Sequence[OpenFile], batch: Batch, notes: tuple[str, ...], progress: Progress
) -> ImportReport:
    with ExitStack() as stack:
        aside = [stack.enter_context(RejectedRows(_aside(each.path), each.records.header)) for each in files]
        with staying({each.path: each.state for each in files if each.rejected}, progress):
            for file, rejected in zip(files, aside, strict=True):
                file.set_aside(rejected, progress)
        stored = shop.write(bring_in, batch, progress)
    written = [each for each in aside if each.count]
    return ImportReport(
        _label(files),
        stored,
        notes,
        sum(each.count for each in written),
        rejected_paths=tuple(each.path for each in written),
    )


def _opened(incoming: Sequence[Incoming], progress: Progress) -> tuple[list[OpenFile], list[str]]:
    """(the files, what is to be said of those that are given twice): what is the same comes in once."""
    files: dict[tuple[str, str, str], OpenFile] = {}
    said = []
    for each in incoming:
        progress.at(tr("Opening {file}", file=each.path.name))
        file = open_incoming(each, progress)
        # A workbook may bring one sheet after the other.
        first = files.setdefault((file.state.digest, file.format, file.records.sheet), file)
        if first is file:
            continue
        if first.path.name == file.path.name:
            said.append(tr("{file} was given twice; it comes in once.", file=file.path.name))
        else:
            said.append(
                tr(
                    "{file} is the same as {first}; it comes in once.",
                    file=file.path.name,
                    first=first.path.name,
                )
            )
    return list(files.values()), said


def _read(
    shop: Shop, files: Sequence[OpenFile], known: Known, options: ImportOptions, progress: Progress
) -> tuple[list[Plan], list[str]]:
    """(plans in the order in which they are stored, what is to be said of the files)."""
    order = {kind: place for place, kind in enumerate(IMPORTERS)}
    parts = [
        (order[kind], at, file)
        for file in files
        for at, (kind, *_) in enumerate(file.tables)
        if not (kind == "stock" and _is_told_better(file, files))
    ]
    plans: list[Plan] = []
    notes: list[str] = []
    for _, at, file in sorted(parts, key=lambda part: part[0]):
        kind, table, rejections = file.tables[at]
        # A row comes in whole or not at all: mended, all that it tells comes again.
        before = [each for _, _, each in file.tables[:at] if each]
        source = Source(
            shop, table, known, replace(options, reading=table.options), rejections, progress, before
        )
        if plans:
            plans[-1].foresee(known)
        plans.append(IMPORTERS[kind].read(source))
        notes += source.notes
    return plans, [*(said for each in files for said in _ignored(each)), *notes]


def _is_told_better(file: OpenFile, files: Sequence[OpenFile]) -> bool:
    """Whether a file of stock alone comes too: it tells place by place what a file of products sums up."""
    return len(file.tables) > 1 and any([kind for kind, *_ in each.tables] == ["stock"] for each in files)


def bring_in(session: Session, batch: Batch, progress: Progress) -> Stored:
    """The write: all of the files, that were read and found good."""
    lock_known(session)
    return _stored(session, batch, progress)[0]


def _stored(session: Session, batch: Batch, progress: Progress) -> tuple[Stored, Run]:
    """With what becomes of each thing, which is told of a dry run and never kept with the action."""
    plans, known, files = batch.plans, batch.known, batch.files
    # Within what does not know of the progress too: all lines of one product are planned at once.
    session.info[ASK] = progress.ask
    if mark_of(session) != batch.mark:
        names = ", ".join(name for name, *_ in files)
        raise PlanChanged(tr("The shop changed while {file} was read.", file=names), tr("Import it again."))
    came_again(session, files)
    run, stored = start_run(session), Stored()
    for plan in plans:
        # What an earlier part made has an id only now; and this may be the second try.
        if len(plans) > 1:
            known.refresh(session)
        stored = stored.plus(plan.store(session, progress))
    left = {str(thing): count for (thing, fate), count in run.counts.items() if fate is Fate.LEFT}
    run_id = run.write(session, [each[:3] for each in files])
    progress.at(tr("Keeping it"))
    return replace(stored, left=left, run=run_id), run


def _once(file: OpenFile) -> bool:
    return any(IMPORTERS[kind].once for kind, *_ in file.tables)


def _problems(files: Sequence[OpenFile]) -> Problems:
    whole = Problems(_label(files))
    for each in files:
        found = each.rejections().problems()
        whole.rows += found.rows
        whole.count += found.count
        whole.first += found.first[: KEPT - len(whole.first)]
    return whole


def _label(files: Sequence[OpenFile]) -> str:
    if len(files) == 1:
        return files[0].path.name
    return ntr("{count} file", "{count} files", len(files))


def _aside(path: Path) -> Path:
    """Beside the file; in the working folder where the file's own is marked read-only."""
    beside = rejected_path(path)
    folder = path.parent
    # The mark too: an administrator's jobs may write in spite of it, and should not.
    writable = folder.stat().st_mode & 0o222 and os.access(folder, os.W_OK)
    return beside if writable else Path(beside.name)


def _ignored(file: OpenFile) -> list[str]:
    if not file.ignored:
        return []
    return [tr("Columns that were not used: {columns}", columns=", ".join(file.ignored))]
