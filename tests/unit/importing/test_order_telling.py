from pathlib import Path

from app.importing.things import Thing
from app.shop import Shop
from tests.unit.importing.bringing import bring


def test_a_dry_run_tells_what_would_be_made(sqlite_shop: Shop, tmp_path: Path) -> None:
    report = bring(
        sqlite_shop,
        tmp_path,
        "orders",
        "order,ordered_on,customer,customer_name,state,sku,text,quantity,price\n"
        "O-1,2026-11-20,C-1,Ann,,A,Lamp,1,5\nO-2,2026-11-20,,,quote,A,Lamp,1,5\nO-1,2026-11-20,C-1,Ann,,A,Lamp,2,5\n",
        dry_run=True,
        create_products=True,
        create_customers=True,
    )
    assert [(each.thing, each.key, each.name, each.after) for each in report.details] == [
        (Thing.PRODUCTS, "A", "Lamp", ""),
        (Thing.CUSTOMERS, "C-1", "Ann", ""),
        (Thing.ORDERS, "O-1", "Ann", "Open, 2 order lines"),
        (Thing.ORDERS, "O-2", "", "Quote, 1 order line"),
    ]
