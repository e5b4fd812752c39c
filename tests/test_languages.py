"""Both catalogues say all that the code says, and the code says it so that they can."""

import ast
from collections.abc import Iterator
from functools import cache
from gettext import GNUTranslations
from io import BytesIO

import pytest
from babel.messages.catalog import Catalog

from app.language import LANGUAGES, SOURCE_LANGUAGE
from tests.catalogues import (
    ROOT,
    MessageId,
    compiled,
    placeholders,
    po_path,
    read_catalogue,
    singular,
    source_files,
    sources,
    texts,
)

UPDATE = "run: python -m tests.catalogues"


@cache
def messages_in_code() -> frozenset[MessageId]:
    return frozenset(source.message for source in sources())


@cache
def calls() -> tuple[tuple[str, ast.Call, str], ...]:
    """Each call of tr or ntr: which of them, the call, where."""
    return tuple(_calls())


def _calls() -> Iterator[tuple[str, ast.Call, str]]:
    for path in source_files():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
                if name in ("tr", "ntr"):
                    yield name, node, f"{path.relative_to(ROOT)}:{node.lineno}"


def message_arguments(name: str, call: ast.Call) -> list[ast.expr]:
    return call.args[: 1 if name == "tr" else 2]


def entries(mo: bytes) -> dict[object, str]:
    """Without the header, which names the version of Babel."""
    return {key: text for key, text in GNUTranslations(BytesIO(mo))._catalog.items() if key}


def is_literal(argument: ast.expr) -> bool:
    return isinstance(argument, ast.Constant) and isinstance(argument.value, str)


def test_messages_are_literals() -> None:
    """The extraction sees only literals: an f-string or a variable would never be translated."""
    assert not [
        place
        for name, call, place in calls()
        if len(call.args) != (1 if name == "tr" else 3)
        or not all(map(is_literal, message_arguments(name, call)))
    ]


def test_the_extraction_sees_every_message() -> None:
    """It does not look into f-strings."""
    seen = {each if isinstance(each, str) else each[0] for each in messages_in_code()}
    said = {
        (argument.value, place)
        for name, call, place in calls()
        for argument in message_arguments(name, call)[:1]
        if isinstance(argument, ast.Constant)
    }
    assert not sorted(place for message, place in said if message not in seen)


def test_messages_get_the_facts_they_name() -> None:
    wrong = []
    for name, call, place in calls():
        given = {keyword.arg for keyword in call.keywords}
        literals = filter(is_literal, message_arguments(name, call))
        named = set().union(*(placeholders(literal.value) for literal in literals))
        if name == "ntr":
            given.add("count")
            named.add("count")
        if None not in given and given != named:
            wrong.append(f"{place}: names {sorted(named)}, gets {sorted(given)}")
    assert not wrong


def evaluated_on_import(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all in it but the bodies of functions."""
    yield node
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        inner: list[ast.AST] = [*node.decorator_list, node.args]
    elif isinstance(node, ast.Lambda):
        inner = [node.args]
    else:
        inner = list(ast.iter_child_nodes(node))
    for child in inner:
        yield from evaluated_on_import(child)


def test_nothing_is_said_on_import() -> None:
    """The language is chosen later: such a text would stay English."""
    assert not [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in source_files()
        for node in evaluated_on_import(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", None) in ("tr", "ntr")
    ]


@pytest.mark.parametrize("language", LANGUAGES)
class TestCatalogue:
    @pytest.fixture
    def catalogue(self, language: str) -> Catalog:
        return read_catalogue(language)

    def test_has_every_message_of_the_code(self, catalogue: Catalog) -> None:
        missing = messages_in_code() - {entry.id for entry in catalogue}
        assert not missing, UPDATE

    def test_has_nothing_else(self, catalogue: Catalog) -> None:
        left_over = {entry.id for entry in catalogue if entry.id} - messages_in_code()
        assert not left_over, UPDATE

    def test_is_translated(self, catalogue: Catalog) -> None:
        assert not [entry.id for entry in catalogue if entry.fuzzy or not all(texts(entry.string))]

    def test_keeps_the_placeholders(self, catalogue: Catalog) -> None:
        assert not [
            entry.id
            for entry in catalogue
            if entry.id
            for text in texts(entry.string)
            if placeholders(text) not in [placeholders(form) for form in texts(entry.id)]
        ]

    def test_is_compiled(self, catalogue: Catalog, language: str) -> None:
        shipped = po_path(language).with_suffix(".mo").read_bytes()
        assert entries(shipped) == entries(compiled(catalogue)), UPDATE


def test_english_says_what_the_code_says() -> None:
    catalogue = read_catalogue(SOURCE_LANGUAGE)
    assert not [entry.id for entry in catalogue if entry.id and entry.string != entry.id]


def test_singular_and_plural_name_the_same_facts() -> None:
    """'1 day' may leave out {count}; nothing else may differ."""
    assert not [
        message
        for message in messages_in_code()
        if (placeholders(singular(message)) ^ placeholders(texts(message)[-1])) - {"count"}
    ]
