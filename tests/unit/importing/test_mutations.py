"""A hundred spoiled files; `python -m tests.bench mutations` takes ten thousand of each sample."""

from pathlib import Path

import pytest

from app.actions.people import CustomerDraft, create_customer
from app.shop import Shop
from tests import mutated_imports
from tests.mutated_imports import Sample, breaks, bring_ours, samples, trouble_with
from tests.mutating import mutate


@pytest.mark.parametrize("seed", range(5))
def test_spoiled_files_come_in_whole_or_are_refused_with_their_place(
    sqlite_shop: Shop, tmp_path: Path, seed: int
) -> None:
    bring_ours(sqlite_shop, tmp_path)
    files = samples()
    tried = [
        each
        for number in range(20)
        for each in trouble_with(
            sqlite_shop,
            tmp_path,
            files[(seed * 20 + number) % len(files)],
            seed * 1_000 + number,
            dry_run=number < 15,
        )
    ]
    assert (tried, breaks(sqlite_shop)) == ([], [])


def test_what_goes_wrong_is_told(sqlite_shop: Shop, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def half_done(shop: Shop, *_: object) -> None:
        shop.write(create_customer, CustomerDraft("Ines Okafor", "C-1"))
        raise KeyError("sku")

    monkeypatch.setattr(mutated_imports, "import_files", half_done)
    sample = Sample("stock.csv", "stock", b"sku,on_hand\nA,1\n")
    crash, partial = trouble_with(sqlite_shop, tmp_path, sample, 3)
    assert crash.startswith("stock.csv, seed 3: KeyError('sku') at test_mutations.py:")
    assert partial == "stock.csv, seed 3: something came in although the file was refused"


def test_a_seed_gives_the_same_file_again_and_another_seed_another() -> None:
    content = b"sku,name\nA,Lamp\nB,Rope\n" * 20
    spoiled = [mutate(content, seed) for seed in range(50)]
    assert spoiled == [mutate(content, seed) for seed in range(50)]
    assert len(set(spoiled)) > 45
