"""A text with its fields filled in: paragraphs, and the table where its field stands."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from app.language import tr
from app.letter_texts import LINES, NEEDED, LetterWords, fields_in, fill
from app.letters.plans import Grid, Section
from db.terms import CHASER, NoticeKind

_TITLES: Mapping[str, Callable[[], str]] = MappingProxyType(
    {
        NoticeKind.CONFIRMATION: lambda: tr("Confirmation of your order"),
        NoticeKind.DELAY: lambda: tr("Goods that come later"),
        NoticeKind.RENEWED_DELAY: lambda: tr("Goods whose date moves again"),
        NoticeKind.DATE_GONE: lambda: tr("Goods without a date"),
        NoticeKind.SUBSTITUTE_OFFER: lambda: tr("Goods in place of others"),
        NoticeKind.ARRIVED: lambda: tr("Goods that lie ready"),
        NoticeKind.SHIPPED: lambda: tr("Goods on their way"),
        NoticeKind.PART_SHIPMENT: lambda: tr("Goods on their way"),
        NoticeKind.CANCELLATION: lambda: tr("Goods that are cancelled"),
        NoticeKind.REFUND: lambda: tr("Your refund"),
        NoticeKind.VOUCHER: lambda: tr("Your voucher"),
        CHASER: lambda: tr("Open deliveries"),
    }
)


def section_title(kind: str) -> str:
    """What stands above its part of a letter that tells of several kinds."""
    return _TITLES[kind]()


def section_of(kind: str, words: LetterWords, facts: Mapping[str, str], grid: Grid | None) -> Section:
    """A paragraph of which no field has anything to say is left out; what must be said never is."""
    paragraphs = list(words.paragraphs)
    said = {name for part in paragraphs for name in fields_in(part)}
    paragraphs += [f"{{{name}}}" for name in NEEDED.get(kind, ()) if name not in said]
    parts: list[str | Grid] = []
    for paragraph in paragraphs:
        if paragraph.strip() == f"{{{LINES}}}":
            if grid is not None:
                parts.append(grid)
            continue
        names = fields_in(paragraph)
        if names and not any(facts.get(name, "").strip() for name in names):
            continue
        parts.append(fill(paragraph, facts).strip())
    return Section(kind, section_title(kind), tuple(parts))


def said_once(sections: Sequence[Section]) -> tuple[Section, ...]:
    """A paragraph that several kinds have alike stands in the last of them only."""
    kept = []
    said: set[str] = set()
    for section in reversed(sections):
        parts: list[str | Grid] = []
        for part in reversed(section.parts):
            if isinstance(part, Grid):
                parts.append(part)
            elif part not in said:
                said.add(part)
                parts.append(part)
        kept.append(Section(section.kind, section.title, tuple(reversed(parts))))
    return tuple(reversed(kept))


def one_line(text: str) -> str:
    """For subjects: whatever a name brings along, it stays one line."""
    return " ".join(text.split())
