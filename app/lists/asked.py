"""Which purchase lines suppliers were asked about, when and how often."""

from collections.abc import Iterable

from db.rows import Reader, fetch_for


def last_asked(session: Reader, line_ids: Iterable[int]) -> dict[int, tuple[int, int]]:
    """By line the day (an ordinal) on which a letter last asked for its date, and how many did."""
    sql = (
        "SELECT a.purchase_line_id, max(t.sent_on), count(*) FROM asked_lines a"
        " JOIN letters t ON t.id = a.letter_id WHERE a.purchase_line_id IN ({ids})"
        " GROUP BY a.purchase_line_id"
    )
    return {line_id: (day, times) for line_id, day, times in fetch_for(session, sql, line_ids)}
