"""What is said of a waiting line beside its row: fact, cause, next step."""

from app import wording
from app.happenings import cause_text
from app.language import tr
from app.queue_views import LinePane, next_step
from app.rules.reasons import ReasonKind
from app.sentences import long_reason, read_facts, story
from ui.common.cells import Row
from ui.panes.backorder_rows import told

BRINGS = (ReasonKind.BRINGS, ReasonKind.BRINGS_PART, ReasonKind.SUPPLIER_OVERDUE)


def words_of(row: Row, pane: LinePane) -> str:
    """Fact, cause, next step."""
    facts = told(row, "reason_facts")
    fact_and_cause = story(
        short=told(row, "short"),
        expected=told(row, "expected"),
        estimate=told(row, "estimate"),
        promised=told(row, "promised"),
        reason=told(row, "reason"),
        stored=facts,
    )
    step = next_step(
        told(row, "reason"),
        customer=told(row, "customer") or "",
        is_late=bool(told(row, "slip")),
        supplier=pane.detail.supplier,
        number=told(row, "order"),
        held=bool(read_facts(facts).get("held")),
    )
    return _joined(fact_and_cause, _what_moved(row, pane), step)


def cause_of(row: Row, pane: LinePane) -> str:
    """From what it is expected, or why not, and what of it moved."""
    return _joined(long_reason(told(row, "reason"), told(row, "reason_facts")), _what_moved(row, pane))


def _joined(*sentences: str) -> str:
    return " ".join(each for each in sentences if each)


def _what_moved(row: Row, pane: LinePane) -> str:
    if told(row, "reason") not in BRINGS or pane.moved_from is None:
        return ""
    return _moved(pane.moved, pane.moved_from, pane.moved_cause)


def _moved(number: str, day: int, cause: str) -> str:
    facts = {"supply": number, "day": wording.day_text(day)}
    if cause:
        return tr("{supply} was to come on {day}: {cause}.", cause=cause_text(cause), **facts)
    return tr("{supply} was to come on {day}.", **facts)
