from sqlalchemy.orm import Session

from app.shop import Shop
from db.bulk import insert_rows, next_ids
from db.rows import fetch


def test_rows_come_in_as_they_are(shop: Shop) -> None:
    """Whatever COPY's own text format takes for a sign of its own."""
    texts = ["a\tb", "line\nbreak", "back\\slash", "\\N", "", "'quoted'", "100 % ?", "台灯"]
    rows = [(f"key {number}", text) for number, text in enumerate(texts)]

    def write(session: Session) -> None:
        insert_rows(session, "number_series", "kind, prefix", iter(rows))

    shop.write(write)
    assert (
        shop.read(lambda session: fetch(session, "SELECT kind, prefix FROM number_series ORDER BY kind"))
        == rows
    )


def test_nothing_stays_nothing(shop: Shop) -> None:
    def write(session: Session) -> None:
        insert_rows(session, "suppliers", "name, name_key, lead_days", [("A", "a", None), ("B", "b", 3)])

    shop.write(write)
    assert shop.read(lambda session: fetch(session, "SELECT lead_days FROM suppliers ORDER BY name")) == [
        (None,),
        (3,),
    ]


def test_ids_set_aside_are_nobody_elses(shop: Shop) -> None:
    def write(session: Session) -> list[int]:
        first = list(next_ids(session, "suppliers", 3))
        insert_rows(
            session, "suppliers", "id, name, name_key", [(each, f"S{each}", f"s{each}") for each in first]
        )
        second = list(next_ids(session, "suppliers", 2))
        assert list(next_ids(session, "suppliers", 0)) == []
        return first + second

    ids = shop.write(write)
    assert ids == sorted(set(ids))
    assert len(ids) == 5
