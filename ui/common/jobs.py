"""Work that must not stop the window: threads that read, write and send, answers on the GUI thread."""

import threading
from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

from app.errors import ConnectionLost, OutcomeUnknown, ShopError
from app.progress import Progress
from ui.common.job import Call, Done, Failed, Job, Worker, nobody
from ui.common.unexpected import unexpected


class Shop(Protocol):
    """What jobs need of the shop: one session and one transaction per call."""

    def read(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any: ...
    def preview(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any: ...
    def write(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Any: ...
    def poll(self) -> None: ...


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
        self._reader = Worker("reading", self._finished.emit)
        self._preparer = Worker("preparing", self._finished.emit)
        self._writer = Worker("writing", self._finished.emit)
        self._sender = Worker("sending", self._finished.emit)
        self._sending: set[Progress] = set()
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

    def prepare(
        self, fn: Callable[..., Any], *args: Any, done: Done, failed: Failed | None = None, **kwargs: Any
    ) -> Job:
        """`shop.read(fn, …)` of what takes seconds, on a thread of its own: no other read waits for it."""
        shop = self._shop()
        job = Job(lambda: shop.read(fn, *args, **kwargs), done, failed)
        self._open.add(job)
        self._preparer.take(job)
        return job

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

    def send(
        self,
        call: Callable[[Progress], object],
        done: Done,
        failed: Failed | None = None,
        *,
        writes: bool = True,
    ) -> Job:
        """What waits for others than the shop, on a thread of its own; it is given the wish to stop.

        `writes`: whether something in the shop is other afterwards.
        """
        progress = Progress()
        self._sending.add(progress)

        def work() -> object:
            try:
                return call(progress)
            finally:
                self._sending.discard(progress)

        job = Job(work, done, failed, is_write=writes)
        self._open.add(job)
        if writes:
            self.writing.emit(True)
        self._sender.take(job)
        return job

    def stop_sending(self) -> None:
        """The window is to close: what is sent at this moment is the last."""
        for progress in tuple(self._sending):
            progress.cancel()

    def afterwards(self, call: Call) -> None:
        """Once all is read that was asked before: nothing is taken away under a reader."""
        prepared = threading.Event()
        self._preparer.take(Job(prepared.set, nobody))

        def work() -> object:
            prepared.wait()
            return call()

        job = Job(work, nobody, is_sure=True)
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
        self._writer.take(Job(done.set, nobody))
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
        self.stop_sending()
        self._sender.close()
        self._writer.close()
        self._preparer.close()
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
            error = job.error if isinstance(job.error, ShopError) else unexpected(job.error)
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


def _log_unsure(count: int) -> None:
    import logging

    logging.getLogger(__name__).warning("closed with %d writes whose outcome is not known", count)
