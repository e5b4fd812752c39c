"""`python -m tests.scenarios FILE.json [--url URL]`: play every case of a file, each on a fresh database."""

import argparse
import json
import shutil
import sys
import traceback
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from app.shop import create_shop
from tests.databases import Server
from tests.scenarios.playing import play
from tests.scenarios.world import Facts

EmptyShop = Callable[[], AbstractContextManager[str]]


def main(arguments: list[str] | None = None) -> int:
    """0 if every case passed, else 1."""
    parser = argparse.ArgumentParser(prog="python -m tests.scenarios")
    parser.add_argument("file", type=Path, metavar="FILE.json")
    parser.add_argument("--url", help="a PostgreSQL server on which databases may be created")
    options = parser.parse_args(arguments)
    cases = json.loads(options.file.read_text("utf-8"))
    failed = 0
    with _on_server(options.url) if options.url else _in_files() as empty_shop:
        for case in cases:
            found = _played(empty_shop, case)
            if found:
                failed += 1
                print(f"{case.get('id')}: {'; '.join(found)}", flush=True)
    print(f"{len(cases) - failed} passed, {failed} failed")
    return int(failed > 0)


def _played(empty_shop: EmptyShop, case: Facts) -> list[str]:
    """What differs; a case that breaks the program is one more that failed, the rest still runs."""
    try:
        with empty_shop() as place:
            return play(place, case)
    except Exception as error:  # noqa: BLE001
        traceback.print_exc(limit=-3, chain=False)
        return [f"{type(error).__name__}: {error}".replace("\n", " ")]


@contextmanager
def _in_files() -> Iterator[EmptyShop]:
    with TemporaryDirectory(prefix="scenarios-") as folder:
        template = Path(folder) / "template.desk"
        create_shop(template).close()

        @contextmanager
        def empty_shop() -> Iterator[str]:
            with TemporaryDirectory(dir=folder) as own:
                yield str(shutil.copy(template, Path(own) / "shop.desk"))

        yield empty_shop


@contextmanager
def _on_server(url: str) -> Iterator[EmptyShop]:
    server = Server(url)
    with server.database() as template:
        create_shop(server.url_of(template)).close()

        @contextmanager
        def empty_shop() -> Iterator[str]:
            with server.database(template) as name:
                yield server.url_of(name)

        yield empty_shop


if __name__ == "__main__":
    sys.exit(main())
