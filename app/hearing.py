"""What other processes committed to a shop, as its window hears of it."""

from collections.abc import Callable
from threading import Lock

from db.listening import Listening, News


class Hearing:
    """Leaves out what this process did itself; for any number of threads."""

    def __init__(self, begin: Callable[[], Listening]) -> None:
        self._begin = begin
        self._listening: Listening | None = None
        # SQLite dies of a connection that is closed while another thread asks it.
        self._lock = Lock()
        self._is_closed = False
        self._missed = False
        self._own: set[str] = set()

    def leave_out(self, action_id: str) -> None:
        """This process is about to commit it."""
        if self._listening is not None:
            self._own.add(action_id)

    def news(self) -> News | None:
        """What was committed since the last look; None where some of it may never be heard of."""
        missed, self._missed = self._missed, True
        with self._lock:
            if self._is_closed:
                return []
            heard = self._look()
        self._missed = False
        if missed:
            self._own.clear()
            return None
        others = [each for each in heard if each[0] not in self._own]
        self._own -= {action_id for action_id, _ in heard}
        return others

    def _look(self) -> News:
        try:
            if self._listening is None:
                self._listening = self._begin()
            return self._listening.news()
        except Exception:
            self._stop()
            raise

    def _stop(self) -> None:
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.close()

    def close(self) -> None:
        """Hear nothing more; waits for a look that is going on."""
        with self._lock:
            self._is_closed = True
            self._stop()
