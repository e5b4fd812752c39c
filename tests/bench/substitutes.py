"""How well likeness finds a product's siblings in a real catalogue, and how fast among 100,000 products.

Products whose codes share a five-digit stem (85099B, 85099C) are siblings: the truth that what is found by
name, price and buyers is held against. The codes themselves are never looked at.
"""

import csv
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from statistics import median
from time import process_time

from app.rules.resemblance import Goods, Resemblance
from tests.bench.measuring import Figure
from tests.real_file import DATA

PRODUCTS = 100_000
PURCHASES = 1_000_000
QUERIES = 200
MOST_MILLISECONDS = 20
SHOWN = 5
_CODE = re.compile(r"\d{5}[A-Z]*")


@dataclass(frozen=True, slots=True)
class Share(Figure):
    """A share of all, held to be `at_least` so much; `limit` is 1."""

    @property
    def ratio(self) -> float:
        """The share itself."""
        return self.ours

    def __str__(self) -> str:
        verdict = "ok" if self.holds else "MISSED"
        return f"{verdict:6} {self.name}: {self.ours:.3f} (>= {self.at_least})"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Codes by place, the goods of the same places, and (customer, place) of what was bought."""

    codes: list[str]
    goods: list[Goods]
    bought: set[tuple[int, int]]


def real_catalogue() -> Catalogue:
    """Each product by the name and price it had most often."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    prices: dict[str, Counter[str]] = defaultdict(Counter)
    buyers: dict[str, set[int]] = defaultdict(set)
    with gzip.open(DATA, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            code, name = row["StockCode"].strip().upper(), row["Description"].strip()
            is_sale = name and float(row["UnitPrice"]) > 0 and not row["InvoiceNo"].startswith("C")
            if not is_sale or not _CODE.fullmatch(code):
                continue
            names[code][name] += 1
            prices[code][row["UnitPrice"]] += 1
            if row["CustomerID"]:
                buyers[code].add(int(float(row["CustomerID"])))
    codes = sorted(names)
    goods = [
        Goods(place, _most(names[code]), round(float(_most(prices[code])) * 10_000))
        for place, code in enumerate(codes)
    ]
    bought = {(customer, place) for place, code in enumerate(codes) for customer in buyers[code]}
    return Catalogue(codes, goods, bought)


def _most(counted: Counter[str]) -> str:
    return counted.most_common(1)[0][0]


def siblings(codes: list[str]) -> dict[int, set[int]]:
    """By place, the others whose codes begin with the same five digits."""
    families: dict[str, set[int]] = defaultdict(set)
    for place, code in enumerate(codes):
        families[code[:5]].add(place)
    return {place: family - {place} for family in families.values() if len(family) > 1 for place in family}


def shares(catalogue: Catalogue) -> tuple[int, float, float]:
    """Products with siblings, mean of found ÷ min(5, siblings), share of first hits that are siblings."""
    index = Resemblance(catalogue.goods, catalogue.bought)
    truth = siblings(catalogue.codes)
    found = first = 0.0
    for place, family in truth.items():
        hits = [each.id in family for each in index.like(place, SHOWN)]
        found += sum(hits) / min(SHOWN, len(family))
        first += bool(hits and hits[0])
    return len(truth), found / len(truth), first / len(truth)


def _large(catalogue: Catalogue) -> Resemblance:
    """As many products as asked for, of the real names' words as often as they come."""
    random = Random(1)
    words = [word for each in catalogue.goods for word in each.text.split()]
    goods = [
        Goods(place, " ".join(random.choices(words, k=random.randint(3, 6))), random.randint(100, 100_000))
        for place in range(PRODUCTS)
    ]
    bought = [(random.randint(1, 20_000), random.randrange(PRODUCTS)) for _ in range(PURCHASES)]
    return Resemblance(goods, bought)


def _query(index: Resemblance) -> float:
    taken = []
    for number in range(QUERIES):
        start = process_time()
        index.like(number * (PRODUCTS // QUERIES))
        taken.append(process_time() - start)
    return median(taken)


def measure(scale: int) -> Iterator[Figure]:
    """Nothing where the file is not there."""
    if not DATA.exists():
        print(f"substitutes: skipped, {DATA.name} is not there")
        return
    catalogue = real_catalogue()
    count, found, first = shares(catalogue)
    yield Share(f"siblings found among the first five, {count} products", found, 1, at_least=0.93)
    yield Share(f"first suggestion a sibling, {count} products", first, 1, at_least=0.88)
    start = process_time()
    index = _large(catalogue)
    built = process_time() - start
    name = f"like products among {PRODUCTS:,} (index made in {built:.1f} s)"
    yield Figure(name, _query(index), MOST_MILLISECONDS / 1000, at_most=1)
