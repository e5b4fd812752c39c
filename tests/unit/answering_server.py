"""A server that speaks just enough of PostgreSQL's protocol to refuse a connection in its own words."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BufferedRWPair

_OFFERS_OF_ENCRYPTION = (struct.pack("!I", 80877103), struct.pack("!I", 80877104))
_WANTS_PASSWORD = b"R" + struct.pack("!II", 8, 3)


@contextmanager
def refusing_server(words: str, *, asks_password: bool = True) -> Iterator[str]:
    """The host and port of a server that refuses whoever connects."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener, words, asks_password))
        thread.start()
        yield f"127.0.0.1:{listener.getsockname()[1]}"
        thread.join()


def _serve(listener: socket.socket, words: str, asks_password: bool) -> None:
    connection, _ = listener.accept()
    with connection, connection.makefile("rwb") as stream:
        # Offers of encryption come first and are declined.
        while _packet(stream) in _OFFERS_OF_ENCRYPTION:
            stream.write(b"N")
            stream.flush()
        if asks_password:
            stream.write(_WANTS_PASSWORD)
            stream.flush()
            stream.read(1)
            _packet(stream)
        fields = b"SFATAL\0VFATAL\0C28P01\0M" + words.encode() + b"\0\0"
        stream.write(b"E" + struct.pack("!I", len(fields) + 4) + fields)


def _packet(stream: BufferedRWPair) -> bytes:
    (length,) = struct.unpack("!I", stream.read(4))
    return stream.read(length - 4)
