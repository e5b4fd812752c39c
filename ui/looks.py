"""The language that is spoken and the theme that is painted, remembered on this computer."""

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.language import language, use
from ui.common import fonts, theme


def speak(code: str) -> None:
    """Another language from now on, for what is built after this."""
    use(code)
    QSettings().setValue("language", code)
    if language().startswith("zh"):
        fonts.load_chinese()


def paint(name: str) -> None:
    """Another theme from now on, for what is built after this."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    theme.apply(app, name)
    QSettings().setValue("theme", name)
