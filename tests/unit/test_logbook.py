"""The log: rotates, keeps secrets, and tells what went wrong."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import logbook


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Path]:
    yield logbook.begin(tmp_path / "logs")
    logbook.end()


def failure(said: str) -> Exception:
    try:
        raise RuntimeError(said)
    except RuntimeError as error:
        return error


def test_writes_what_went_wrong_with_its_trace(log: Path) -> None:
    logging.getLogger("ui.somewhere").error("It failed", exc_info=failure("no such thing"))
    text = log.read_text("utf-8")
    assert "ERROR MainThread ui.somewhere: It failed" in text
    assert "RuntimeError: no such thing" in text


def test_begun_twice_it_writes_once(log: Path) -> None:
    assert logbook.begin(log.parent) == log
    logging.getLogger("app.x").warning("only once")
    assert log.read_text("utf-8").count("only once") == 1


def test_five_files_of_a_megabyte_at_most(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(60):
        logging.getLogger("app.x").warning("%d %s", number, "x" * 100_000)
    files = sorted(log.parent.iterdir())
    assert [file.name for file in files] == ["desk.log", *(f"desk.log.{n}" for n in range(1, logbook.FILES))]
    assert max(file.stat().st_size for file in files) <= logbook.BYTES


@pytest.mark.parametrize(
    ("said", "secret"),
    [
        ("cannot reach postgresql://ann:s3cret@host/shop", "s3cret"),
        ("cannot reach postgresql+psycopg://ann:p%40ss:word@host/shop", "p%40ss"),
        ("connection to host=h password=s3cret failed", "s3cret"),
        ("IntegrityError\n[SQL: INSERT]\n[parameters: ('Ann Lee', 'ann@example.org')]\n(…)", "Ann Lee"),
        ("duplicate key\nDETAIL:  Key (name)=(Ann Lee) already exists.", "Ann Lee"),
    ],
)
def test_keeps_passwords_and_people_out(log: Path, said: str, secret: str) -> None:
    logging.getLogger("app.x").error("refused", exc_info=failure(said))
    assert "refused" in log.read_text("utf-8")
    assert secret not in log.read_text("utf-8")
    assert secret not in logbook.details_of(failure(said))


def test_details_name_program_parts_and_place() -> None:
    details = logbook.details_of(failure("no such thing"))
    assert details.startswith("Backorder Desk, ")
    assert "PySide6-Essentials 6." in details
    assert "in failure" in details


def test_errors_of_one_line_are_of_one_kind() -> None:
    assert logbook.kind_of(failure("a")) == logbook.kind_of(failure("b"))
    assert logbook.kind_of(failure("a")) != logbook.kind_of(ValueError("a"))


def test_another_window_may_rotate_the_file(log: Path) -> None:
    logging.getLogger("app.x").warning("before")
    log.rename(log.with_suffix(".log.1"))
    logging.getLogger("app.x").warning("after")
    assert "after" in log.read_text("utf-8")
