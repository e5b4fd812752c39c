"""Debian's headless Chromium, spoken to through a pipe: a page at a size, what it loads and complains of."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

CHROMIUM = shutil.which("chromium")
FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
_ALONE = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking"
    " --disable-component-update --disable-sync --disable-dev-shm-usage --hide-scrollbars"
    " --remote-debugging-pipe"
)


PHONE = 600
"""Pixels below which a screen is a phone's, which heeds the page's viewport."""


@dataclass
class Tab:
    """The browser's one tab: asks are answered in turn, what is told between stands in `heard`."""

    to_it: Any
    from_it: Any
    session: str = ""
    heard: list[dict[str, Any]] = field(default_factory=list)
    _number: int = 0

    def ask(self, method: str, **params: Any) -> dict[str, Any]:
        """One method of the DevTools protocol."""
        self._number += 1
        asked: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self.session:
            asked["sessionId"] = self.session
        self.to_it.write(json.dumps(asked).encode() + b"\0")
        self.to_it.flush()
        while (told := self._next()).get("id") != self._number:
            self.heard.append(told)
        assert "error" not in told, told
        result: dict[str, Any] = told["result"]
        return result

    def wait_for(self, event: str) -> None:
        """Until it was told since the last `show`."""
        while not any(told.get("method") == event for told in self.heard):
            self.heard.append(self._next())

    def _next(self) -> dict[str, Any]:
        signs = bytearray()
        while (sign := self.from_it.read(1)) != b"\0":
            assert sign, "the browser has ended"
            signs += sign
        told: dict[str, Any] = json.loads(signs)
        return told

    def show(self, address: str, width: int, height: int, theme: str = "light") -> None:
        """The page, loaded anew, as on a screen of this size."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": width < PHONE}
        self.ask("Emulation.setDeviceMetricsOverride", **size)
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": theme}])
        self.heard.clear()
        self.ask("Page.navigate", url=address)
        self.wait_for("Page.loadEventFired")

    def value(self, expression: str) -> Any:
        """What JavaScript of the developer's says of the page, whatever the page's own policy."""
        return self.ask("Runtime.evaluate", expression=expression, returnByValue=True)["result"]["value"]

    def picture(self, *, whole: bool = False) -> bytes:
        """As a PNG; `whole`: with what lies below the screen's edge."""
        shot = self.ask("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        return base64.b64decode(shot["data"])

    def complaints(self) -> list[str]:
        """What stands in the console since the last `show`."""
        return [
            told["params"]["entry"]["text"] for told in self.heard if told.get("method") == "Log.entryAdded"
        ] + [str(told["params"]) for told in self.heard if told.get("method") == "Runtime.consoleAPICalled"]

    def requests(self) -> list[str]:
        """The addresses asked for since the last `show`."""
        method = "Network.requestWillBeSent"
        return [told["params"]["request"]["url"] for told in self.heard if told.get("method") == method]


@contextmanager
def browsing() -> Iterator[Tab]:
    """A browser of one's own, that knows the program's fonts too."""
    assert CHROMIUM is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        known = Path(scratch, "fonts.conf")
        known.write_text(
            f"<fontconfig><dir>{FONTS}</dir><include>/etc/fonts/fonts.conf</include></fontconfig>", "utf-8"
        )
        read_there, to_it = os.pipe()
        from_it, write_there = os.pipe()
        # The browser reads commands from 3 and answers on 4.
        start = f'exec "$0" "$@" 3<&{read_there} 4>&{write_there}'
        process = subprocess.Popen(
            [
                "bash",
                "-c",
                start,
                CHROMIUM,
                *_ALONE.split(),
                f"--user-data-dir={scratch}/profile",
                "about:blank",
            ],
            pass_fds=(read_there, write_there),
            env={**os.environ, "FONTCONFIG_FILE": str(known)},
            stderr=subprocess.DEVNULL,
        )
        os.close(read_there)
        os.close(write_there)
        with open(to_it, "wb") as out, open(from_it, "rb") as answers:
            try:
                yield _attached(Tab(out, answers))
            finally:
                process.terminate()
                process.wait()


def _attached(tab: Tab) -> Tab:
    found = tab.ask("Target.getTargets")["targetInfos"]
    target = next(each["targetId"] for each in found if each["type"] == "page")
    tab.session = tab.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
    for domain in ("Page", "Log", "Network", "Runtime"):
        tab.ask(f"{domain}.enable")
    tab.ask("Network.setCacheDisabled", cacheDisabled=True)
    return tab


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[str]]]:
    """A web server of the folder on this machine alone: its address, and every path it was asked for."""
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *given: Any) -> None:
            super().__init__(*given, directory=str(folder))

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
            asked.append(self.path)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()
