"""How like one another products are: by what they are called, what they cost and who bought them (R24).

TF-IDF over words and over character trigrams (of scripts that put no blanks between words: bigrams), compared
by cosine. What texts say is then weighted by how close the prices are and by the customers both have in
common. A likeness is the same seen from either product, and lies between 0 and 1.
"""

import unicodedata
from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.names import key_of

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

MOST_COMPARED = 300
"""Products whose prices and buyers are looked at: those whose texts are most alike."""
MOST_READ = 400_000
"""Entries of the index that one search adds up; features that nearly all products have come last."""
LEAST_ALIKE = 0.15
"""Texts less alike than that have no more in common than any two names."""
STEEPNESS = 3
"""By which power of cheaper / dearer price counts."""
UNKNOWN = 0.5
SHORTEST_WORD = 3
"""Of those that are named as what two products have in common."""

_BLANK, _LETTER, _DIGIT, _DENSE = range(4)
_DENSE_SCRIPTS = ((0x0E00, 0x0EFF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
_FACTOR = np.uint64(0x9E3779B97F4A7C15)


class Goods(NamedTuple):
    """What is known of a product; `price` in whole units of any one kind, 0 where there is none."""

    id: int
    text: str
    price: int = 0


class Like(NamedTuple):
    """A product like another, and why; all from 0 to 1."""

    id: int
    likeness: float
    text: float
    price: float
    bought: float


class Vectors:
    """Sparse rows of length 1, or empty ones, and their features' rows: CSR both ways.

    What is given has the features of a row in ascending order.
    """

    def __init__(self, row_of: Ints, feature_of: Ints, weight: Floats, rows: int, features: int) -> None:
        order = np.argsort(row_of, kind="stable")
        self.feature_of = feature_of[order]
        self.weight = weight[order]
        self.start = _starts(row_of, rows)
        back = np.argsort(feature_of, kind="stable")
        self._row_back = row_of[back].astype(np.int32)
        self._weight_back = weight[back]
        self._start_back = _starts(feature_of, features)
        self._rows, self._features = rows, features

    def features(self, row: int) -> Ints:
        """Those of one row, ascending."""
        return self.feature_of[self.start[row] : self.start[row + 1]]

    def dot(self, row: int, others: Ints) -> Floats:
        """The cosines of a row with each of the others."""
        own = np.zeros(self._features, np.float32)
        own[self.features(row)] = self.weight[self.start[row] : self.start[row + 1]]
        places, owner = _ranges(self.start, others)
        products = own[self.feature_of[places]] * self.weight[places]
        return np.bincount(owner, products, len(others)).astype(np.float32)

    def nearest(self, row: int, most: int) -> Ints:
        """At most so many rows that share a feature with it, the nearest first by its rarer features."""
        own, weight = self.features(row), self.weight[self.start[row] : self.start[row + 1]]
        lengths = self._start_back[own + 1] - self._start_back[own]
        rarest = np.argsort(lengths, kind="stable")
        kept = rarest[: max(1, int(np.searchsorted(np.cumsum(lengths[rarest]), MOST_READ)))]
        places, owner = _ranges(self._start_back, own[kept])
        sums = np.bincount(
            self._row_back[places], self._weight_back[places] * weight[kept][owner], self._rows
        )
        sums[row] = 0
        best = np.argpartition(-sums, most)[:most] if most < self._rows else np.arange(self._rows)
        return best[sums[best] > 0]


class Resemblance:
    """The index over a shop's products: built once, asked often."""

    def __init__(self, goods: Sequence[Goods], bought: Iterable[tuple[int, int]] = ()) -> None:
        """`bought` are (customer, product), in any order, as often as you like."""
        self.ids = np.array([each.id for each in goods], np.int64)
        self._place = {each.id: place for place, each in enumerate(goods)}
        self._price = np.array([each.price for each in goods], np.float64)
        self._text = _text_vectors([each.text for each in goods])
        self._bought = _buyer_vectors(bought, self.ids)

    def like(self, product_id: int, most: int = MOST_COMPARED) -> list[Like]:
        """The products most like it, the likest first; none where the index does not know it."""
        row = self._place.get(product_id)
        if row is None:
            return []
        others = self._text.nearest(row, MOST_COMPARED)
        found = self._compare(row, others[np.argsort(self.ids[others])])
        alike = [each for each in found if each.text >= LEAST_ALIKE]
        return sorted(alike, key=lambda each: (-each.likeness, each.id))[:most]

    def likeness(self, product_id: int, other_id: int) -> Like:
        """Of two products that the index knows."""
        [found] = self._compare(self._place[product_id], np.array([self._place[other_id]]))
        return found

    def buyers_of_both(self, product_id: int, other_id: int) -> int:
        """How many customers bought the one and the other."""
        one, other = (self._bought.features(self._place[each]) for each in (product_id, other_id))
        return int(np.isin(one, other).sum())

    def _compare(self, row: int, others: Ints) -> list[Like]:
        text = np.clip(self._text.dot(row, others), 0, 1)
        price = closeness(self._price[row], self._price[others])
        bought = np.clip(self._bought.dot(row, others), 0, 1)
        likeness = text * (1 + price) / 2 * (1 + bought) / 2
        parts = np.round(np.stack((likeness, text, price, bought), axis=1), 6).tolist()
        return [Like(int(self.ids[other]), *each) for other, each in zip(others, parts, strict=True)]


def closeness(price: float, others: NDArray[np.float64]) -> NDArray[np.float64]:
    """1 for equal prices, near 0 where one is many times the other; halfway where one is not known."""
    low, high = np.minimum(price, others), np.maximum(price, others)
    share = np.divide(low, high, out=np.ones_like(others), where=high > 0) ** STEEPNESS
    return np.where((low <= 0) & (high > 0), UNKNOWN, share)


def words_in_common(text: str, other: str) -> tuple[str, ...]:
    """The telling words that both have, as the first spells them and in its order."""
    known = set(_words(other).values())
    return tuple(word for word, key in _words(text).items() if key in known)


def _words(text: str) -> dict[str, str]:
    """By how they are spelled; numbers, units and the like tell nobody anything."""
    spelled = (word.strip(".,;:!?()[]/\"'*") for word in text.split())
    return {word: key_of(word) for word in spelled if len(word) >= SHORTEST_WORD and not word[0].isdigit()}


# texts


def _text_vectors(texts: Sequence[str]) -> Vectors:
    """Words and pieces of words, half the weight each."""
    rows = len(texts)
    signs, row_of = _signs(texts)
    kinds = _kinds(signs)
    words = _weighted(*_word_keys(signs, kinds, row_of), rows)
    pieces = _weighted(*_piece_keys(signs, kinds, row_of), rows)
    features = (words[3], pieces[3])
    half = np.float32(np.sqrt(0.5))
    return Vectors(
        np.concatenate((words[0], pieces[0])),
        np.concatenate((words[1], pieces[1] + features[0])),
        np.concatenate((words[2], pieces[2])) * half,
        rows,
        sum(features),
    )


def _signs(texts: Sequence[str]) -> tuple[Ints, Ints]:
    """All texts one behind the other, a blank around each, as code points, and whose each is."""
    keys = [f" {key_of(text.replace(chr(39), ''))} " for text in texts]
    signs = np.frombuffer("".join(keys).encode("utf-32-le", "replace"), np.uint32).astype(np.int64)
    lengths = np.array([len(key) for key in keys], np.int64)
    return signs, np.repeat(np.arange(len(keys)), lengths)


def _kinds(signs: Ints) -> NDArray[np.int8]:
    known, place = np.unique(signs, return_inverse=True)
    return np.array([_kind(int(each)) for each in known], np.int8)[place]


def _kind(sign: int) -> int:
    category = unicodedata.category(chr(sign))[0]
    if category not in "LMN":
        return _BLANK
    if any(first <= sign <= last for first, last in _DENSE_SCRIPTS):
        return _DENSE
    return _DIGIT if category == "N" else _LETTER


def _word_keys(signs: Ints, kinds: NDArray[np.int8], row_of: Ints) -> tuple[Ints, NDArray[np.uint64]]:
    """Row and key of each word; of dense scripts, of each two signs that stand together, or one alone."""
    begins = np.flatnonzero(np.append(True, kinds[1:] != kinds[:-1])[: len(signs)])
    at = np.arange(len(signs)) - np.repeat(begins, np.diff(np.append(begins, len(signs))))
    mixed = _mixed(signs.astype(np.uint64) + (at.astype(np.uint64) << np.uint64(32)))
    sums = np.add.reduceat(mixed, begins) if len(begins) else np.zeros(0, np.uint64)
    kept = np.isin(kinds[begins], (_LETTER, _DIGIT))
    pair_rows, pair_keys = _pairs(signs, kinds, row_of)
    return np.concatenate((row_of[begins][kept], pair_rows)), np.concatenate((sums[kept], pair_keys))


def _piece_keys(signs: Ints, kinds: NDArray[np.int8], row_of: Ints) -> tuple[Ints, NDArray[np.uint64]]:
    """Row and key of every three signs within a word and the blanks around it."""
    if len(signs) < 3:
        return np.zeros(0, np.int64), np.zeros(0, np.uint64)
    spoken = np.where((kinds == _LETTER) | (kinds == _DIGIT), signs, 32)
    first, middle, last = spoken[:-2], spoken[1:-1], spoken[2:]
    whole = (middle != 32) & (row_of[:-2] == row_of[2:])
    keys = _mixed((first << 42 | middle << 21 | last)[whole].astype(np.uint64))
    pair_rows, pair_keys = _pairs(signs, kinds, row_of)
    return np.concatenate((row_of[1:-1][whole], pair_rows)), np.concatenate((keys, pair_keys))


def _pairs(signs: Ints, kinds: NDArray[np.int8], row_of: Ints) -> tuple[Ints, NDArray[np.uint64]]:
    dense = np.append(kinds == _DENSE, False)
    here = np.flatnonzero(dense[:-1])
    follows, led = dense[here + 1], dense[here - 1]
    kept = follows | ~led
    here, follows = here[kept], follows[kept]
    after = np.where(follows, np.append(signs, 0)[here + 1], 0)
    return row_of[here], _mixed((signs[here] << 21 | after).astype(np.uint64) | np.uint64(1 << 63))


def _mixed(keys: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread over 64 bits, so that sums of different signs differ."""
    keys = keys * _FACTOR
    keys ^= keys >> np.uint64(29)
    return keys * _FACTOR


def _weighted(row_of: Ints, keys: NDArray[np.uint64], rows: int) -> tuple[Ints, Ints, Floats, int]:
    """TF-IDF of each feature of each row, rows of length 1: rows, features, weights, count of features."""
    known, feature_of = np.unique(keys, return_inverse=True)
    cells, counts = np.unique(row_of * max(1, len(known)) + feature_of, return_counts=True)
    row_of, feature_of = np.divmod(cells, max(1, len(known)))
    spread = np.bincount(feature_of, minlength=len(known))
    rarity = np.log((1 + rows) / (1 + spread)) + 1
    weight = (1 + np.log(counts)) * rarity[feature_of]
    return row_of, feature_of, _of_length_one(row_of, weight, rows), len(known)


def _of_length_one(row_of: Ints, weight: NDArray[np.float64], rows: int) -> Floats:
    length = np.sqrt(np.bincount(row_of, weight * weight, rows))
    return (weight / length[row_of]).astype(np.float32)


# buyers


def _buyer_vectors(bought: Iterable[tuple[int, int]], ids: Ints) -> Vectors:
    """Customers as features of what they bought; who buys everything says little."""
    rows = len(ids)
    pairs = np.fromiter((part for pair in bought for part in pair), np.int64).reshape(-1, 2)
    if not rows:
        pairs = pairs[:0]
    order = np.argsort(ids)
    row_of = order[np.minimum(np.searchsorted(ids, pairs[:, 1], sorter=order), rows - 1)]
    known = ids[row_of] == pairs[:, 1]
    customers, feature_of = np.unique(pairs[known, 0], return_inverse=True)
    count = max(1, len(customers))
    row_of, feature_of = np.divmod(np.unique(row_of[known] * count + feature_of), count)
    spread = np.bincount(feature_of, minlength=count)
    weight = np.log1p(rows / np.maximum(spread, 1))[feature_of]
    return Vectors(row_of, feature_of, _of_length_one(row_of, weight, rows), rows, count)


# rows of rows


def _starts(owner: Ints, count: int) -> Ints:
    return np.concatenate(([0], np.cumsum(np.bincount(owner, minlength=count)))).astype(np.int64)


def _ranges(start: Ints, chosen: Ints) -> tuple[Ints, Ints]:
    """The places of all entries of the chosen rows, and which of them each belongs to."""
    lengths = start[chosen + 1] - start[chosen]
    owner = np.repeat(np.arange(len(chosen)), lengths)
    before = np.cumsum(lengths) - lengths
    return np.arange(int(lengths.sum())) - before[owner] + start[chosen][owner], owner
