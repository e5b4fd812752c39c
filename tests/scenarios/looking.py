"""What a scenario expects against what stands in the shop."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from app.actions.context import today
from app.actions.suggesting import list_suggestions
from app.rules.promising import has_slipped, slip_days
from db.models.orders import OrderLine
from db.rows import fetch, fetch_one, value
from db.terms import OrderState
from tests.scenarios.world import Facts, World

NOTHING = {"allocated": "0", "backordered": "0", "shipped": "0", "cancelled": "0"}

# The scenarios' names of what happened, as the history spells them.
EVENTS: Mapping[str, tuple[str, ...]] = {
    "allocated": ("reserved",),
    "allocate": ("reserved",),
    "unallocated": ("unreserved", "released"),
    "confirmed": ("purchased", "confirmed"),
    "reserved": ("reserved",),
    "eta": ("eta_changed",),
    "counts": ("counted",),
    "cancel": ("cancelled",),
    "cancelled": ("cancelled", "closed"),
    "ship": ("shipped",),
    "receive": ("received",),
    "eta_set": ("eta_changed",),
    "date_changed": ("expected",),
    "eta_moved": ("expected",),
    "promise": ("promised",),
    "hold": ("held",),
    "rank": ("ranked",),
    "return": ("returned",),
    "issue": ("issued",),
}


def differences(session: Session, world: World, then: Facts) -> list[str]:
    """A sentence for each key that is not as expected; keys that are not known are ignored."""
    found = lines_differ(session, world, then.get("lines", {}))
    for sku, expected in then.get("stock", {}).items():
        found += _differ(sku, expected, _stock(session, world, sku))
    for name, expected in then.get("po_free", {}).items():
        found += _differ(name, {"free": expected}, {"free": _po_free(session, world, name)})
    if "purchase_suggestions" in then:
        found += _suggestions_differ(session, then["purchase_suggestions"])
    for reference, expected in then.get("ledger_rows_for", {}).items():
        rows = value(session, "SELECT count(*) FROM stock_moves WHERE reference = ?", (reference,))
        found += _differ(reference, {"ledger rows": expected}, {"ledger rows": rows})
    found += _events_differ(session, world, then.get("event_counts", {}))
    if then.get("warning") == "not_enough_stock" and not world.warned:
        found.append("no warning")
    return found


def lines_differ(session: Session, world: World, expected: Facts) -> list[str]:
    """The same for lines alone."""
    found = []
    for name, facts in expected.items():
        found += _differ(name, facts, _line(session, world, name))
    return found


def _differ(name: str, expected: Facts, found: Facts) -> list[str]:
    return [
        f"{name} {key}: {_text(found[key])} instead of {_text(value)}"
        for key, value in expected.items()
        if key in found and not _alike(value, found[key])
    ]


def _alike(expected: Any, found: Any) -> bool:
    if isinstance(found, Decimal):
        return expected is not None and Decimal(expected) == found
    if isinstance(found, date):
        return bool(expected == found.isoformat())
    if isinstance(found, list):
        return _pegs(expected) in (_pegs(found), _pegs(part for part in found if part["po"] is not None))
    return bool((expected or None) == (found or None))


def _pegs(parts: Any) -> list[tuple[Any, ...]]:
    return [(part["po"], Decimal(part["qty"]), str(part.get("eta"))) for part in parts]


def _text(thing: Any) -> str:
    if isinstance(thing, list):
        return "[" + ", ".join(f"{part['po']} {part['qty']} {part['eta']}" for part in thing) + "]"
    return f"{thing.normalize():f}" if isinstance(thing, Decimal) else str(thing)


def _line(session: Session, world: World, name: str) -> Facts:
    line = session.get(OrderLine, world.lines.get(name, 0), populate_existing=True)
    if line is None or line.removed:
        return {key: Decimal(text) for key, text in NOTHING.items()}
    eta, day = _eta(session, line), today(session)
    ready = not line.waiting
    wanted = line.wanted_on if line.open else None
    ordinal = None if eta is None else eta.toordinal()
    told = None if line.promised_on is None else line.promised_on.toordinal()
    facts = {
        "allocated": line.reserved,
        "backordered": line.backordered,
        "shipped": line.shipped,
        "cancelled": line.cancelled,
        "eta": eta,
        "first_eta": _first_eta(session, line),
        "promised": _promised(session, line),
        "late": wanted is not None and eta is not None and eta > wanted,
        "overdue": wanted is not None and wanted < day,
        "promised_on": line.promised_on,
        "slip_days": slip_days(ordinal, told, day.toordinal()),
        "slipped": bool(line.open) and has_slipped(ordinal, told, day.toordinal(), ready=ready),
        "flag": "supply_cancelled" if line.supply_cancelled else None,
    }
    if line.state == OrderState.QUOTE:
        facts["status"] = "quote"
    return facts


def _eta(session: Session, line: OrderLine) -> date | None:
    """Handling takes no day here: what is ready is expected today."""
    if line.state == OrderState.QUOTE or not line.open:
        return None
    return line.expected_on if line.waiting else today(session)


def _first_eta(session: Session, line: OrderLine) -> date | None:
    day = value(session, "SELECT min(comes_on) FROM pegs WHERE order_line_id = ?", (line.id,))
    return None if day is None else date.fromordinal(day)


def _promised(session: Session, line: OrderLine) -> list[dict[str, Any]]:
    rows = fetch(
        session,
        "SELECT p.number, g.quantity, g.comes_on FROM pegs g"
        " LEFT JOIN purchase_lines l ON l.id = g.purchase_line_id"
        " LEFT JOIN purchases p ON p.id = l.purchase_id WHERE g.order_line_id = ? ORDER BY g.id",
        (line.id,),
    )
    parts = [
        {
            "po": number,
            "qty": Decimal(quantity).scaleb(-3),
            "eta": None if day is None else date.fromordinal(day).isoformat(),
        }
        for number, quantity, day in rows
    ]
    missing = line.backordered - sum((part["qty"] for part in parts), Decimal(0))
    return parts + ([{"po": None, "qty": missing, "eta": None}] if missing else [])


def _stock(session: Session, world: World, sku: str) -> Facts:
    row = fetch_one(
        session,
        "SELECT on_hand, available, incoming FROM stock_levels WHERE product_id = ? AND location_id = ?",
        (world.products.get(sku.partition("@")[0], 0), world.location(session, sku)),
    )
    figures = (0, 0, 0) if row is None else tuple(row)
    names = ("on_hand", "available", "incoming")
    return {name: Decimal(figure).scaleb(-3) for name, figure in zip(names, figures, strict=True)}


def _po_free(session: Session, world: World, name: str) -> Decimal:
    line_id = world.purchases.get(name, (0, 0))[1]
    coming = value(session, "SELECT incoming FROM purchase_lines WHERE id = ?", (line_id,)) or 0
    pegged = value(
        session, "SELECT coalesce(sum(quantity), 0) FROM pegs WHERE purchase_line_id = ?", (line_id,)
    )
    return Decimal(int(coming) - int(pegged or 0)).scaleb(-3)


def _suggestions_differ(session: Session, expected: list[Facts]) -> list[str]:
    found = {each.sku: each.quantity for each in list_suggestions(session)}
    wanted = {each["sku"]: Decimal(each["qty"]) for each in expected}
    if found == wanted:
        return []
    return [f"suggested {_listed(found)} instead of {_listed(wanted)}"]


def _listed(quantities: Mapping[str, Decimal]) -> str:
    return ", ".join(f"{sku} {_text(quantity)}" for sku, quantity in sorted(quantities.items())) or "nothing"


def _events_differ(session: Session, world: World, expected: Facts) -> list[str]:
    """Rows of history since the set-up by kind, or by line and kind."""
    found = []
    for name, wanted in expected.items():
        if isinstance(wanted, dict):
            line_id = world.lines.get(name)
            found += [
                text
                for kind, number in wanted.items()
                for text in _event(session, world, kind, number, line_id)
            ]
        else:
            found += _event(session, world, name, wanted)
    return found


def _event(session: Session, world: World, kind: str, expected: int, line_id: int | None = None) -> list[str]:
    own = int(
        value(session, "SELECT count(*) FROM history WHERE kind = ? AND id > ?", (kind, world.before)) or 0
    )
    kinds = (kind,) if own else EVENTS.get(kind, (kind,))
    marks = ", ".join("?" for _ in kinds)
    only = "" if line_id is None else f" AND order_line_id = {line_id}"
    rows = value(
        session,
        f"SELECT count(*) FROM history WHERE id > ? AND kind IN ({marks}){only}",
        (world.before, *kinds),
    )
    return [] if rows == int(expected) else [f"{rows} rows of {kind} instead of {expected}"]
