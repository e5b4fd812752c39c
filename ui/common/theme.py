"""Every colour of the desk, and what Qt needs to draw with them."""

from functools import cache
from typing import NamedTuple

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from app import resource
from ui.common import fonts

WHITE = "#FFFFFF"


class Tokens(NamedTuple):
    """The colours of one theme by what they are used for; nothing else in the program names a colour."""

    name: str
    window: str
    base: str
    panel: str
    raised: str
    hover: str
    current: str
    line: str
    edge: str
    edge_soft: str
    text: str
    quiet: str
    placeholder: str
    accent: str
    fill: str
    fill_hover: str
    selection: str
    good: str
    good_soft: str
    warn: str
    warn_soft: str
    bad: str
    bad_soft: str
    quiet_soft: str

    def tone(self, name: str) -> str:
        """The text colour of a tone: '' is plain text, else good, warn, bad, quiet, accent or placeholder."""
        return str(getattr(self, name)) if name else self.text

    def soft(self, name: str) -> str:
        """The tint that a chip of this tone stands on."""
        return str(getattr(self, f"{name}_soft"))


LIGHT = Tokens(
    name="light",
    window="#F3F4F6",
    base="#FFFFFF",
    panel="#FAFAFB",
    raised="#F3F4F6",
    hover="#F0F1F4",
    current="#E2E5EB",
    line="#E3E5E9",
    edge="#858C98",
    edge_soft="#C6CAD1",
    text="#1A1D23",
    quiet="#565D69",
    placeholder="#5F6672",
    accent="#2F55C8",
    fill="#2F55C8",
    fill_hover="#2748AE",
    selection="#E7ECFB",
    good="#1B6A3A",
    good_soft="#E2F2E8",
    warn="#8A4B00",
    warn_soft="#FBEBD3",
    bad="#B3261E",
    bad_soft="#FCE6E4",
    quiet_soft="#ECEEF1",
)
DARK = Tokens(
    name="dark",
    window="#17191D",
    base="#1D1F24",
    panel="#212429",
    raised="#24272D",
    hover="#262930",
    current="#2B2F37",
    line="#2D3037",
    edge="#737B88",
    edge_soft="#434852",
    text="#E7E9ED",
    quiet="#A6ADB8",
    placeholder="#959CA8",
    accent="#9DB3FF",
    fill="#4463D6",
    fill_hover="#3A58C6",
    selection="#28324F",
    good="#7FD39B",
    good_soft="#1F3A2A",
    warn="#F2B65A",
    warn_soft="#42321A",
    bad="#FF9C93",
    bad_soft="#4A2624",
    quiet_soft="#2C3037",
)
THEMES = {LIGHT.name: LIGHT, DARK.name: DARK}

_chosen = LIGHT


def tokens() -> Tokens:
    """The theme in use."""
    return _chosen


@cache
def color(code: str) -> QColor:
    """One QColor per code, for painting."""
    return QColor(code)


def system_theme(app: QApplication) -> str:
    """What the desktop prefers; light where it does not say."""
    # Asking Qt for its ColorScheme would make the enumerations of the whole namespace before the first paint.
    return DARK.name if app.palette().window().color().lightness() < 128 else LIGHT.name


def choose(app: QApplication, name: str) -> None:
    """Take the theme `name`, as far as the first paint needs it."""
    global _chosen
    _chosen = THEMES[name]
    app.setPalette(palette(_chosen))
    app.setFont(fonts.font())


def apply(app: QApplication, name: str) -> None:
    """Paint the whole program in the theme `name` from now on."""
    choose(app, name)
    app.setPalette(menu_palette(_chosen), "QMenu")  # type: ignore[arg-type]  # the stubs want bytes, Qt wants str
    app.setStyleSheet(stylesheet(_chosen))


def palette(theme: Tokens) -> QPalette:
    """The palette that Fusion draws with."""
    role = QPalette.ColorRole
    colors = {
        role.Window: theme.window,
        role.WindowText: theme.text,
        role.Base: theme.base,
        role.AlternateBase: theme.panel,
        role.Text: theme.text,
        role.PlaceholderText: theme.placeholder,
        role.Button: theme.base,
        role.ButtonText: theme.text,
        role.BrightText: theme.bad,
        role.ToolTipBase: theme.raised,
        role.ToolTipText: theme.text,
        role.Highlight: theme.selection,
        role.HighlightedText: theme.text,
        role.Accent: theme.fill,
        role.Light: theme.base,
        role.Midlight: theme.line,
        role.Mid: theme.line,
        role.Dark: theme.edge,
        role.Shadow: theme.edge,
        role.Link: theme.accent,
        role.LinkVisited: theme.accent,
    }
    result = QPalette()
    for which, code in colors.items():
        result.setColor(which, color(code))
    for which in (role.WindowText, role.Text, role.ButtonText):
        result.setColor(QPalette.ColorGroup.Disabled, which, color(theme.placeholder))
    return result


def menu_palette(theme: Tokens) -> QPalette:
    """Fusion draws boxes and frames of menus in a darker shade of its window: here that shade is the edge."""
    result = palette(theme)
    result.setColor(QPalette.ColorRole.Window, color(theme.edge).lighter(127))
    return result


def stylesheet(theme: Tokens) -> str:
    """The few widgets that Fusion cannot be told about by palette; in token names, see `_SHEET`."""
    art = resource.path("icons", "controls").as_posix()
    return _SHEET.format(white=WHITE, art=art, **theme._asdict())


_SHEET = """
QPushButton {{ background: {base}; color: {text}; border: 1px solid {edge_soft}; border-radius: 5px;
  padding: 0 12px; min-height: 26px; }}
QPushButton:hover {{ background: {hover}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 0 11px; min-height: 24px; }}
QPushButton:disabled {{ color: {placeholder}; background: {window}; }}
QPushButton[primary="true"] {{ background: {fill}; color: {white}; border-color: {fill}; padding: 0 13px; }}
QPushButton[primary="true"]:hover {{ background: {fill_hover}; border-color: {fill_hover}; }}
QPushButton[primary="true"]:focus {{ border-color: {accent}; padding: 0 12px; }}
QPushButton[primary="true"]:disabled {{ color: {placeholder}; background: {current};
  border-color: {current}; }}
QToolButton {{ background: transparent; border: 2px solid transparent; border-radius: 5px; padding: 2px; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:focus {{ border-color: {accent}; }}
QToolButton::menu-indicator, QPushButton::menu-indicator {{ image: none; width: 0; }}
QLineEdit, QComboBox, QPlainTextEdit {{ background: {base}; color: {text};
  border: 1px solid {edge}; border-radius: 5px; padding: 0 8px; min-height: 26px; }}
QLineEdit:focus, QComboBox:focus, QPlainTextEdit:focus {{ border: 2px solid {accent};
  padding: 0 7px; min-height: 24px; }}
QTextBrowser {{ background: transparent; border: 2px solid transparent; border-radius: 5px; }}
QTextBrowser:focus {{ border-color: {accent}; }}
QLineEdit {{ placeholder-text-color: {placeholder}; }}
QLineEdit[bad="true"], QComboBox[bad="true"] {{ border-color: {bad}; }}
QLineEdit:disabled, QComboBox:disabled {{ background: {window}; color: {placeholder}; }}
QComboBox {{ combobox-popup: 0; }}
QComboBox QAbstractItemView {{ background: {base}; color: {text}; border: 1px solid {edge_soft};
  outline: none; selection-background-color: {selection}; selection-color: {text}; }}
QComboBox::drop-down {{ border: none; width: 26px; }}
QComboBox::down-arrow {{ image: url({art}/chevron-down-{name}.svg); width: 14px; height: 14px; }}
QCheckBox, QRadioButton {{ spacing: 8px; border: 2px solid transparent; border-radius: 5px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {accent}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {edge};
  border-radius: 3px; background: {base}; }}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator:checked {{ background: {fill}; border-color: {fill}; image: url({art}/check.svg); }}
QRadioButton::indicator:checked {{ background: {fill}; border-color: {fill}; image: url({art}/dot.svg); }}
QMenuBar {{ background: {window}; color: {text}; padding: 2px 4px; }}
QMenuBar::item {{ padding: 4px 8px; border-radius: 5px; background: transparent; }}
QMenuBar::item:selected {{ background: {current}; }}
QScrollBar:vertical {{ background: transparent; width: 12px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 12px; margin: 0; }}
QScrollBar::handle {{ background: {edge_soft}; border-radius: 3px; margin: 3px;
  min-height: 32px; min-width: 32px; }}
QScrollBar::handle:hover {{ background: {edge}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
"""
