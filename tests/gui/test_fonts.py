"""The faces that are shipped: enough for every sign the program says, each beside its licence."""

import unicodedata
from pathlib import Path

from PySide6.QtGui import QFontDatabase, QRawFont

from app import resource
from app.documents.fonts import NAMES as ON_PAPER
from tests.catalogues import read_catalogue
from ui.common import fonts

NAMES = (*fonts.FIRST_FILES, *fonts.LATIN_FILES, *fonts.CHINESE_FILES, *fonts.FURTHER_FILES)
OF_THE_KEYBOARD = set("↑↓←→")


def said(language: str) -> set[str]:
    """Every sign of a language's catalogue that is drawn."""
    texts = [text for message in read_catalogue(language) for text in texts_of(message.string)]
    return {sign for text in texts for sign in text if sign.isprintable() and not sign.isspace()}


def texts_of(string: object) -> tuple[str, ...]:
    return string if isinstance(string, tuple) else (str(string),)


def test_each_face_lies_beside_its_licence() -> None:
    folder = resource.path("fonts")
    shipped = {*NAMES, *(f"{name}.ttf" for name in ON_PAPER)}
    assert {file.name for file in folder.glob("*.[ot]tf")} == shipped
    for name in shipped:
        licence: Path = folder / f"{name.partition('-')[0]}-LICENSE.txt"
        assert "SIL OPEN FONT LICENSE" in licence.read_text("utf-8").upper()


def test_a_system_without_chinese_faces_shows_every_sign(qapp: object) -> None:
    faces = {name: QRawFont(str(resource.path("fonts", name)), 13) for name in NAMES}
    regular = (faces["Inter-Regular.ttf"], faces["NotoSansSC-Regular.ttf"])
    strong = (faces["Inter-SemiBold.ttf"], faces["NotoSansSC-SemiBold.ttf"])
    signs = sorted(said("en") | said("zh_CN") | OF_THE_KEYBOARD)
    for pair in (regular, strong):
        assert [sign for sign in signs if not any(face.supportsCharacter(ord(sign)) for face in pair)] == []


def test_the_faces_go_by_the_names_that_are_asked_for(qapp: object) -> None:
    fonts.load_latin()
    fonts.load_chinese()
    fonts.load_further()
    assert set(fonts.FAMILIES) <= set(QFontDatabase.families())


def test_names_in_scripts_that_many_systems_have_no_face_for_are_drawn(qapp: object) -> None:
    sample = resource.path("sample", "customers.csv").read_text("utf-8")
    signs = {sign for sign in sample if unicodedata.name(sign, "").startswith(("DEVANAGARI", "HANGUL"))}
    faces = [QRawFont(str(resource.path("fonts", name)), 13) for name in fonts.FURTHER_FILES]
    assert {"\N{DEVANAGARI LETTER PA}", "\N{HANGUL SYLLABLE GIM}"} <= signs
    assert [sign for sign in signs if not any(face.supportsCharacter(ord(sign)) for face in faces)] == []
