"""What the program says, in the reader's language: one catalogue for screens, papers and command line."""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from app import resource

if TYPE_CHECKING:
    from decimal import Decimal

SOURCE_LANGUAGE = "en"
LANGUAGES = MappingProxyType({"en": "English", "zh_CN": "简体中文"})
"""Each language in its own name, by the code of its catalogue."""

_chosen = SOURCE_LANGUAGE
_spoken = ContextVar("_spoken", default="")
_territory = ContextVar("_territory", default="")


def use(language: str) -> None:
    """Speak `language` from now on; takes a system's locale name too ('zh-Hans-CN', 'de_DE.UTF-8')."""
    global _chosen
    _chosen = closest(language)


@contextmanager
def speaking(language: str, where: str | None = None) -> Iterator[None]:
    """Within the block, on this thread alone, speak to somebody else: a customer in a letter.

    `where` is the country they read it in, by its ISO 3166 code; None: as outside the block.
    """
    before = _spoken.set(closest(language))
    before_there = _territory.set(territory() if where is None else where)
    try:
        yield
    finally:
        _spoken.reset(before)
        _territory.reset(before_there)


def language() -> str:
    """The code of the language in use."""
    return _spoken.get() or _chosen


def territory() -> str:
    """The country whose habit of writing days and sums is followed; '' for the language's own."""
    return _territory.get()


def closest(name: str) -> str:
    """The catalogue that serves a locale name best; English where none does."""
    wanted = name.partition(".")[0].replace("-", "_")
    if wanted in LANGUAGES:
        return wanted
    family = wanted.partition("_")[0].lower()
    return next((code for code in LANGUAGES if code.partition("_")[0] == family), SOURCE_LANGUAGE)


def tr(message: str, /, **facts: object) -> str:
    """`message` in the reader's language with its {facts} filled in; facts are data, never patterns."""
    return _catalogue(language()).gettext(message).format_map(facts)


def ntr(singular: str, plural: str, count: "int | Decimal", /, **facts: object) -> str:
    """As `tr`, in the form that `count` asks for; {count} is filled in unless the facts bring their own."""
    number = int(count) if count == int(count) else 2
    text = _catalogue(language()).ngettext(singular, plural, number)
    return text.format_map({"count": count, **facts})


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == SOURCE_LANGUAGE:
        # Messages are their own ids there; reading them would delay the first paint.
        return gettext.NullTranslations()
    with resource.path("translations", language, "LC_MESSAGES", "desk.mo").open("rb") as file:
        return gettext.GNUTranslations(file)
