"""Pictures of all papers, in each layout and language: `python -m tests.papers OUT [--only NAME …]`.

Each page is rendered as OUT/<name>-<layout or labels>-<language>-<page>.png.
"""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pypdfium2
from PIL import Image

from app.documents.calibration import calibration_page
from app.documents.labels import LABEL_PAPERS, labels_pdf
from app.documents.layouts import LAYOUTS, Layout
from app.documents.letter import letter_pdf
from app.documents.order_confirmation import order_confirmation
from app.documents.packing_slip import packing_slip
from app.documents.pick_list import pick_list
from app.documents.purchase_order import purchase_order
from app.documents.statement import statement
from app.documents.voucher import voucher
from app.letters.drawing import pdf_of
from tests.sample_letters import PEOPLE, delay_letter, letter_shop, letters_of_kinds
from tests.sample_papers import (
    BEIFENG,
    NORTHWIND,
    account,
    confirmation,
    delay,
    labels,
    logo,
    picks,
    printed_voucher,
    purchase,
    slip,
)

DOTS = 110 / 72
Maker = Callable[[str, Layout], bytes]


def _with_logo(language: str, layout: Layout) -> bytes:
    sender = replace(BEIFENG if language == "zh_CN" else NORTHWIND, logo=logo())
    return letter_pdf(delay(language, sender=sender), layout)


MAKERS: dict[str, Maker] = {
    "delay": lambda language, layout: letter_pdf(delay(language), layout),
    "long": lambda language, layout: letter_pdf(delay(language, lines=28, copy=True), layout),
    "logo": _with_logo,
    "confirmation": lambda language, layout: letter_pdf(order_confirmation(confirmation(language)), layout),
    "slip": lambda language, layout: letter_pdf(packing_slip(slip(language)), layout),
    "purchase": lambda language, layout: letter_pdf(purchase_order(purchase(language)), layout),
    "picks": lambda language, layout: pick_list(picks(language, 30), layout),
    "voucher": lambda language, layout: letter_pdf(voucher(printed_voucher(language)), layout),
    "statement": lambda language, layout: letter_pdf(statement(account(language)), layout),
    "calibration": lambda language, layout: calibration_page(layout, language),
}
LANGUAGES = ("en", "zh_CN")
TOLD = ("kinds", "people")


def pages(pdf: bytes) -> Iterator[Image.Image]:
    """Each page as a picture."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for page in document:
            picture = page.render(scale=DOTS).to_pil()
            page.close()
            yield picture
    finally:
        document.close()


def _told(name: str) -> Iterator[tuple[str, bytes]]:
    """Letters of a shop: one of each kind, or those to people whose names are odd."""
    with letter_shop() as desk:
        for layout in LAYOUTS:
            if name == "kinds":
                for language in LANGUAGES:
                    for plan in letters_of_kinds(desk, language, layout):
                        yield f"notice_{plan.kind}-{layout}-{language}", pdf_of(plan)
            else:
                for person in PEOPLE:
                    yield f"to_{person}-{layout}", pdf_of(delay_letter(desk, person, layout))


def papers(names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Each PDF with what its pictures are called."""
    for name in names:
        if name in TOLD:
            yield from _told(name)
            continue
        for language in LANGUAGES:
            if name != "labels":
                for layout in LAYOUTS.values():
                    yield f"{name}-{layout.key}-{language}", MAKERS[name](language, layout)
            else:
                for paper in LABEL_PAPERS.values():
                    pdf = labels_pdf(labels(language), paper, language, bar_code=language == "en", skip=1)
                    yield f"{name}-{paper.key}-{language}", pdf


def main() -> int:
    """Draw what was named, else all."""
    known = (*MAKERS, "labels", *TOLD)
    parser = argparse.ArgumentParser(prog="python -m tests.papers", description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", nargs="*", default=[], choices=known, metavar="NAME", help=", ".join(known))
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    for name, pdf in papers(asked.only or known):
        for number, picture in enumerate(pages(pdf), 1):
            picture.save(asked.out / f"{name}-{number}.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
