"""One piece of work, and a thread that takes such pieces one by one."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any

from app.errors import ShopError

Done = Callable[[Any], None]
Failed = Callable[[ShopError], None]
Call = Callable[[], object]


def _nothing() -> None:
    """What a job does when it is over."""


def nobody(what: Any) -> None:
    """Whom a job answers that nobody waits for any more."""


@dataclass(eq=False, slots=True)
class Job:
    """One piece of work; cancelled, it is not begun any more or its answer is dropped."""

    call: Call
    done: Done
    failed: Failed | None = None
    """Without it the jobs tell what went wrong."""
    is_write: bool = False
    again: Callable[[str], object] | None = None
    """The same write under a known action id: it gives the first outcome, or does it now."""
    action_id: str = ""
    """Known once it is not known whether the write was done."""
    is_sure: bool = False
    """Done also when the window closes meanwhile, as a write is."""
    cancelled: bool = False
    outcome: object = None
    error: Exception | None = None

    def cancel(self) -> None:
        """Nobody wants the answer."""
        self.cancelled = True
        self.forget()

    def forget(self) -> None:
        """Let go of answer and asker: no widget may end on the worker's thread, its last holder."""
        self.call, self.again = _nothing, None
        self.done, self.failed = nobody, None
        self.outcome = None

    def work(self) -> None:
        """On a worker's thread."""
        try:
            self.outcome = self.call()
        except ShopError as error:
            self.error = error
        except Exception as error:  # noqa: BLE001 – told on the GUI thread
            _log(error)
            self.error = error


@dataclass(slots=True)
class Worker:
    """A thread that takes jobs one by one until it is given None."""

    name: str
    report: Callable[[Job], None]
    queue: SimpleQueue[Job | None] = field(default_factory=SimpleQueue)
    thread: threading.Thread | None = None

    def take(self, job: Job) -> None:
        """Do it after those that were taken before."""
        if self.thread is None:
            self.thread = threading.Thread(target=self._run, name=self.name)
            self.thread.start()
        self.queue.put(job)

    def _run(self) -> None:
        while (job := self.queue.get()) is not None:
            if not job.cancelled:
                job.work()
                self.report(job)

    def close(self) -> None:
        """Do what was taken, and wait here until it is done."""
        if self.thread is not None:
            self.queue.put(None)
            self.thread.join()
            self.thread = None


def _log(error: Exception) -> None:
    import logging  # not with this module: the window paints before it

    from app import logbook

    logbook.begin()
    logging.getLogger(__name__).error("A job failed", exc_info=error)
