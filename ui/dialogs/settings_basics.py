"""The parts of the settings that are fields alone: the shop, the queue, dates, numbers, this computer."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from app.actions.documents import PREFIXES
from app.language import tr
from ui.common import fonts
from ui.common.form import FormField, side_by_side
from ui.common.labels import label
from ui.dialogs.settings_fields import SHORT, explained, part_of

Fields = Mapping[str, FormField]


def shop_part(fields: Fields) -> QWidget:
    """Who the shop is."""
    reached = QWidget()
    row = side_by_side((fields["email"], 3), (fields["phone"], 2))
    row.setContentsMargins(0, 0, 0, 4)
    reached.setLayout(row)
    return part_of(
        explained(fields["shop_name"], tr("Stands above the pages and on everything that is printed.")),
        explained(fields["address"], tr("The sender on letters, packing slips and purchase orders.")),
        reached,
        explained(
            fields["currency"],
            tr("Three letters such as EUR. It can change only while nothing has a price."),
            SHORT,
        ),
        explained(
            fields["language"],
            tr("What customers and suppliers get is written in it, unless they have their own."),
            2 * SHORT,
        ),
    )


def queue_part(fields: Fields) -> QWidget:
    """Who gets what comes in."""
    return part_of(
        explained(
            fields["reserve_automatically"],
            tr(
                "What comes in goes to the orders by their rank at once. Without it the owner reserves"
                " by hand; goods bought for one order still go to it."
            ),
        ),
        explained(
            fields["complete_orders_hold_stock"],
            tr(
                "An order that ships complete collects its goods and keeps them. Without it, it takes"
                " nothing until all of it can be filled at once."
            ),
        ),
        explained(
            fields["over_receipt_percent"],
            tr("So much more than ordered is received without a question."),
            SHORT,
        ),
    )


def dates_part(fields: Fields) -> QWidget:
    """Days that count."""
    return part_of(
        explained(
            fields["handling_days"],
            tr("So many working days lie between the arrival of goods and the date that is promised."),
            2 * SHORT,
        ),
        explained(fields["working_days"], tr("Handling counts these days only.")),
        explained(fields["closed_days"], tr("Holidays on which nothing is handled. Delete removes a day.")),
    )


def numbers_part(fields: Fields) -> QWidget:
    """A prefix and the next number of each kind of document."""
    rows = []
    for kind in PREFIXES:
        row = QWidget()
        pair = side_by_side((fields[f"{kind}_prefix"], 1), (fields[f"{kind}_next"], 1))
        pair.setContentsMargins(0, 0, 0, 0)
        row.setLayout(pair)
        row.setMaximumWidth(3 * SHORT)
        rows.append(row)
    words = tr("The next document gets the next number that is still free.")
    return part_of(label(words, fonts.SMALL, tone="quiet"), *rows)


def looks_part(window_language: FormField, window_theme: FormField) -> QWidget:
    """What is kept on this computer."""
    return part_of(
        explained(window_language, tr("On this computer only."), 2 * SHORT),
        explained(window_theme, tr("On this computer only."), 2 * SHORT),
    )
