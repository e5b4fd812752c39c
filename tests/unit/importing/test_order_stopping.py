"""An import that the owner stops leaves nothing behind, wherever he stops it."""

from itertools import count
from pathlib import Path

import pytest

from app.importing.bringing_in import import_file
from app.importing.options import ImportOptions
from app.progress import Cancelled, Progress
from app.shop import Shop
from tests.databases import on_both, portable
from tests.unit.importing.bringing import breaks, rows_of

pytestmark = portable

CONTENT = (
    "order,ordered_on,customer,customer_name,sku,text,quantity,price,shipped,promised,position\n"
    "O-1,2026-11-01,C-1,Ann,A,Lamp,4,5,1,2026-12-01,1\n"
    "O-1,2026-11-01,C-1,Ann,B,Bulb,2,5,2,,2\n"
    "O-2,2026-11-02,C-2,Ben,A,Lamp,x,5,,,1\n"
    "O-2,2026-11-02,C-2,Ben,A,Lamp,1,5,,,2\n"
    "O-3,2026-11-03,C-1,Ann,A,Lamp,-1,5,,,1\n"
)
LEFT = (
    "SELECT (SELECT count(*) FROM orders), (SELECT count(*) FROM products), (SELECT count(*) FROM customers),"
    " (SELECT count(*) FROM history), (SELECT count(*) FROM import_runs)"
)
OPTIONS = ImportOptions(skip_bad_rows=True, create_products=True, create_customers=True)


class StoppedAt(Progress):
    """Stops the work at one of its steps."""

    def __init__(self, step: int) -> None:
        super().__init__(self._count)
        self._left = step

    def _count(self, stage: str, done: int, total: int) -> None:
        self._left -= 1
        if self._left == 0:
            self.cancel()


class StoppedWithinPlan(Progress):
    """Stops the work where it is asked about it though no further step began."""

    def __init__(self) -> None:
        super().__init__(lambda stage, done, total: self.steps.append(stage))
        self.steps: list[str] = []
        self._asked = 0

    def ask(self) -> None:
        if self.steps[-1] == "Planning who gets what":
            self._asked += 1
            if self._asked == 9:
                self.cancel()
        super().ask()


def test_a_plan_of_one_product_can_be_stopped(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(CONTENT, "utf-8")
    progress = StoppedWithinPlan()
    with pytest.raises(Cancelled):
        import_file(shop, "orders", path, OPTIONS, progress)
    assert progress.steps.count("Planning who gets what") == 1
    assert rows_of(shop, LEFT) == [(0, 0, 0, 0, 0)]


@on_both
def test_nothing_is_left_behind(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(CONTENT, "utf-8")
    for step in count(1):
        try:
            report = import_file(shop, "orders", path, OPTIONS, StoppedAt(step))
        except Cancelled:
            assert rows_of(shop, LEFT) == [(0, 0, 0, 0, 0)]
            assert [each.name for each in tmp_path.iterdir() if path.name in each.name] == [path.name]
        else:
            break
    assert step > 20
    assert (report.stored.created["orders"], report.rejected) == (1, 2)
    assert breaks(shop) == []
