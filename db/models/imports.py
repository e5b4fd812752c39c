"""Files that came in, what they made and changed, and how files of a shape are read."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import STRICT, Base, Key, count, facts, one_of, points_to, words
from db.terms import ImportAct
from db.types import Day, UtcDateTime, Uuid


class ImportRun(Base):
    """One write of one or several files; it may be taken back once."""

    __tablename__ = "import_runs"
    __table_args__ = (STRICT,)

    id: Mapped[Key]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    # The shop's business day.
    imported_on: Mapped[date] = mapped_column(Day)
    action_id: Mapped[str] = mapped_column(Uuid, default="", server_default="")
    who: Mapped[str] = words()
    # The highest id, after it, of each table whose rows may build on it.
    marks: Mapped[object] = facts()
    undone_at: Mapped[datetime | None] = mapped_column(UtcDateTime, default=None)


class ImportFile(Base):
    """A file of a run, known again by its digest whatever it is called."""

    __tablename__ = "import_files"
    __table_args__ = (Index("ix_import_files_digest", "digest", "format"), STRICT)

    id: Mapped[Key]
    run_id: Mapped[int] = points_to("import_runs.id")
    name: Mapped[str] = words()
    # SHA-256 in hexadecimal digits.
    digest: Mapped[str] = words()
    format: Mapped[str] = words()


class ImportRow(Base):
    """Rows of a table, from the first id to the last, that a run made, changed or, undone, only put aside."""

    __tablename__ = "import_rows"
    __table_args__ = (one_of("act", ImportAct), STRICT)

    id: Mapped[Key]
    run_id: Mapped[int] = points_to("import_runs.id")
    of_table: Mapped[str] = words()
    act: Mapped[str] = words(ImportAct.CREATED)
    first_id: Mapped[int] = count()
    last_id: Mapped[int] = count()
    # Of what was changed: columns with what they held before and after, as stored.
    facts: Mapped[object] = facts()


class ImportPreset(Base):
    """How files with these headers were read, to be offered again; `shape` is told by the headers."""

    __tablename__ = "import_presets"
    __table_args__ = (UniqueConstraint("name"), STRICT)

    id: Mapped[Key]
    name: Mapped[str] = words()
    shape: Mapped[str] = words(index=True)
    format: Mapped[str] = words()
    reading: Mapped[object] = facts()
