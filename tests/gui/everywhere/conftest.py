"""Every page and dialog that `tests.screens` renders, opened in the window on the sample shop."""

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from app.language import language, use
from tests.gui.everywhere.beginning import misled
from tests.screens.registered import DIALOGS, PREPARED
from ui.commands import COMMANDS
from ui.common import fonts, theme
from ui.common.dialog import Sheet
from ui.common.preview import Preview
from ui.common.top_bar import SearchBox
from ui.dialogs.leaving import LeaveDialog
from ui.main_window import PAGES, MainWindow
from ui.opening import opening
from ui.workplace import Workplace

LANGUAGES = ("en", "zh_CN")
LATE = 120_000
"""Milliseconds until something is wrong."""
PLACES = tuple(place.key for place in PAGES)


@dataclass(frozen=True, slots=True)
class Screen:
    """A page in its window, or a dialog."""

    name: str
    root: QWidget
    workplace: Workplace
    misled: tuple[str, ...]
    """Complaints about where the keyboard was when it opened."""

    @property
    def is_dialog(self) -> bool:
        """Whether it can be left."""
        return isinstance(self.root, QDialog)

    def rest(self) -> None:
        """Wait until all that was asked is answered, and nothing waits for typing to pause."""
        rest(self.workplace)


@pytest.fixture(scope="session")
def settled_look(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Faces, colours and settings before the first test's own; nobody is asked whether to leave."""
    QSettings.setDefaultFormat(QSettings.Format.IniFormat)
    folder = tmp_path_factory.mktemp("settings")
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(folder))
    fonts.load_latin()
    fonts.load_chinese()
    fonts.load_further()
    theme.apply(qapp, "light")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(LeaveDialog, "ask", lambda _: True)
        # A further dialog would wait for somebody to answer.
        patch.setattr(Sheet, "exec", lambda _: 0)
        yield


@contextmanager
def speaking(code: str) -> Iterator[None]:
    before = language()
    use(code)
    try:
        yield
    finally:
        use(before)


@contextmanager
def window_on(shop: Path, code: str) -> Iterator[Workplace]:
    """The whole window, at its first page."""
    with speaking(code):
        window = MainWindow(lambda _: None, PAGES, COMMANDS)
        window.resize(1440, 900)
        window.show()
        workplace = window.fill()
        workplace.open_shop(opening(str(shop)))
        rest(workplace)
    try:
        yield workplace
    finally:
        window.close()
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@contextmanager
def shown_in(workplace: Workplace, name: str) -> Iterator[Screen]:
    """The page with a row chosen, or the dialog over its page; everything answered."""
    page = name if name in PLACES else DIALOGS[name][0]
    # Nobody looks at a page behind a dialog: to paint it would take as long as all the rest.
    workplace.window.setUpdatesEnabled(name == page)
    workplace.go(page)
    rest(workplace)
    if name == page:
        PREPARED.get(page, lambda _: None)(workplace.page)
        rest(workplace)
        activate(workplace.window)
        yield Screen(name, workplace.window, workplace, ())
        return
    assert workplace.desk is not None
    dialog = DIALOGS[name][1](workplace.desk)
    dialog.show()
    rest(workplace)
    activate(dialog)
    try:
        yield Screen(name, dialog, workplace, tuple(misled(dialog, dialog.focusWidget())))
    finally:
        dialog.hide()
        dialog.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def activate(root: QWidget) -> None:
    """Give a window the keyboard."""

    def is_behind() -> bool:
        root.activateWindow()
        return not root.isActiveWindow()

    pump_until(is_behind)


def rest(workplace: Workplace) -> None:
    """Wait until the window has nothing more to do: no job, and no clock that will start one soon."""

    def unrest() -> bool:
        if workplace.page is None or not workplace.jobs.idle:
            return True
        # Only clocks of our own: to touch one that Qt makes and drops by itself would be dangerous.
        tops = [top for top in QApplication.topLevelWidgets() if top.isVisible()]
        previews = (each._timer for top in tops for each in top.findChildren(Preview))
        searches = (each._pause for top in tops for each in top.findChildren(SearchBox))
        return any(clock.isActive() for clock in (*previews, *searches))

    pump_until(unrest)
    # The last answer may just have been shown: what asked for room gets it now, from the inside out.
    for _ in range(5):
        QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)


def pump_until(unrest: Callable[[], object]) -> None:
    """Let the window work until nothing is heard of unrest."""
    loop = QEventLoop()
    # Seldom enough to leave the reading thread the interpreter.
    look, late = QTimer(interval=20), QTimer(singleShot=True, interval=LATE)
    look.timeout.connect(lambda: None if unrest() else loop.exit(1))
    late.timeout.connect(loop.quit)
    for timer in (look, late):
        timer.start()
    assert loop.exec() == 1, "the window did not come to rest"


@pytest.fixture(scope="session")
def windows(
    sample: Path, settled_look: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str, str], Workplace]]:
    """The window that speaks a language and is for one kind of test, made when it is first asked for."""
    made: dict[tuple[str, str], Workplace] = {}
    with ExitStack() as living:

        def window(code: str, purpose: str) -> Workplace:
            key = (code, purpose)
            if key not in made:
                shop = Path(shutil.copy(sample, tmp_path_factory.mktemp("shop") / "sample.desk"))
                made[key] = living.enter_context(window_on(shop, code))
            return made[key]

        yield window


NAMES = (*PLACES, *DIALOGS)


@pytest.fixture(scope="session")
def screen(request: pytest.FixtureRequest, windows: Callable[[str, str], Workplace]) -> Iterator[Screen]:
    """Opened once for all tests that only look; the parameter names it and the language."""
    name, code = request.param
    workplace = windows(code, "looking")
    with speaking(code), shown_in(workplace, name) as shown:
        yield shown


def _screens(*codes: str, names: Iterable[str] = NAMES) -> pytest.MarkDecorator:
    named = [pytest.param((name, code), id=f"{name}-{code}") for code in codes for name in names]
    return pytest.mark.parametrize("screen", named, indirect=True, scope="session")


every_screen = _screens("en")
every_dialog = _screens("en", names=DIALOGS)
every_wording = _screens(*LANGUAGES)
