"""What makes two ways to name a shop the same, for what this computer remembers of it."""

import os
import re
from zlib import crc32

from PySide6.QtCore import QDir

# Whatever signs a password may hold, up to the @ that ends it.
_URL = re.compile(r"^(?:postgres|postgresql|postgresql\+psycopg)://(?:[^:/@]*(?::[^@]*)?@)?", re.IGNORECASE)


def identity(where: str) -> str:
    """The shop's full path, or its address without user and password."""
    if _URL.match(where):
        return "postgresql://" + _URL.sub("", where).partition("?")[0].rpartition("@")[2]
    return os.path.realpath(os.path.expanduser(where))


def mark_of(where: str) -> str:
    """A short name for the shop in settings and sockets; who compares shops compares identities too."""
    return f"{crc32(identity(where).encode()):08x}"


def socket_name(where: str) -> str:
    """The local socket of this user's window of a shop."""
    user = getattr(os, "getuid", lambda: os.environ.get("USERNAME", ""))()
    return f"backorder-desk-{user}-{mark_of(where)}"


def may_have_window(where: str) -> bool:
    """Whether it is worth asking for the shop's window: cheap, for it stands before the first paint."""
    return os.name == "nt" or os.path.exists(os.path.join(QDir.tempPath(), socket_name(where)))
