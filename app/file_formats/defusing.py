"""Cells that a spreadsheet would take for a formula: an apostrophe before them makes them text.

For every text t: undefused(defused(t)) == t, also where t begins with apostrophes itself.
"""

import re

# The full-width forms too: spreadsheets in China and Japan take them for the plain ones.
_RISKY = "[=+\\-@\t\r\n＝＋－＠]"
_FIRST = frozenset("'=+-@\t\r\n＝＋－＠")
_NEEDS_APOSTROPHE = re.compile(f"'*{_RISKY}")
_HAS_APOSTROPHE = re.compile(f"'+{_RISKY}")
_RISKY_START = re.compile(_RISKY)
# Not those with a plus: that is how phone numbers begin, and a spreadsheet would eat it.
_PLAIN_NUMBER = re.compile(r"-[0-9]+(?:\.[0-9]+)?")
_EXCEL_TEXT = re.compile(r'="[^"]*"')


def defused(text: str) -> str:
    """The cell that shows `text` and never runs it."""
    if text[:1] not in _FIRST or not _NEEDS_APOSTROPHE.match(text) or _PLAIN_NUMBER.fullmatch(text):
        return text
    return f"'{text}"


def undefused(cell: str) -> str:
    """The text that `defused` made the cell from; a cell from elsewhere keeps all but such an apostrophe."""
    return cell[1:] if cell[:1] == "'" and _HAS_APOSTROPHE.match(cell) else cell


def defused_raw(cell: str) -> str:
    """A cell read from a file, made safe so that reading it again gives what reading it first gave."""
    if not _RISKY_START.match(cell) or _PLAIN_NUMBER.fullmatch(cell) or _EXCEL_TEXT.fullmatch(cell.strip()):
        return cell
    return f"'{cell}"
