"""Starts the program's window: faces, colours and frame first; the rest when that is painted."""

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSettings, QSize
from PySide6.QtWidgets import QApplication

from app.language import language, use
from ui.common import fonts, theme
from ui.common.identity import may_have_window
from ui.main_window import MainWindow

if TYPE_CHECKING:
    from ui.opening import Opening
    from ui.workplace import Workplace

NAME = "Backorder Desk"


def run(
    where: str = "", arguments: Sequence[str] = (), *, begin: "Callable[[], Opening] | None" = None
) -> int:
    """Show the window and return the program's exit status.

    It opens the shop at `where`, or what `begin` gives; else the one that was open last, else it asks which.
    """
    app = application(arguments)
    if begin is None and is_shown_already(wanted_shop(where)):
        return 0
    window = MainWindow(lambda window: _begin(app, window, where, begin))
    # Where everything is shown larger, the screen is smaller.
    window.resize(QSize(1440, 900).boundedTo(window.screen().availableSize()))
    geometry: Any = QSettings().value("window")
    if geometry:
        window.restoreGeometry(geometry)
    window.show()
    return app.exec()


def application(arguments: Sequence[str] = ()) -> QApplication:
    """The one QApplication, with the language, faces and theme of its first paint."""
    # As an argument: setStyle would make the long enumerations of QStyle before the first paint.
    app = QApplication([sys.argv[0], "-style", "fusion", *arguments])
    app.setOrganizationName(NAME)
    app.setApplicationName(NAME)
    settings = QSettings()
    use(str(settings.value("language", "")) or _system_language())
    fonts.load_first()
    if language().startswith("zh"):
        fonts.load_chinese()
    theme.choose(app, str(settings.value("theme", "")) or theme.system_theme(app))
    return app


def _system_language() -> str:
    from PySide6.QtCore import QLocale  # its enumerations are long; needed only until a language is chosen

    name = QLocale.system().name()
    QSettings().setValue("language", name)
    return name


def _post(workplace: "Workplace") -> None:
    """From now on mail goes by itself; what it needs was imported ahead."""
    from ui.mail_rounds import MailRounds

    rounds = workplace.findChild(MailRounds) or MailRounds(workplace.jobs, workplace.say_done, workplace)
    rounds.begin()


def wanted_shop(where: str) -> str:
    """The shop that is asked for, else the one that was open last."""
    return where or str(QSettings().value("shop", ""))


def is_shown_already(where: str) -> bool:
    """Whether another process has a window of this shop; it comes forward then."""
    if not where or not may_have_window(where):
        return False
    from ui.common.one_window import show_other  # and with it the network's part of Qt

    return show_other(where)


def _begin(app: QApplication, window: MainWindow, where: str, begin: "Callable[[], Opening] | None") -> None:
    from ui.common.collecting import Collector
    from ui.opening import opening
    from ui.second_start import SecondStart
    from ui.session_end import SessionEnd
    from ui.watch import watch

    fonts.load_latin()
    fonts.load_chinese()
    fonts.load_further()
    theme.apply(app, theme.tokens().name)
    workplace = window.fill()
    collector = Collector(app)
    collector.start()
    app.aboutToQuit.connect(collector.stop)
    workplace.ready.connect(collector.settle)
    workplace.ready.connect(lambda: _post(workplace))
    watch(app, workplace)
    SecondStart(workplace)
    session = SessionEnd(app, workplace)
    session.hear()
    app.aboutToQuit.connect(session.stop)
    wanted = wanted_shop(where)
    if begin is not None:
        workplace.open_shop(begin())
    elif wanted:
        workplace.open_shop(opening(wanted))
    else:
        workplace.show_first_run()
