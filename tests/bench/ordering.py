"""Entering an order of three lines, against a bare ORM insert of the same rows."""

import sqlite3
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session

from app.actions.ordering import OrderDraft, OrderLineDraft, enter_order
from app.actions.settling import settle_everything
from app.shop import clock_at, open_shop
from db.models.orders import Order, OrderLine, Promise
from db.models.records import Action, History, Peg
from tests.bench.measuring import Figure, turn_about
from tests.bench.settling import TODAY, build

ORDERS_A_ROUND = 40
_COPIED = (Order, OrderLine, Promise, History, Peg, Action)


def _rows_of(path: Path, entered: int) -> list[tuple[type, dict[str, object]]]:
    """The rows that entering one order adds, as the ORM would be given them."""
    shop = open_shop(path, clock=clock_at(TODAY))

    def rows(session: Session) -> list[tuple[type, dict[str, object]]]:
        counts = {model: session.query(model).count() for model in _COPIED}
        enter_order(session, _draft(entered))
        session.flush()
        added = []
        for model in _COPIED:
            for each in session.query(model).offset(counts[model]).all():
                columns = [c for c in model.__table__.columns if c.computed is None and c.name != "id"]
                added.append((model, {c.name: getattr(each, c.name) for c in columns}))
        return added

    found = shop.preview(rows)
    shop.close()
    return found


def _as_durable(connection: sqlite3.Connection, _: object) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = EXTRA")


def _draft(number: int) -> OrderDraft:
    lines = [OrderLineDraft((number * 3 + each) % 200 + 1, Decimal(2)) for each in range(3)]
    return OrderDraft(tuple(lines), customer_id=1)


def _insert(session: Session, template: list[tuple[type, dict[str, object]]], number: int) -> None:
    order = 0
    for model, values in template:
        own: dict[str, object] = {}
        if model is Order:
            own = {"number": f"B-{number}"}
        elif model is Action:
            own = {"id": f"{number:036d}"}
        elif model is OrderLine:
            own = {"order_id": order}
        row = model(**{**values, **own})
        session.add(row)
        if model is Order:
            session.flush()
            order = row.id
    session.commit()


def measure(scale: int) -> Iterator[Figure]:
    """Durable entry, one transaction an order."""
    with TemporaryDirectory() as name:
        path, bare = Path(name) / "ours.shop", Path(name) / "bare.shop"
        build(path, lines=min(scale, 10_000), pools=200)
        with open_shop(path, clock=clock_at(TODAY)) as shop:
            shop.write(settle_everything)
        template = _rows_of(path, 0)
        bare.write_bytes(path.read_bytes())
        engine = create_engine(f"sqlite:///{bare}")
        event.listen(engine, "connect", _as_durable)
        numbers = iter(range(10_000_000))

        def limit() -> None:
            for _ in range(ORDERS_A_ROUND):
                with Session(engine) as session:
                    _insert(session, template, next(numbers))

        with open_shop(path, clock=clock_at(TODAY)) as shop:

            def ours() -> None:
                for _ in range(ORDERS_A_ROUND):
                    shop.write(enter_order, _draft(next(numbers)))

            yield turn_about("enter an order of 3 lines", ours, limit, at_least=0.35)
        engine.dispose()
