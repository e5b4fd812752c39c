"""Where the machine's shops lie: files in memory, or databases of a server."""

import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Protocol

from app.shop import create_shop
from tests.databases import Server

MEMORY = Path("/dev/shm")
"""Where a file costs no waiting for the disk; the machine proves figures, not durability."""


def new_folder() -> Path:
    return Path(mkdtemp(prefix="machine-", dir=MEMORY if MEMORY.is_dir() else None))


class Places(Protocol):
    """Makes empty shops by copying one."""

    def new(self, folder: Path) -> str: ...

    def drop(self, place: str) -> None: ...


class Files:
    """Shops of one file each, that go with their folders."""

    def __init__(self) -> None:
        self.template: Path | None = None

    def new(self, folder: Path) -> str:
        if self.template is None or not self.template.exists():
            self.template = new_folder() / "template.desk"
            create_shop(self.template).close()
        return str(shutil.copy(self.template, folder / "shop.desk"))

    def drop(self, place: str) -> None:
        """The folder is removed as a whole."""


class Databases:
    """Shops on a PostgreSQL server."""

    def __init__(self, url: str) -> None:
        self.server = Server(url)
        self.template = self.server.create()
        self.names: dict[str, str] = {}
        create_shop(self.server.url_of(self.template)).close()

    def new(self, folder: Path) -> str:
        name = self.server.create(self.template)
        place = self.server.url_of(name)
        self.names[place] = name
        return place

    def drop(self, place: str) -> None:
        self.server.drop(self.names.pop(place))

    def close(self) -> None:
        """Nothing of it stays on the server."""
        for place in list(self.names):
            self.drop(place)
        self.server.drop(self.template)
        self.server.close()
