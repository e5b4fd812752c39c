"""What letters say: the shop's own wording of each kind and language, else what came with the program.

A text is a subject and paragraphs; {fields} in it are replaced by plain text. What is filled in stays data,
whatever braces it has.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from sqlalchemy.orm import Session

from app import resource
from app.actions.context import touched
from app.changes import Area
from app.errors import ChangedMeanwhile, InvalidInput
from app.language import LANGUAGES, closest, tr
from app.language import language as spoken
from app.settings import shop_settings
from db.rows import Reader, fetch, fetch_one, is_postgresql, run
from db.terms import CHASER, NoticeKind

LINES = "lines"
"""The field whose place the table takes."""
_ALL = ("shop", "customer", "number", "orders", LINES, "contact", "code", "today")
_DELAY = (*_ALL, "notice", "reason", "options", "silence", "voucher", "reply", "paid", "refund")
FIELDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        NoticeKind.CONFIRMATION: (*_ALL, "paid"),
        NoticeKind.DELAY: _DELAY,
        NoticeKind.RENEWED_DELAY: _DELAY,
        NoticeKind.DATE_GONE: _DELAY,
        NoticeKind.SUBSTITUTE_OFFER: (*_ALL, "options", "reply", "paid"),
        NoticeKind.ARRIVED: (*_ALL, "pick_up"),
        NoticeKind.SHIPPED: (*_ALL, "tracking"),
        NoticeKind.PART_SHIPMENT: (*_ALL, "tracking"),
        NoticeKind.CANCELLATION: (*_ALL, "reason", "paid", "refund"),
        NoticeKind.REFUND: (*_ALL, "amount", "refund"),
        NoticeKind.VOUCHER: (*_ALL, "amount", "voucher"),
        CHASER: ("shop", "supplier", "purchases", LINES, "contact", "code", "today", "reply_by"),
    }
)
"""By kind of letter, the fields that its text may have."""
NEEDED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        kind: (LINES, "silence", "voucher", "reply") if "silence" in fields else (LINES,)
        for kind, fields in FIELDS.items()
        if kind != NoticeKind.VOUCHER
    }
)
"""What a letter says in any case: fields that a text leaves out are told behind it."""
LONGEST_SUBJECT, LONGEST_BODY = 200, 20_000
_FIELD = re.compile(r"\{([a-z_]+)\}")
_BRACED = re.compile(r"\{([^{}\n]*)\}")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


@dataclass(frozen=True, slots=True)
class LetterWords:
    """A text; `own` where the shop worded it itself."""

    subject: str
    body: str
    own: bool = False

    @property
    def paragraphs(self) -> list[str]:
        return paragraphs_of(self.body)


Texts = Mapping[tuple[str, str], LetterWords]
"""By kind and language."""
Changes = Mapping[tuple[str, str], tuple[LetterWords, LetterWords]]
"""By kind and language, a text as it was shown and as it is to be."""


def letter_texts(session: Reader) -> Texts:
    """Every text as letters say it now."""
    texts = dict(_all_shipped())
    for kind, language, subject, body in fetch(
        session, "SELECT kind, language, subject, body FROM letter_texts"
    ):
        texts[kind, language] = LetterWords(subject, body, own=True)
    return texts


def texts_to_word(session: Reader) -> tuple[Texts, str]:
    """The texts, and the language that most letters are in."""
    chosen = shop_settings(session).language
    return letter_texts(session), closest(chosen) if chosen else spoken()


def shipped_text(kind: str, language: str) -> LetterWords:
    """What came with the program."""
    return _all_shipped()[kind, language]


def paragraphs_of(body: str) -> list[str]:
    """Parted by empty lines."""
    return [part for part in _PARAGRAPHS.split(body.strip()) if part.strip()]


def fields_in(text: str) -> list[str]:
    """The names in braces, in their order."""
    return _FIELD.findall(text)


def fill(text: str, facts: Mapping[str, str]) -> str:
    """The fields replaced by the facts of their name; what has none stays as it is, and facts stay data."""
    return _FIELD.sub(lambda found: facts.get(found[1], found[0]), text)


def check_text(kind: str, subject: str, body: str) -> LetterWords:
    """The text as it would be kept; InvalidInput places it in 'subject' or 'body' and says what is known."""
    known = FIELDS[kind]
    subject, body = " ".join(subject.split()), body.replace("\r\n", "\n").replace("\r", "\n").strip()
    _check_length("subject", subject, LONGEST_SUBJECT)
    _check_length("body", body, LONGEST_BODY)
    _check_fields("subject", subject, tuple(name for name in known if name != LINES))
    _check_fields("body", body, known)
    table = f"{{{LINES}}}"
    if any(table in part and part.strip() != table for part in paragraphs_of(body)):
        raise InvalidInput(
            tr("The field {field} is a table.", field=table),
            tr("Give it a paragraph of its own, with an empty line above and below."),
            "body",
        )
    return LetterWords(subject, body, own=True)


def save_text(
    session: Session, kind: str, language: str, subject: str, body: str, *, before: LetterWords
) -> LetterWords:
    """The shop's own wording from now on; ChangedMeanwhile where it is no longer `before`, what was shown."""
    words = check_text(kind, subject, body)
    _language(language)
    stored = _locked(session, kind, language)
    _refuse_change(stored, before, words)
    run(
        session,
        "INSERT INTO letter_texts (kind, language, subject, body) VALUES (?, ?, ?, ?)"
        " ON CONFLICT (kind, language) DO UPDATE SET subject = excluded.subject, body = excluded.body",
        (kind, language, words.subject, words.body),
    )
    touched(session, Area.SETTINGS)
    return words


def restore_text(session: Session, kind: str, language: str, *, before: LetterWords) -> LetterWords:
    """Back to what came with the program."""
    words = shipped_text(kind, _language(language))
    _refuse_change(_locked(session, kind, language), before, words)
    run(session, "DELETE FROM letter_texts WHERE kind = ? AND language = ?", (kind, language))
    touched(session, Area.SETTINGS)
    return words


def change_texts(session: Session, changes: Changes) -> int:
    """Each text from what was shown to what it is to be, one the shop did not word back to what came.

    Undone by the same with both sides of each exchanged. Returns how many they are.
    """
    for (kind, language), (before, after) in changes.items():
        if after.own:
            save_text(session, kind, language, after.subject, after.body, before=before)
        else:
            restore_text(session, kind, language, before=before)
    return len(changes)


def _check_length(place: str, text: str, longest: int) -> None:
    if not text:
        raise InvalidInput(
            tr("The subject is empty.") if place == "subject" else tr("The text is empty."),
            tr("Write it, or go back to the text that came with the program."),
            place,
        )
    if len(text) > longest:
        raise InvalidInput(
            tr("It is too long: {count} signs.", count=len(text)),
            tr("At most {count} fit.", count=longest),
            place,
        )


def _check_fields(place: str, text: str, known: tuple[str, ...]) -> None:
    hint = tr("The fields are: {fields}", fields=", ".join(f"{{{name}}}" for name in known))
    for name in _BRACED.findall(text):
        if name not in known:
            raise InvalidInput(tr("There is no field {field}.", field=f"{{{name}}}"), hint, place)
    rest = _BRACED.sub("", text)
    if "{" in rest or "}" in rest:
        sign = "{" if "{" in rest else "}"
        title = tr("A brace stands alone: {sign}", sign=sign)
        raise InvalidInput(title, tr("Braces stand around fields only. {fields}", fields=hint), place)


def _locked(session: Session, kind: str, language: str) -> LetterWords:
    if is_postgresql(session):
        run(session, "LOCK TABLE letter_texts IN EXCLUSIVE MODE")
    row = fetch_one(
        session, "SELECT subject, body FROM letter_texts WHERE kind = ? AND language = ?", (kind, language)
    )
    return shipped_text(kind, language) if row is None else LetterWords(row[0], row[1], own=True)


def _refuse_change(stored: LetterWords, before: LetterWords, yours: LetterWords) -> None:
    if stored not in (before, yours):
        raise ChangedMeanwhile(
            tr("This text was changed meanwhile."),
            tr("Look at it as it is now. Save again to keep yours."),
            field="body" if stored.subject == before.subject else "subject",
            theirs=stored,
            yours=yours,
        )


def _language(language: str) -> str:
    if language not in LANGUAGES:
        raise InvalidInput(
            tr("There are no letters in the language {language}.", language=language),
            tr("Choose one of: {languages}", languages=", ".join(LANGUAGES.values())),
            "language",
        )
    return language


@lru_cache(maxsize=1)
def _all_shipped() -> Texts:
    return MappingProxyType(
        {(kind, language): _shipped(kind, language) for kind in FIELDS for language in LANGUAGES}
    )


def _shipped(kind: str, language: str) -> LetterWords:
    text = resource.path("letters", language, f"{kind}.txt").read_text("utf-8")
    subject, _, body = text.partition("\n")
    return LetterWords(subject.strip(), body.strip())
