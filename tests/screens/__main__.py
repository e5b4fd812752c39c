"""Pictures of every page and dialog: `python -m tests.screens OUT [--shop SHOP] [--only NAME …]`.

Each is rendered in both languages and both themes as OUT/<name>-<language>-<theme>.png.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QPoint, QRect, QSettings, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.language import LANGUAGES
from app.language import use as speak
from app.sample import fill_with_sample
from app.shop import create_shop
from tests.screens.registered import DIALOGS, PREPARED, STATES
from ui.common import dialog, fonts, icons, theme
from ui.common.delegate import paint_text
from ui.common.preview import Preview
from ui.common.top_bar import SearchBox
from ui.main_window import COMMANDS, PAGES, MainWindow
from ui.opening import opening
from ui.workplace import Workplace

WIDTH, HEIGHT = 1440, 900
TITLE_BAR = 34
LATE = 120_000
"""Milliseconds after which something is wrong, however busy the machine is."""


def wait_until(condition: Callable[[], bool]) -> None:
    """Let the window work until the condition holds, stays so for a moment and no typing has just paused."""
    loop = QEventLoop()
    calm = [0]

    def look() -> None:
        calm[0] = calm[0] + 1 if condition() and not typing() else 0
        if calm[0] > 2:
            loop.exit(1)

    timer, late = QTimer(interval=15), QTimer(singleShot=True, interval=LATE)
    timer.timeout.connect(look)
    late.timeout.connect(loop.quit)
    timer.start()
    late.start()
    if loop.exec() != 1:
        raise TimeoutError("the window did not come to rest")


def typing() -> bool:
    """Whether a preview or a search waits for typing to pause."""
    tops: list[QWidget] = QApplication.topLevelWidgets()
    clocks = [each._timer for top in tops for each in top.findChildren(Preview)]
    clocks += [each._pause for top in tops for each in top.findChildren(SearchBox)]
    return any(clock.isActive() for clock in clocks)


def with_dialog(window: MainWindow, dialog: QDialog) -> QPixmap:
    """The dialog as it stands over the dimmed window, in a frame such as a desktop gives it."""
    colors = theme.tokens()
    picture = window.grab()
    inner = dialog.grab()
    outer = QRect(0, 0, inner.width() + 2, inner.height() + TITLE_BAR + 2)
    outer.moveCenter(picture.rect().center())
    painter = QPainter(picture)
    painter.fillRect(picture.rect(), QColor(0, 0, 0, 110 if colors.name == "dark" else 70))
    painter.fillRect(outer, theme.color(colors.edge_soft))
    painter.fillRect(outer.adjusted(1, 1, -1, -1), theme.color(colors.raised))
    title = QRect(outer.left() + 20, outer.top() + 1, outer.width() - 60, TITLE_BAR)
    paint_text(painter, title, dialog.windowTitle(), weight=fonts.STRONG)
    cross = icons.pixmap("x", colors.quiet, icons.IN_CHIP)
    painter.drawPixmap(QPoint(outer.right() - 36, outer.top() + 10), cross)
    painter.drawPixmap(outer.topLeft() + QPoint(1, TITLE_BAR + 1), inner)
    painter.end()
    return picture


def pictures(window: MainWindow, workplace: Workplace, wanted: set[str]) -> Iterator[tuple[str, QPixmap]]:
    """Every page, what is done on pages, then every dialog over the page it belongs to."""
    needed = {page for page, _ in (*DIALOGS.values(), *STATES.values())} | wanted
    for place in workplace.places:
        if not wanted or place in needed:
            workplace.go(place)
            wait_until(lambda: workplace.jobs.idle)
            PREPARED.get(place, lambda _: None)(workplace.page)
            wait_until(lambda: workplace.jobs.idle)
            if not wanted or place in wanted:
                yield place, window.grab()
    for name, (place, begin) in STATES.items():
        if not wanted or name in wanted:
            workplace.go(place)
            wait_until(lambda: workplace.jobs.idle)
            end = begin(workplace.page)
            wait_until(lambda: workplace.jobs.idle)
            yield name, window.grab()
            end()
            wait_until(lambda: workplace.jobs.idle)
    desk = workplace.desk
    for name, (place, make) in DIALOGS.items():
        if desk is None or (wanted and name not in wanted):
            continue
        workplace.go(place)
        dialog = make(desk)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DontShowOnScreen)
        dialog.show()
        wait_until(lambda: workplace.jobs.idle)
        yield name, with_dialog(window, dialog)
        dialog.done(0)
        dialog.deleteLater()


def render(app: QApplication, out: Path, shop: str, language: str, name: str, wanted: set[str]) -> None:
    """All pictures of one language and theme."""
    speak(language)
    theme.apply(app, name)
    window = MainWindow(lambda _: None, PAGES, COMMANDS)
    window.resize(WIDTH, HEIGHT)
    window.show()
    workplace = window.fill()
    suffix = f"{language}-{name}.png"
    workplace.show_first_run()
    wait_until(lambda: workplace.jobs.idle)
    if not wanted or "first-run" in wanted:
        window.grab().save(str(out / f"first-run-{suffix}"))
    workplace.open_shop(opening(shop))
    wait_until(lambda: workplace.page is not None and workplace.jobs.idle)
    try:
        for picture_name, picture in pictures(window, workplace, wanted):
            picture.save(str(out / f"{picture_name}-{suffix}"))
    finally:
        window.close()
        window.deleteLater()


def sample_in(folder: Path) -> str:
    """The path of a sample shop made there."""
    path = folder / "sample.desk"
    with create_shop(path) as shop:
        shop.write(fill_with_sample)
    return str(path)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--shop", default="", help="a shop's file or URL; else the sample shop")
    parser.add_argument("--only", nargs="*", default=[], help="names of pages and dialogs")
    parser.add_argument("--language", choices=LANGUAGES, action="append")
    parser.add_argument("--theme", choices=theme.THEMES, action="append")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        QSettings.setDefaultFormat(QSettings.Format.IniFormat)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, folder)
        app = QApplication(sys.argv[:1])
        # The screen of Qt's offscreen platform is smaller than any that dialogs are made for.
        dialog.room_for = lambda _: QSize(WIDTH, HEIGHT) - dialog.FRAME
        fonts.load_latin()
        fonts.load_chinese()
        fonts.load_further()
        shop = arguments.shop or sample_in(Path(folder))
        for language in arguments.language or LANGUAGES:
            for name in arguments.theme or theme.THEMES:
                render(app, arguments.out, shop, language, name, set(arguments.only))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
