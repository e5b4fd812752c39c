"""What a list was asked for last: its filter and order come back with the next start, a search does not."""

from PySide6.QtCore import QSettings

from app.lists.listing import Listing
from ui.common.paged_model import Question


def remember(list_key: str, question: Question) -> None:
    """Keep filter and order for the next start."""
    settings = QSettings()
    settings.setValue(f"lists/{list_key}/filter", question.filter)
    settings.setValue(f"lists/{list_key}/sort", question.sort)
    settings.setValue(f"lists/{list_key}/descending", int(question.descending))


def recalled(list_key: str, listing: Listing) -> Question | None:
    """What was kept, as far as the list still knows it."""
    settings = QSettings()
    if not settings.contains(f"lists/{list_key}/filter"):
        return None
    chosen, sort, falls = (
        str(settings.value(f"lists/{list_key}/{what}", "")) for what in ("filter", "sort", "descending")
    )
    knows_filter = chosen in ("", *(each.key for each in listing.filters))
    knows_sort = sort in ("", *(each.key for each in listing.sorts))
    if not knows_filter or not knows_sort:
        return None
    return Question(filter=chosen, sort=sort, descending=falls == "1")
