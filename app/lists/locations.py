"""The places that hold stock."""

from dataclasses import dataclass

from db.rows import Reader, fetch


@dataclass(frozen=True, slots=True)
class Place:
    """A location and how many products lie there."""

    id: int
    name: str
    goods: int


def locations(session: Reader) -> list[Place]:
    """All of them, the one that every shop has first."""
    sql = (
        "SELECT a.id, a.name, (SELECT count(*) FROM stock_levels WHERE location_id = a.id AND on_hand > 0)"
        " FROM locations a ORDER BY a.id"
    )
    return [Place(*row) for row in fetch(session, sql)]
