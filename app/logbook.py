"""The program's own diary for whoever mends it: a rotating file that names no customer and no password."""

import logging
import platform
import re
import sys
import traceback
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from logging.handlers import RotatingFileHandler
from pathlib import Path

from platformdirs import user_log_path

PROGRAM = "Backorder Desk"
FILE_NAME = "desk.log"
BYTES, FILES = 1_000_000, 5

_SECRETS = (
    # The password of a URL, and of whatever else names one.
    (re.compile(r"(://[^:/@\s]*:)[^@\s]+@"), r"\1•••@"),
    (re.compile(r"(password['\"]?\s*[=:]\s*)\S+", re.IGNORECASE), r"\1•••"),
    # What a database says of the row that it refused: names, addresses, notes.
    (re.compile(r"\[parameters: .*?\]$", re.MULTILINE | re.DOTALL), "[parameters: •••]"),
    (re.compile(r"(DETAIL:|CONTEXT:).*"), r"\1 •••"),
)


def begin(folder: Path | None = None) -> Path:
    """Write to the log from now on; returns its file, in the place that the system keeps for logs."""
    file = (folder or user_log_path(PROGRAM, appauthor=False)) / FILE_NAME
    root = logging.getLogger()
    if any(isinstance(each, _Handler) and Path(each.baseFilename) == file for each in root.handlers):
        return file
    file.parent.mkdir(parents=True, exist_ok=True)
    handler = _Handler(file, maxBytes=BYTES, backupCount=FILES - 1, encoding="utf-8", delay=True)
    handler.setFormatter(_Formatter("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    root.addHandler(handler)
    logging.getLogger("app").setLevel(logging.INFO)
    logging.captureWarnings(True)
    return file


def end() -> None:
    """Write no more, and let the file go."""
    root = logging.getLogger()
    for handler in [each for each in root.handlers if isinstance(each, _Handler)]:
        root.removeHandler(handler)
        handler.close()
    logging.captureWarnings(False)


def without_secrets(text: str) -> str:
    """The text with passwords and what a database quotes of its rows left out."""
    for pattern, instead in _SECRETS:
        text = pattern.sub(instead, text)
    return text


def details_of(error: BaseException) -> str:
    """What somebody who mends the program needs to know of an error, to be copied and sent."""
    trace = "".join(traceback.format_exception(error))
    parts = [f"{name} {_version(name)}" for name in ("PySide6-Essentials", "SQLAlchemy", "psycopg")]
    moment = datetime.now(UTC).isoformat(timespec="seconds")
    system = f"{platform.platform()}, Python {sys.version.split()[0]}, {', '.join(parts)}"
    return without_secrets(f"{PROGRAM}, {moment}\n{system}\n\n{trace}")


def kind_of(error: BaseException) -> str:
    """The same for errors of one type from one line of code."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__} {where}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "–"


class _Formatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return without_secrets(super().format(record))


class _Handler(RotatingFileHandler):
    """Lets the file go after every line: another window of the program may be the one that rotates it."""

    def emit(self, record: logging.LogRecord) -> None:
        super().emit(record)
        if self.stream is not None:
            self.stream.close()
            self.stream = None
