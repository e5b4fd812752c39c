import io

import pytest

from app.progress import Cancelled, Progress
from app.progress_bar import ProgressBar


def test_it_tells_how_far_the_work_is() -> None:
    told: list[tuple[str, int, int]] = []
    progress = Progress(lambda *where: told.append(where))
    progress.at("Reading", 3, 9)
    progress.at("Storing")
    assert told == [("Reading", 3, 9), ("Storing", 0, 0)]


def test_cancelled_work_ends_at_its_next_step() -> None:
    progress = Progress()
    progress.at("Reading")
    progress.cancel()
    with pytest.raises(Cancelled, match=r"The work was stopped\. Nothing was changed\."):
        progress.at("Reading")


def drawn(monkeypatch: pytest.MonkeyPatch, *steps: tuple[float, str, int, int]) -> str:
    """What a terminal is sent when the clock stands at each step's time."""
    clock = iter([at for at, *_ in steps for _ in range(2)])
    monkeypatch.setattr("app.progress_bar.monotonic", lambda: next(clock))
    stream = io.StringIO()
    bar = ProgressBar(stream)
    for _, stage, done, total in steps:
        bar(stage, done, total)
    bar.close()
    return stream.getvalue()


def test_the_bar_fills(monkeypatch: pytest.MonkeyPatch) -> None:
    half = f"\r[{'#' * 15}{'.' * 15}]  50 % Reading\x1b[K"
    whole = f"\r[{'#' * 30}] 100 % Reading\x1b[K"
    shown = drawn(monkeypatch, (1, "Reading", 5, 10), (2, "Reading", 10, 10))
    assert shown == f"{half}{whole}\r\x1b[K"


def test_what_is_of_unknown_length_has_no_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    assert drawn(monkeypatch, (1, "Keeping it", 0, 0)) == "\rKeeping it\x1b[K\r\x1b[K"


def test_the_terminal_is_not_flooded(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.StringIO()
    monkeypatch.setattr("app.progress_bar.monotonic", lambda: 7.0)
    bar = ProgressBar(stream)
    for line in range(1, 1_000):
        bar("Reading", line, 1_000)
    assert stream.getvalue().count("Reading") == 1


def test_nothing_shown_leaves_nothing_to_clear() -> None:
    stream = io.StringIO()
    ProgressBar(stream).close()
    assert stream.getvalue() == ""
