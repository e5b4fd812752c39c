"""Pages as HTML: whatever people type is data, nothing is loaded, run or sent, and everybody can read it."""

import re
from base64 import b64encode
from hashlib import sha256
from itertools import product
from pathlib import Path

import pytest

from app.language import LANGUAGES, speaking
from app.status_pages.facts import DateTold, Offered, Parcel
from app.status_pages.html import empty_page, order_page
from app.status_pages.words import day_of, standing_of, summary_of
from tests.unit.status_pages.making import TODAY, a_page, a_shop, an_item, full_page
from tests.unit.status_pages.reading import Read

HOSTILE = (
    "</title><script>alert(1)</script>",
    "<!--",
    "-->]]></style><style>*{display:none}",
    "\"><img src=x onerror='alert(1)'>",
    "&lt;b&gt; & &amp;",
    "{order} {0} %s",
    "\u202eevil\u2069\u2066",
    "טלית גדולה",
    "طلب ٢٢",
    "🧑‍🚀 👩🏽‍🍳 é",
    "W" * 200,
    "a\x00b\x1b[31m\x7f",
    "\ud83d lonely",
    "javascript:alert(1)",
)
TAGS = {*("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "section")}
TAGS |= {*("h1", "h2", "p", "small", "bdi", "ul", "li", "br", "a", "code", "span")}
TAGS |= {*("table", "caption", "thead", "tbody", "tr", "th", "td")}


@pytest.mark.parametrize("words", HOSTILE)
def test_r29_what_people_type_is_data(words: str) -> None:
    made = order_page(full_page(words), a_shop(words))
    assert not {"\u202e", "\u2066"} & set(made.decode())
    assert made.decode().count("\u2068") == made.decode().count("\u2069")
    page = Read(made)
    harmless = Read(order_page(full_page("plain"), a_shop("plain")))
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in harmless.tags]
    shown = re.sub("[\x00-\x1f\x7f\ud800-\udfff]", "\ufffd", words)
    shown = " ".join(shown.translate(dict.fromkeys((0x202E, 0x2066, 0x2069))).split())
    # Two products, their units and wherever else somebody's words can come.
    assert page.text().count(shown) >= 10
    assert f"Order \u2068{shown}\u2069" in page.of("h1")
    assert page.of("title") == [f"Order {shown} · {shown}"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_loads_runs_and_sends_nothing(language: str) -> None:
    with speaking(language):
        page = Read(order_page(full_page("x"), a_shop()))
    assert {tag for tag, _ in page.tags} <= TAGS
    named = {name for _, attrs in page.tags for name in attrs}
    assert named <= {"lang", "charset", "name", "http-equiv", "content", "aria-labelledby", "id", "class"} | {
        "scope",
        "colspan",
        "href",
    }
    links = [attrs["href"] or "" for _, attrs in page.tags if "href" in attrs]
    assert all(link.startswith(("mailto:", "tel:")) for link in links)
    [style] = page.of("style")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert page.meta("Content-Security-Policy") == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert "url(" not in style
    assert "@import" not in style
    assert page.meta("referrer") == "no-referrer"
    assert "noindex" in page.meta("robots")
    assert ("html", {"lang": language.replace("_", "-")}) in page.tags


def test_it_can_be_read_by_everybody() -> None:
    page = Read(order_page(full_page("x"), a_shop()))
    assert page.of("h1")
    titles = {attrs["id"] for tag, attrs in page.tags if tag == "h2"}
    assert titles == {attrs["aria-labelledby"] for tag, attrs in page.tags if tag == "section"}
    heads = [attrs for tag, attrs in page.tags if tag == "th"]
    assert all(attrs.get("scope") in ("col", "rowgroup") for attrs in heads)
    assert len(page.of("caption")) == len([1 for tag, _ in page.tags if tag == "table"])


def test_a_page_stays_small_however_long_its_order() -> None:
    items = [an_item(number, open=2_000 if number > 290 else 0) for number in range(1, 301)]
    told = [DateTold(TODAY - 20 + day, each.id, TODAY + day, 0) for day in range(9) for each in items]
    parcels = [Parcel(TODAY - day, "Lorry", f"T-{day}") for day in range(90)]
    offers = [Offered(300, "Torch", "T-1", "", 2_000, 1_250, 250, True, None, TODAY)] * 40
    with speaking("zh_CN"):
        made = order_page(a_page(*items, told=told, parcels=parcels, offers=offers), a_shop())
    assert len(made) < 20_000
    made = order_page(a_page(*items, told=told, parcels=parcels, offers=offers), a_shop())
    assert len(made) < 20_000
    page = Read(made)
    # What is still to come, then the first of the rest.
    assert [name for name in page.of("bdi") if name.startswith("Lamp ")][:20] == [
        *(f"Lamp {number}" for number in (*range(1, 11), *range(291, 301)))
    ]
    assert [each for each in page.of("p") if "more." in each] == [
        *("And 280 more.", "And 20 more.", "And 70 more.", "And 70 more.")
    ]


def test_a_common_page_is_small() -> None:
    items = [an_item(number, name="A product of some length " * 3) for number in range(1, 26)]
    assert len(order_page(a_page(*items), a_shop())) < 20_000


def test_the_folders_own_page_tells_of_no_order() -> None:
    page = Read(empty_page(a_shop()))
    assert page.text() == "Larder & Flame Please use the address in the letter or mail that you got from us."


def contrast(one: str, other: str) -> float:
    """As WCAG 2 defines it."""

    def light(code: str) -> float:
        long = code if len(code) == 7 else "#" + "".join(sign * 2 for sign in code[1:])
        parts = [int(long[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    dark, bright = sorted((light(one), light(other)))
    return (bright + 0.05) / (dark + 0.05)


def test_every_colour_can_be_read_on_every_ground() -> None:
    css = (Path(__file__).parents[3] / "resources" / "pages" / "order.css").read_text("utf-8")
    themes = [
        dict(re.findall(r"--(\w+): (#\w+)", block)) for block in re.findall(r":root \{(.*?)\}", css, re.S)
    ]
    assert len(themes) == 2
    for theme, ground, ink in product(
        themes, ("ground", "card"), ("text", "quiet", "accent", "good", "warn")
    ):
        assert contrast(theme[ground], theme[ink]) >= 4.5, (ground, ink)


STANDINGS = (
    ({"expected": TODAY + 9}, "Expected 2 December 2026"),
    ({"expected": TODAY + 2}, "Expected 28 November 2026"),
    ({"expected": None}, "No date is known yet."),
    ({"expected": TODAY - 1, "promised": TODAY - 1}, "No date is known yet."),
    ({"expected": TODAY, "promised": None}, "Expected 23 November 2026"),
    ({"kept_off": 1}, "No date is known yet."),
    ({"held": 1}, "On hold"),
    ({"waiting": 0}, "Ready to be shipped"),
    ({"open": 0}, ""),
)


@pytest.mark.parametrize(("facts", "said"), STANDINGS)
def test_a_line_says_how_it_stands(facts: dict[str, int | None], said: str) -> None:
    item = an_item(**facts)
    assert standing_of(item, a_page(item), TODAY)[0] == said


def test_an_estimate_says_that_it_is_one() -> None:
    item = an_item(expected=None)
    page = a_page(item, told=[DateTold(TODAY, 1, item.promised, 1)])
    assert day_of(item, page, TODAY) == (TODAY + 5, True)
    assert "estimate" in standing_of(item, page, TODAY)[0]
    assert day_of(item, page, TODAY + 6) == (None, False)


SUMMARIES = (
    ({}, ({"waiting": 0},), "Everything is here and ready to be shipped."),
    ({"pick_up": 1}, ({"waiting": 0},), "Everything is here and ready for you to pick up."),
    ({}, ({"expected": TODAY + 9}, {"waiting": 0}), "We expect all that is missing by 2 December 2026."),
    ({}, ({"expected": TODAY + 9}, {"expected": None}), "For some of what is missing no date is known yet."),
    ({}, ({"expected": None},), "No date is known yet for what is missing."),
    ({}, ({"held": 1},), "Your order is on hold. Please get in touch with us."),
    ({"state": "done"}, ({"open": 0},), "This order is complete."),
    (
        {"state": "done"},
        ({"open": 0, "cancelled": 1_000},),
        "This order is closed: nothing more of it comes.",
    ),
    ({"state": "cancelled"}, ({"open": 0, "cancelled": 3_000},), "This order is cancelled."),
)


@pytest.mark.parametrize(("order", "items", "said"), SUMMARIES)
def test_the_order_says_how_it_stands(
    order: dict[str, object], items: tuple[dict[str, int | None], ...], said: str
) -> None:
    made = [an_item(number, **facts) for number, facts in enumerate(items, 1)]
    assert summary_of(a_page(*made, **order), TODAY)[0] == said
