"""Where order status pages lie: the folder they are written to, and its address on the web."""

from pathlib import PurePosixPath, PureWindowsPath
from urllib.parse import quote, urlsplit

from app.actions.fields import one_line
from app.errors import InvalidInput
from app.language import tr

LONGEST_FOLDER = 1_000


def checked_address(key: str, text: str) -> str:
    """'https://example.com/orders', without what a page's name cannot stand behind; '' for none."""
    words = one_line(key, text).rstrip("/")
    if not words:
        return ""
    try:
        parts = urlsplit(words)
        host = (parts.hostname or "").encode("idna").decode()
        port = f":{parts.port}" if parts.port is not None else ""
    except (ValueError, UnicodeError) as error:
        raise _no_address(key, words) from error
    plain = not (parts.username or parts.password or "@" in parts.netloc or set("?#\\ <>\"'") & set(words))
    if parts.scheme != "https" or "." not in host.strip(".") or not plain:
        raise _no_address(key, words)
    return f"https://{host}{port}{quote(parts.path, safe='/%-._~')}"


def _no_address(key: str, text: str) -> InvalidInput:
    return InvalidInput(
        tr("“{text}” is no address of order pages.", text=text),
        tr("Write it as it is on the web, such as https://example.com/orders."),
        key,
    )


def checked_folder(key: str, text: str) -> str:
    """A whole path, whatever kind of computer it is on; '' for none."""
    words = one_line(key, text, LONGEST_FOLDER)
    if words and not (PurePosixPath(words).is_absolute() or PureWindowsPath(words).is_absolute()):
        raise InvalidInput(
            tr("“{text}” is no folder's whole path.", text=words), tr("Choose the folder."), key
        )
    return words
