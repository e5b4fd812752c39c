"""Pages in Debian's Chromium: nothing sticks out sideways, nothing else is asked for, nothing is refused."""

import os
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest

from app.language import LANGUAGES
from tests.browser import CHROMIUM, Tab, browsing, served
from tests.status_pages import SIZES, pages, written

NAMES = [f"{name}-{language}" for name, language in product((*pages(), "index"), LANGUAGES)]
_OVERFLOWING = """
[...document.querySelectorAll('body *')]
    .filter(each => each.getBoundingClientRect().right > innerWidth + 0.5 && !each.matches('caption'))
    .map(each => each.tagName + ' ' + each.textContent.slice(0, 40))
"""


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Tab, str, list[str]]]:
    """A tab, the address of all pages, and the paths asked for."""
    if CHROMIUM is None:
        reason = "there is no Chromium here (Debian: apt-get install chromium)"
        if os.environ.get("CI") == "true" and os.geteuid() == 0:
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    folder: Path = tmp_path_factory.mktemp("web")
    written(folder)
    with served(folder) as (address, asked), browsing() as tab:
        yield tab, address, asked


@pytest.mark.parametrize("width_height", SIZES, ids=["phone", "desk"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_stands_by_itself(
    web: tuple[Tab, str, list[str]], name: str, width_height: tuple[int, int]
) -> None:
    tab, address, asked = web
    asked.clear()
    tab.show(f"{address}/{name}.html", *width_height)
    assert tab.value("innerWidth") == width_height[0]
    assert tab.value("document.documentElement.scrollWidth") == width_height[0]
    assert tab.value(_OVERFLOWING) == []
    # The style is applied, though the policy lets nothing else be.
    assert tab.value("getComputedStyle(document.body).fontSize") == "16px"
    assert tab.value("getComputedStyle(document.querySelector('header, main')).maxWidth") == "720px"
    assert "run" not in tab.value("document.title")[:4]
    assert tab.complaints() == []
    assert tab.requests() == [f"{address}/{name}.html"]
    assert asked == [f"/{name}.html"]


def test_it_is_dark_where_the_reader_wants_it_so(web: tuple[Tab, str, list[str]]) -> None:
    tab, address, _ = web
    grounds = []
    for theme in ("light", "dark"):
        tab.show(f"{address}/waiting-en.html", *SIZES[0], theme)
        grounds.append(tab.value("getComputedStyle(document.body).backgroundColor"))
    assert grounds == ["rgb(243, 244, 246)", "rgb(23, 25, 29)"]


def test_a_policy_that_is_broken_is_heard_of(web: tuple[Tab, str, list[str]], tmp_path: Path) -> None:
    """What the tests above look for can be found."""
    tab, _, _ = web
    written(tmp_path)
    page = tmp_path / "waiting-en.html"
    page.write_text(
        page.read_text("utf-8").replace("</main>", "<script>1</script><img src='/x.png'></main>"), "utf-8"
    )
    with served(tmp_path) as (address, _):
        tab.show(f"{address}/waiting-en.html", *SIZES[1])
        assert sum("Content Security Policy" in said for said in tab.complaints()) == 2
