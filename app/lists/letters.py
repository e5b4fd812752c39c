"""Letters that went out, and the answers they wait for (R22, R23)."""

from typing import Any

from app.language import tr
from app.lists.answers import Reading
from app.lists.conditions import Condition, among, begins, either, named
from app.lists.listing import Kind, ListColumn, ListFilter, Listing
from app.lists.paging import Sort
from db.rows import fetch_for

COLUMNS = (
    ListColumn("id", lambda: tr("Id"), "t.id", Kind.COUNT, shown=False),
    ListColumn("sent_on", lambda: tr("Sent on"), "t.sent_on", Kind.DAY, sort="sent", width=96),
    ListColumn("to", lambda: tr("To"), "coalesce(c.name, v.name, '')", width=180),
    ListColumn("kind", lambda: tr("Kind"), "t.kind", width=150),
    ListColumn("subject", lambda: tr("Subject"), "t.subject", width=240),
    ListColumn("channel", lambda: tr("By"), "t.channel", width=84),
    ListColumn("reply_by", lambda: tr("Answer by"), "t.reply_by", Kind.DAY, width=96),
    ListColumn("asked", lambda: tr("Lines asked"), "0", Kind.COUNT, width=84),
    ListColumn("awaited", lambda: tr("Answers awaited"), "0", Kind.COUNT, width=96),
    # How far its mail came; '' where it went on paper.
    ListColumn("mail", lambda: tr("Mail"), "coalesce(m.state, '')", width=96),
    ListColumn("code", lambda: tr("Code"), "t.code", width=84),
    ListColumn("reprints", lambda: tr("Copies"), "t.reprints", Kind.COUNT, width=72),
    ListColumn("who", lambda: tr("Who"), "t.who", shown=False),
    ListColumn("sent_at", lambda: tr("Sent at"), "t.sent_at", Kind.MOMENT, shown=False),
    ListColumn("problem", lambda: tr("Problem"), "coalesce(m.problem, '')", shown=False),
    ListColumn("language", lambda: tr("Language"), "t.language", shown=False),
    ListColumn("email", lambda: tr("E-mail"), "t.email", shown=False),
    ListColumn("mail_id", lambda: tr("Mail"), "m.id", Kind.COUNT, shown=False),
    ListColumn("customer_id", lambda: tr("Customer"), "t.customer_id", Kind.COUNT, shown=False),
    ListColumn("supplier_id", lambda: tr("Supplier"), "t.supplier_id", Kind.COUNT, shown=False),
)

# What letters ask: to agree to a new date, or to take a substitute.
_ASKED = (
    "SELECT letter_id, order_line_id, state = 'awaited' AS awaited, consent_by AS reply_by FROM consents"
    " UNION ALL SELECT n.letter_id, f.order_line_id, f.state = 'open', f.reply_by"
    " FROM offers f JOIN notices n ON n.id = f.notice_id WHERE n.letter_id IS NOT NULL"
)
_AWAITED = f"t.id IN (SELECT letter_id FROM ({_ASKED}) AS a WHERE awaited"
FILTERS = (
    ListFilter("sent", lambda: tr("Sent")),
    ListFilter("awaited", lambda: tr("Answers awaited"), f"{_AWAITED})"),
    ListFilter("overdue", lambda: tr("Answers overdue"), f"{_AWAITED} AND reply_by < {{today}})"),
    ListFilter(
        "troubled",
        lambda: tr("Mail in trouble"),
        "t.id IN (SELECT letter_id FROM mails WHERE state IN ('refused', 'failed', 'perhaps')"
        " UNION ALL SELECT letter_id FROM mails WHERE state = 'queued' AND state IN ('queued', 'sending')"
        " AND problem <> '')",
    ),
    ListFilter("suppliers", lambda: tr("To suppliers"), "t.supplier_id IS NOT NULL"),
)


def sought(text: str) -> Condition:
    """Letters whose code begins with the text, or to people who have it in their name."""
    return either(
        begins("t.code", text.upper()),
        among("t.customer_id", "customers", named(text, "name_key")),
        among("t.supplier_id", "suppliers", named(text, "name_key")),
    )


def _finish(reading: Reading, rows: list[list[Any]]) -> None:
    by_id = {row[0]: row for row in rows}
    asked, awaited = LISTING.place("asked"), LISTING.place("awaited")
    sql = (
        "SELECT letter_id, count(DISTINCT order_line_id),"
        " count(DISTINCT CASE WHEN awaited THEN order_line_id END)"
        f" FROM ({_ASKED}) AS a WHERE letter_id IN ({{ids}}) GROUP BY letter_id"
    )
    for letter_id, lines, open_ in fetch_for(reading.session, sql, by_id):
        by_id[letter_id][asked], by_id[letter_id][awaited] = lines, open_


LISTING = Listing(
    key="letters",
    title=lambda: tr("Letters"),
    table="letters",
    alias="t",
    columns=COLUMNS,
    filters=FILTERS,
    sorts=(Sort("sent", ("t.sent_on",), falls=True),),
    joins=(
        "LEFT JOIN customers c ON c.id = t.customer_id LEFT JOIN suppliers v ON v.id = t.supplier_id"
        " LEFT JOIN mails m ON m.letter_id = t.id"
    ),
    search=sought,
    search_words=lambda: tr("Find a letter: code or name"),
    finish=_finish,
)
