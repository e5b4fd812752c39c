"""Work that must not stop the window: one reading and one writing thread, answers on the GUI thread."""

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from shiboken6 import isValid

from app.errors import ConnectionLost, OutcomeUnknown, ShopError
from app.language import tr

Done = Callable[[Any], None]
Failed = Callable[[ShopError], None]
Call = Callable[[], object]


class Shop(Protocol):
    """What jobs need of the shop: one session and one transaction per call."""

    def read(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any: ...
    def preview(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any: ...
    def write(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any: ...
    def poll(self) -> None: ...


class UnexpectedError(ShopError):
    """Our bug, told in words; `details` is what somebody who mends it needs."""

    def __init__(self, title: str, hint: str, details: str) -> None:
        super().__init__(title, hint)
        self.details = details


def _nothing() -> None:
    """What a job does when it is over."""


def _nobody(what: Any) -> None:
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
        """Let go of whoever asked: no widget may end on the worker's thread, its last holder."""
        self.call, self.again = _nothing, None
        self.done, self.failed = _nobody, None

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
class _Worker:
    """A thread that takes jobs one by one until it is given None."""

    name: str
    report: Callable[[Job], None]
    queue: SimpleQueue[Job | None] = field(default_factory=SimpleQueue)
    thread: threading.Thread | None = None

    def take(self, job: Job) -> None:
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
        if self.thread is not None:
            self.queue.put(None)
            self.thread.join()
            self.thread = None


class Jobs(QObject):
    """Runs calls on the shop; callbacks get plain data. Errors that nobody takes are told by `failed`."""

    failed = Signal(object)
    writing = Signal(bool)
    """Whether a write is going on."""
    lost = Signal()
    """Something failed because the shop's server was not there."""
    found = Signal()
    """The server is back."""
    unsure = Signal(object)
    """A write of which nobody knows whether it was done; it waits for `settle`."""
    _finished = Signal(object)

    def __init__(self, shop: Shop | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.shop = shop
        self._open: set[Job] = set()
        self._latest: dict[str, Job] = {}
        self._unsure: list[Job] = []
        self._reader = _Worker("reading", self._finished.emit)
        self._writer = _Worker("writing", self._finished.emit)
        self._finished.connect(self._deliver)

    def run(self, call: Call, done: Done, failed: Failed | None = None, *, latest: str = "") -> Job:
        """Any call, on the reading thread; a newer one with the same `latest` voids its answer."""
        job = Job(call, done, failed)
        superseded = self._latest.get(latest)
        if superseded is not None:
            superseded.cancel()
            # Cancelled before it was begun, it is never reported.
            self._open.discard(superseded)
        if latest:
            self._latest[latest] = job
        self._open.add(job)
        self._reader.take(job)
        return job

    def read(
        self,
        fn: Callable[..., Any],
        *args: Any,
        done: Done,
        failed: Failed | None = None,
        latest: str = "",
        **kwargs: Any,
    ) -> Job:
        """`shop.read(fn, …)`; of reads with the same `latest` only the newest is answered."""
        shop = self._shop()
        return self.run(lambda: shop.read(fn, *args, **kwargs), done, failed, latest=latest)

    def preview(
        self,
        fn: Callable[..., Any],
        *args: Any,
        done: Done,
        failed: Failed | None = None,
        latest: str = "",
        **kwargs: Any,
    ) -> Job:
        """`shop.preview(fn, …)` for the trial of a write; otherwise as `read`."""
        shop = self._shop()
        return self.run(lambda: shop.preview(fn, *args, **kwargs), done, failed, latest=latest)

    def write(
        self, fn: Callable[..., Any], *args: Any, done: Done, failed: Failed | None = None, **kwargs: Any
    ) -> Job:
        """`shop.write(fn, …)`; a write once given is done, also when the window closes meanwhile."""
        shop = self._shop()
        job = Job(lambda: shop.write(fn, *args, **kwargs), done, failed, is_write=True)
        job.again = lambda action_id: shop.write(fn, *args, **{**kwargs, "action_id": action_id})
        return self._take(job)

    def carry_out(self, call: Call, done: Done, failed: Failed | None = None) -> Job:
        """Any call that writes by itself, on the writing thread; once given it is done, as a write is."""
        return self._take(Job(call, done, failed, is_write=True))

    def afterwards(self, call: Call) -> None:
        """Once all is read that was asked before: nothing is taken away under a reader."""
        job = Job(call, _nobody, is_sure=True)
        self._open.add(job)
        self._reader.take(job)

    def settle(self) -> None:
        """The server is back: find out what became of the writes that nobody knows the outcome of."""
        unsure, self._unsure = self._unsure, []
        for job in unsure:
            self._writer.take(job)

    def _take(self, job: Job) -> Job:
        self._open.add(job)
        self.writing.emit(True)
        self._writer.take(job)
        return job

    @property
    def writes(self) -> bool:
        """Whether a write is under way that can come to its end; not one that waits for the server."""
        return any(job.is_write and job not in self._unsure for job in self._open)

    @property
    def idle(self) -> bool:
        """Whether everything that was asked is answered."""
        return not self._open

    def finish(self, seconds: float) -> bool:
        """Wait here until what was given to be written is done; False where it takes longer."""
        if not self.writes:
            return True
        done = threading.Event()
        self._writer.take(Job(done.set, _nobody))
        return done.wait(seconds)

    def close(self) -> None:
        """Drop the reads, finish the writes, and wait; nothing is answered afterwards."""
        if self._unsure:
            _log_unsure(len(self._unsure))
            self._unsure.clear()
        for job in self._open:
            if not (job.is_write or job.is_sure):
                job.cancel()
        # The reader last: it gives the shop back.
        self._writer.close()
        self._reader.close()
        self._open.clear()

    def _shop(self) -> Shop:
        if self.shop is None:
            raise RuntimeError("no shop is open")
        return self.shop

    @Slot(object)
    def _deliver(self, job: Job) -> None:
        if job not in self._open:
            return
        if isinstance(job.error, ConnectionLost):
            self.lost.emit()
            if self._waits(job, job.error):
                return
        self._open.discard(job)
        if job.is_write:
            self.writing.emit(any(other.is_write for other in self._open))
        if not job.cancelled:
            self._answer(job)
        job.forget()

    def _answer(self, job: Job) -> None:
        if job.error is None:
            _tell(job.done, job.outcome)
        elif job.failed is not None or job.is_write or not isinstance(job.error, ConnectionLost):
            # What could not be read for want of a server is read again when `found`.
            error = job.error if isinstance(job.error, ShopError) else _bug(job.error)
            _tell(job.failed or self.failed.emit, error)

    def _waits(self, job: Job, error: ConnectionLost) -> bool:
        """Whether the job is kept until the server can say what became of it."""
        if isinstance(error, OutcomeUnknown):
            job.action_id = error.action_id
        again, action_id = job.again, job.action_id
        if again is None or not action_id:
            return False
        job.call, job.error = lambda: again(action_id), None
        self._unsure.append(job)
        self.unsure.emit(job)
        return True


def _tell(callback: Callable[[Any], None], what: object) -> None:
    """Unless the widget whose method it is has gone meanwhile."""
    owner = getattr(callback, "__self__", None)
    if not isinstance(owner, QObject) or isValid(owner):
        callback(what)


def _log(error: Exception) -> None:
    import logging  # not with this module: the window paints before it

    from app import logbook

    logbook.begin()
    logging.getLogger(__name__).error("A job failed", exc_info=error)


def _log_unsure(count: int) -> None:
    import logging

    logging.getLogger(__name__).warning("closed with %d writes whose outcome is not known", count)


def _bug(error: Exception) -> UnexpectedError:
    from app import logbook

    return UnexpectedError(
        tr("Something went wrong in the program."),
        tr("Nothing was changed. The log says more: {what}", what=type(error).__name__),
        logbook.details_of(error),
    )


class Preview(QObject):
    """Asks when typing pauses; only the newest question is answered."""

    answered = Signal(object)
    failed = Signal(object)
    asking = Signal()
    """The answer shown is no longer that of what is typed."""

    def __init__(self, jobs: Jobs, parent: QObject, delay: int = 150, *, trial: bool = False) -> None:
        super().__init__(parent)
        self._run = jobs.preview if trial else jobs.read
        self._ask: Callable[[], object] = lambda: None
        self._timer = QTimer(self, singleShot=True, interval=delay)
        self._timer.timeout.connect(lambda: self._ask())
        self._has_failed = False
        jobs.found.connect(self._ask_again)

    def ask(self, fn: Callable[..., Any], *args: Any, **kwargs: Any) -> None:
        """`shop.read(fn, …)` (a trial: `shop.preview`) in a moment, unless something newer is asked."""
        self.asking.emit()
        self._ask = lambda: self._run(
            fn, *args, done=self._answer, failed=self._fail, latest=f"preview {id(self)}", **kwargs
        )
        self._timer.start()

    def stop(self) -> None:
        """Ask nothing any more."""
        self._timer.stop()

    def _answer(self, outcome: object) -> None:
        self._has_failed = False
        if not self._timer.isActive():
            self.answered.emit(outcome)

    def _fail(self, error: ShopError) -> None:
        self._has_failed = True
        if not self._timer.isActive():
            self.failed.emit(error)

    def _ask_again(self) -> None:
        if self._has_failed:
            self.asking.emit()
            self._timer.start()
