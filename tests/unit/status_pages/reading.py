"""A page as a browser reads it: its tags, the text between them, what it says of itself."""

from html.parser import HTMLParser
from pathlib import Path

from app.progress import Progress
from app.settings import change_settings
from app.shop import Shop
from app.status_pages.publishing import Published, publish
from app.status_pages.tokens import is_page

VOID = {"meta", "br", "link", "img", "input", "hr"}


class Read(HTMLParser):
    """Refuses what is not closed in its order."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page.decode())
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(attrs) == len(dict(attrs))
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1] if self.open else "", data))

    def text(self) -> str:
        """What stands on the page, without the isolates that keep directions apart; a blank between tags."""
        shown = " ".join(words for tag, words in self.texts if tag not in ("style", "title"))
        return " ".join(shown.translate({0x2068: None, 0x2069: None}).split())

    def of(self, tag: str) -> list[str]:
        """The text within each of these tags."""
        return [words for each, words in self.texts if each == tag]

    def meta(self, name: str) -> str:
        """What the page says of itself."""
        [found] = [
            attrs["content"]
            for tag, attrs in self.tags
            if tag == "meta" and name in (attrs.get("name"), attrs.get("http-equiv"))
        ]
        return found or ""


def put_out(shop: Shop, folder: Path) -> Published:
    return publish(shop, folder, Progress())


def page_files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if is_page(each.name))


def only_page(folder: Path) -> Read:
    [file] = page_files(folder)
    return Read(file.read_bytes())


def set_shop(shop: Shop, **settings: object) -> None:
    shop.write(lambda session: change_settings(session, **settings) and None)
