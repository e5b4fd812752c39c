"""Where goods lie: locations, and the pool of a product at each."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.actions.context import touched
from app.actions.fields import needed
from app.changes import Area
from app.errors import InvalidInput, NotFound
from app.language import tr
from app.names import key_of
from db.models.catalogue import Location, Product
from db.models.stock import Pool
from db.rows import fetch_for, run, value

MAIN = "Main"


def create_location(session: Session, name: str) -> int:
    """Id of the location of that name, made if there is none."""
    known = value(session, "SELECT id FROM locations WHERE name_key = ?", (key_of(name),))
    if known is not None:
        return int(known)
    location = Location(name=name, name_key=key_of(name))
    session.add(location)
    session.flush()
    touched(session, Area.STOCK)
    return location.id


def new_location(session: Session, name: str) -> int:
    """Id of a location that did not exist yet; InvalidInput where the name reads like another's."""
    return create_location(session, _checked_name(session, name))


def rename_location(session: Session, location_id: int, name: str) -> str:
    """Call a location something else; returns what it was called."""
    location = session.get(Location, location_id)
    if location is None:
        raise NotFound(tr("This location no longer exists."), tr("Reload the list."))
    old, location.name = location.name, _checked_name(session, name, location_id)
    location.name_key = key_of(location.name)
    session.flush()
    touched(session, Area.STOCK, Area.ORDERS, Area.BACKORDERS)
    return old


def save_locations(
    session: Session, renamed: Sequence[tuple[int, str]], new: Sequence[str] = ()
) -> tuple[tuple[int, str], ...]:
    """Rename some and make others, in one write; returns (location, what it was called)."""
    # First out of each other's way: two may swap their names.
    for location_id, _ in renamed:
        location = session.get(Location, location_id)
        if location is not None:
            location.name_key = f" {location_id}"  # no key begins with a space
    session.flush()
    before = tuple(
        (location_id, rename_location(session, location_id, name)) for location_id, name in renamed
    )
    for name in new:
        new_location(session, name)
    return before


def _checked_name(session: Session, name: str, location_id: int = 0) -> str:
    words = needed("name", name)
    sql = "SELECT name FROM locations WHERE name_key = ? AND id <> ?"
    other = value(session, sql, (key_of(words), location_id))
    if other is not None:
        raise InvalidInput(tr("There is already a location {name}.", name=other), tr("Choose another name."))
    return words


def main_location(session: Session) -> int:
    """The location that every shop has."""
    known = value(session, "SELECT min(id) FROM locations")
    return int(known) if known is not None else create_location(session, MAIN)


def pool_of(session: Session, product_id: int, location_id: int) -> int:
    """The pool of a product at a location, made if there is none; services have one too."""
    sql = "SELECT id FROM stock_levels WHERE product_id = ? AND location_id = ?"
    known = value(session, sql, (product_id, location_id))
    if known is None:
        run(
            session,
            "INSERT INTO stock_levels (product_id, location_id) VALUES (?, ?)"
            " ON CONFLICT (product_id, location_id) DO NOTHING",
            (product_id, location_id),
        )
        known = value(session, sql, (product_id, location_id))
    return int(known)  # type: ignore[arg-type]


def pools_of(session: Session, places: Sequence[tuple[int, int]]) -> list[int]:
    """The pools of (product, location) pairs, in their order."""
    rows = fetch_for(
        session,
        "SELECT product_id, location_id, id FROM stock_levels WHERE product_id IN ({ids})",
        {product_id for product_id, _ in places},
    )
    known = {(product_id, location_id): pool_id for product_id, location_id, pool_id in rows}
    return [known.get(place) or pool_of(session, *place) for place in places]


def product_of_pool(session: Session, pool_id: int) -> Product:
    """The product that lies in a pool."""
    return session.get_one(Product, session.get_one(Pool, pool_id).product_id)
