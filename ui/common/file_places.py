"""Where the desk looks for files first: where the last one was chosen, else among the owner's documents."""

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

from app.language import tr

_KEY = "files/folder"


def suggested(name: str = "") -> str:
    """A path for a file of this name, or the folder alone."""
    last = str(QSettings().value(_KEY, ""))
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    # Where none is there Qt would offer the folder in which the program was started.
    known = (Path(place) for place in (last, documents) if place)
    folder = next((place for place in known if place.is_dir()), Path.home())
    return str(folder / name) if name else str(folder)


def tables() -> str:
    """The kinds of files that lists are written as, for the system's dialog."""
    csv, workbook = tr("Tables"), tr("Workbooks")
    return f"{csv} (*.csv);;{workbook} (*.xlsx)"


def named_as(path: str, pattern: str) -> Path:
    """The chosen file, as a workbook where that was chosen beside a name that says nothing else."""
    where = Path(path)
    if "*.xlsx" in pattern and where.suffix.lower() in ("", ".csv"):
        return where.with_suffix(".xlsx")
    return where


def chosen(path: str) -> str:
    """The same path; the next file is looked for beside it. Nothing is remembered of ''."""
    if path:
        QSettings().setValue(_KEY, str(Path(path).parent))
    return path
