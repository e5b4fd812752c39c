"""Names of files that promise what they hold."""

from pathlib import Path

from app.errors import InvalidInput
from app.language import tr

_WORKBOOK = ".xlsx"
_TEXTS = frozenset((".csv", ".txt", ".tsv", ".tab"))
# Neither CSV nor XLSX, whatever is written into it.
_OTHERS = frozenset(
    (
        *(".xls", ".xlsm", ".xlsb", ".xltx", ".ods", ".fods", ".numbers", ".gz", ".zip"),
        *(".json", ".xml", ".html", ".htm", ".pdf", ".doc", ".docx", ".db", ".sqlite"),
    )
)


def is_workbook(path: Path) -> bool:
    """Whether the file's name says so."""
    return path.suffix.lower() == _WORKBOOK


def check_name(path: Path, *, workbook: bool = False) -> None:
    """InvalidInput where the name promises something else than a workbook, or than CSV."""
    suffix = path.suffix.lower()
    if workbook and suffix in _OTHERS | _TEXTS:
        raise InvalidInput(
            tr("{file} would be a workbook, and its name says something else.", file=path.name),
            tr("Let its name end in .xlsx, or choose another format."),
        )
    if not workbook and suffix in _OTHERS | {_WORKBOOK}:
        raise InvalidInput(
            tr("{file} would hold CSV, and its name says something else.", file=path.name),
            tr("Let its name end in .csv, or choose another format."),
        )
