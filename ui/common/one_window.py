"""One window for a shop: a second start shows the first one's, found by a local socket of the shop's name.

A socket left behind by a crash answers nobody, and is taken over.
"""

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from ui.common.identity import identity, socket_name

PATIENCE = 1000
"""Milliseconds that a window has to answer; one that hangs does not keep the shop closed."""
_HERE = b"here\n"


def show_other(where: str) -> bool:
    """Bring the shop's window forward if another process shows it; whether one does."""
    socket = QLocalSocket()
    socket.connectToServer(socket_name(where))
    if not socket.waitForConnected(PATIENCE):
        return False
    socket.write(identity(where).encode() + b"\n")
    socket.waitForBytesWritten(PATIENCE)
    answer = b""
    while not answer.endswith(b"\n") and socket.waitForReadyRead(PATIENCE):
        answer += bytes(socket.readAll().data())
    return answer == _HERE


class OneWindow(QObject):
    """Stands for this window among those of its user; `wanted` when somebody starts its shop again."""

    wanted = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._where = ""
        self._server: QLocalServer | None = None

    def stand_for(self, where: str) -> bool:
        """From now on this is the shop's window; False where another process has it, which comes forward."""
        if self._server is not None and identity(where) == identity(self._where):
            return True
        if show_other(where):
            return False
        self.leave()
        name = socket_name(where)
        # Nobody answered there: what is left of it is a crashed process's.
        QLocalServer.removeServer(name)
        server = QLocalServer(self)
        server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        server.newConnection.connect(self._answer)
        if not server.listen(name) and show_other(where):
            return False
        self._where, self._server = where, server
        return True

    def leave(self) -> None:
        """The shop is closed."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None

    def _answer(self) -> None:
        while self._server is not None and (caller := self._server.nextPendingConnection()) is not None:
            caller.readyRead.connect(lambda caller=caller: self._hear(caller))
            caller.disconnected.connect(caller.deleteLater)
            if caller.canReadLine():
                self._hear(caller)

    def _hear(self, caller: QLocalSocket) -> None:
        if not caller.canReadLine():
            return
        asked = bytes(caller.readLine().data()).rstrip(b"\n").decode(errors="replace")
        is_ours = asked == identity(self._where)
        caller.write(_HERE if is_ours else b"another\n")
        caller.flush()
        caller.disconnectFromServer()
        if is_ours:
            self.wanted.emit()
