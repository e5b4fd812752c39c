"""Pictures of order status pages: `python -m tests.status_pages OUT`, with Debian's Chromium.

Each at a phone's and a desk's width, in both languages and themes: OUT/<name>-<language>-<theme>-<width>.png.
"""

import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from app.language import LANGUAGES, speaking
from app.status_pages.facts import DateTold, Offered, OrderPage, Parcel
from app.status_pages.html import Shop, empty_page, order_page
from tests.browser import CHROMIUM, browsing, served
from tests.unit.status_pages.making import TODAY, a_page, a_shop, an_item, full_page

SIZES = ((390, 844), (1280, 900))
THEMES = ("light", "dark")
HOSTILE = (
    "</title><script>document.title='run'</script><img src=x onerror=alert(1)>"
    " طلبية ٢٢ \u202e 🧑‍🚀 " + "W" * 120
)


def waiting() -> OrderPage:
    """Something left, something waits, something else is offered."""
    items = (
        an_item(1, name="Cast-iron casserole 26 cm", sku="CI-26", unit="pc", shipped=0, open=3_000),
        an_item(2, name="Granite mortar 18 cm", sku="MO-18", unit="pc", expected=None, cancelled=500),
        an_item(3, name="竹制蒸笼 30 cm", sku="BS-30", unit="", waiting=0, shipped=0, open=3_000),
        an_item(4, name="סיר נחושת", sku="KP-4", unit="", open=0, shipped=3_000, replaces=2),
    )
    return a_page(
        *items,
        reference="PO 22-117",
        told=[
            DateTold(TODAY - 20, 1, TODAY + 1, 0),
            DateTold(TODAY - 4, 1, TODAY + 9, 0),
            DateTold(TODAY - 4, 2, None, 0),
        ],
        parcels=[Parcel(TODAY - 6, "DHL", "JJD000118")],
        offers=[Offered(2, "Marble mortar 16 cm", "MO-16", "pc", 2_000, 5_980, -400, True, None, TODAY + 7)],
    )


def pages() -> dict[str, OrderPage]:
    """By name: what most customers see, and what nobody should."""
    return {
        "waiting": waiting(),
        "ready": a_page(an_item(waiting=0), pick_up=1, code="", reply_by=None),
        "ended": a_page(
            an_item(open=0, shipped=2_000, cancelled=1_000), state="done", ended_on=TODAY, code=""
        ),
        "hostile": full_page(HOSTILE),
    }


def written(folder: Path) -> list[str]:
    """The files of all pages, in both languages."""
    names = []
    for language, (name, page) in product(LANGUAGES, pages().items()):
        shop: Shop = a_shop(HOSTILE if name == "hostile" else "Larder & Flame")
        with speaking(language):
            (folder / f"{name}-{language}.html").write_bytes(order_page(page, shop))
            (folder / f"index-{language}.html").write_bytes(empty_page(shop))
        names.append(f"{name}-{language}")
    return [*names, *(f"index-{language}" for language in LANGUAGES)]


def main(out: Path) -> int:
    """Make them all."""
    if CHROMIUM is None:
        print("There is no Chromium here (Debian: apt-get install chromium).", file=sys.stderr)
        return 1
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory() as folder, browsing() as tab:
        names = written(Path(folder))
        with served(Path(folder)) as (address, _):
            for name, (width, height), theme in product(names, SIZES, THEMES):
                tab.show(f"{address}/{name}.html", width, height, theme)
                (out / f"{name}-{theme}-{width}.png").write_bytes(tab.picture(whole=True))
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
