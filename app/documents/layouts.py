"""Paper and where things stand on it: one layout per habit of writing letters.

Lengths are points. Addresses stay an eighth of an inch within what a window shows of the page, however the
folded letter slides about in its envelope.
"""

from dataclasses import dataclass, replace
from functools import cache
from typing import NamedTuple

MM = 72 / 25.4
INCH = 72.0
A4 = (210 * MM, 297 * MM)
US_LETTER = (8.5 * INCH, 11 * INCH)
CLEARANCE = INCH / 8


class Box(NamedTuple):
    """A rectangle from its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height


class Window(NamedTuple):
    """An envelope's window: the envelope, and the window from the envelope's left and lower edges."""

    envelope: tuple[float, float]
    left: float
    above: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Layout:
    """`fold` is where the page is folded first; `information` is where the sender's particulars begin."""

    key: str
    paper: tuple[float, float]
    left: float
    right: float
    head: float
    information: Box
    body: float
    bottom: float
    window: Window | None = None
    folds: tuple[float, ...] = ()
    punch: float | None = None
    address: float = 0
    """Where the address begins, if it does not need to begin higher; 0: it ends with the window."""
    return_line: bool = False
    chinese: bool = False
    """Centred head and subject, indented paragraphs, signature and date at the right."""
    shift: tuple[float, float] = (0, 0)

    @property
    def width(self) -> float:
        """Of the text."""
        return self.paper[0] - self.left - self.right

    @property
    def safe(self) -> Box | None:
        """Where an address shows whole in the window, with clearance, wherever the letter slides to."""
        if self.window is None:
            return None
        window, fold = self.window, self.folds[0]
        # Zigzag: the first panel lies on top, its fold at the lower edge of what is put in.
        aside = window.envelope[0] - self.paper[0]
        up = window.envelope[1] - max(fold, self.folds[1] - fold)
        x, right = window.left, window.left + window.width - aside
        y, bottom = fold - window.above - window.height + up, fold - window.above
        return Box(x + CLEARANCE, y + CLEARANCE, right - x - 2 * CLEARANCE, bottom - y - 2 * CLEARANCE)

    def shifted(self, right: int, down: int) -> "Layout":
        """For a printer that prints aside: tenths of a millimetre by which all is moved."""
        return replace(self, shift=(right * MM / 10, down * MM / 10))


_DL = (220 * MM, 110 * MM)
_DIN_WINDOW = Window(_DL, 20 * MM, 15 * MM, 90 * MM, 45 * MM)

DIN_B = Layout(
    key="din5008b",
    paper=A4,
    left=25 * MM,
    right=20 * MM,
    head=16 * MM,
    information=Box(125 * MM, 50 * MM, 65 * MM, 40 * MM),
    body=98.46 * MM,
    bottom=17 * MM,
    window=_DIN_WINDOW,
    folds=(105 * MM, 210 * MM),
    punch=148.5 * MM,
    address=62.7 * MM,
    return_line=True,
)
DIN_A = replace(
    DIN_B,
    key="din5008a",
    head=9 * MM,
    information=Box(125 * MM, 32 * MM, 65 * MM, 40 * MM),
    body=80.46 * MM,
    folds=(87 * MM, 192 * MM),
    address=44.7 * MM,
)
US_10 = Layout(
    key="us10",
    paper=US_LETTER,
    # A little within the clearance, as some signs reach to the left of where they begin.
    left=1.03 * INCH,
    right=INCH,
    head=0.6 * INCH,
    information=Box(5.5 * INCH, 0.68 * INCH, 2 * INCH, 2.5 * INCH),
    body=3.72 * INCH,
    bottom=0.68 * INCH,
    # Folded by the marks, not in thirds: the letter has as little play as in a DL envelope.
    window=Window((9.5 * INCH, 4.125 * INCH), 0.875 * INCH, 0.5 * INCH, 4.5 * INCH, 1.125 * INCH),
    folds=(3.9375 * INCH, 7.875 * INCH),
)
UK_DL = replace(
    DIN_B,
    key="ukdl",
    right=25 * MM,
    information=Box(125 * MM, 17 * MM, 60 * MM, 70 * MM),
    body=104 * MM,
    window=Window(_DL, 20 * MM, 18 * MM, 90 * MM, 35 * MM),
    address=0,
    punch=None,
    return_line=False,
)
CHINA = Layout(
    key="cn",
    paper=A4,
    left=27 * MM,
    right=25 * MM,
    head=20 * MM,
    information=Box(0, 0, 0, 0),
    body=0,
    bottom=19 * MM,
    chinese=True,
)
LAYOUTS = {each.key: each for each in (DIN_A, DIN_B, US_10, UK_DL, CHINA)}
"""By the key that settings store."""

_HABITS = (
    (US_10, "US CA MX PH CL CO VE PR", "USD CAD MXN"),
    (UK_DL, "GB IE AU NZ ZA IN HK SG MY", "GBP AUD NZD ZAR INR HKD SGD MYR"),
    (CHINA, "CN", "CNY"),
)
"""Layouts with the countries (ISO 3166) that use them, and the currencies of those countries alone."""
_NAMED_IN = ("en", "zh", "de", "fr", "es")
_ALSO = {
    "US": ("usa", "u.s.a.", "u.s.", "america", "united states of america"),
    "GB": ("uk", "u.k.", "great britain", "england", "scotland", "wales", "northern ireland"),
    "CN": ("prc", "p.r. china", "pr china", "people's republic of china", "中华人民共和国", "中国大陆"),
}


def layout_for(country: str, chosen: str = "", currency: str = "") -> Layout:
    """The layout a shop chose by its key, else the habit of a country by its code or name.

    A customer without country lives where the shop's currency is money; DIN 5008 B serves everywhere else.
    """
    if chosen in LAYOUTS:
        return LAYOUTS[chosen]
    known = country.strip().casefold()
    if known:
        return _by_country().get(known, DIN_B)
    return next((layout for layout, _, monies in _HABITS if currency in monies.split()), DIN_B)


def territory_for(country: str, chosen: str = "", currency: str = "") -> str:
    """The code (ISO 3166) of the country whose habits a letter follows; '' where none is known."""
    known = country.strip().casefold()
    if known:
        return _codes().get(known, known.upper() if len(known) == 2 else "")
    layout = layout_for("", chosen, currency)
    return next((codes.split()[0] for each, codes, _ in _HABITS if each is layout), "")


@cache
def _by_country() -> dict[str, Layout]:
    layouts = {code: layout for layout, codes, _ in _HABITS for code in codes.split()}
    return {said: layouts[code] for said, code in _codes().items()}


@cache
def _codes() -> dict[str, str]:
    """The codes of countries with habits of their own, by whatever they are called."""
    from babel import Locale

    names = [Locale.parse(language).territories for language in _NAMED_IN]
    found: dict[str, str] = {}
    for _, codes, _ in _HABITS:
        for code in codes.split():
            said = (code, *(known[code] for known in names if code in known), *_ALSO.get(code, ()))
            found.update((name.casefold(), code) for name in said)
    return found
