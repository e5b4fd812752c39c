"""What the owner hears of an import."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from app.file_formats.problems import RowProblem
from app.importing.options import Stored
from app.importing.things import Detail, Fate, listed
from app.language import ntr, tr


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What files brought in one write did, or in a dry run would do.

    `file` names them; `details` tell of a dry run what would become of each thing.
    """

    file: str
    stored: Stored
    notes: tuple[str, ...] = ()
    rejected: int = 0
    problems: tuple[RowProblem, ...] = ()
    rejected_paths: tuple[Path, ...] = ()
    dry_run: bool = False
    refused: bool = False
    """Whether, without the dry run, nothing would have come in."""
    details: tuple[Detail, ...] = ()
    fates: Mapping[Fate, int] = field(default_factory=dict)
    """Of a dry run: how many things become what, also those that `details` has no room for."""
    digests: Mapping[Path, str] = field(default_factory=dict)
    """Of a dry run: what the files were, so that nothing else comes in after it."""

    @property
    def rejected_path(self) -> Path | None:
        """The first file of rows that were set aside."""
        return self.rejected_paths[0] if self.rejected_paths else None

    def sentences(self) -> list[str]:
        """The report in the reader's language, one sentence a line."""
        created, changed = listed(self.stored.created), listed(self.stored.changed)
        told = []
        if created:
            would = tr("Would be created: {things}.", things=created)
            told.append(would if self.dry_run else tr("Created: {things}.", things=created))
        if changed:
            would = tr("Would be changed: {things}.", things=changed)
            told.append(would if self.dry_run else tr("Changed: {things}.", things=changed))
        if not told:
            told.append(tr("Nothing in {file} is new.", file=self.file))
        told += [*self.stored.notes, *self.notes]
        if self.rejected:
            told.append(self._about_rejected())
        if self.dry_run:
            told.append(tr("This was a dry run: nothing was changed."))
        return told

    def _about_rejected(self) -> str:
        if self.refused:
            return ntr(
                "{count} row cannot be taken: without --skip-bad-rows nothing would come in.",
                "{count} rows cannot be taken: without --skip-bad-rows nothing would come in.",
                self.rejected,
            )
        if not self.rejected_paths:
            return ntr("{count} row would be set aside.", "{count} rows would be set aside.", self.rejected)
        return ntr(
            "{count} row was set aside in {path}, with the reason.",
            "{count} rows were set aside in {path}, with the reasons.",
            self.rejected,
            path=", ".join(map(str, self.rejected_paths)),
        )
