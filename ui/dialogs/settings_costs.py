"""What late goods cost the shop's own hands and room, as a part of the settings."""

from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import tr
from app.setting_words import setting_title
from ui.common.form import FormField
from ui.common.form_fields import MeasureField
from ui.common.inputs import MoneyEdit
from ui.dialogs.settings_fields import SHORT, explained, part_of, row_of

CENTS = -2


class CentsField(FormField):
    """An amount that is stored as hundredths; empty is nothing."""

    def __init__(self, key: str, currency: str) -> None:
        self.edit = MoneyEdit(currency)
        super().__init__(key, setting_title(key), self.edit)
        self.edit.changed.connect(self.changed)

    def read(self) -> int:
        return int(self.edit.value().scaleb(-CENTS)) if self.edit.text().strip() else 0

    def show_value(self, value: Any) -> None:
        self.edit.set_value(Decimal(value).scaleb(CENTS))


class CostsPart(QWidget):
    """Without rates only vouchers, lost margins and what is entered by hand are counted."""

    def __init__(self, currency: str) -> None:
        super().__init__()
        minutes = setting_title("cost_handling_minutes")
        self.minutes = MeasureField("cost_handling_minutes", minutes, 0, tr("min"))
        self.hour = CentsField("cost_hour", currency)
        self.storage = CentsField("cost_storage_day", currency)
        self.parcel = CentsField("cost_extra_parcel", currency)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._arranged())

    @property
    def fields(self) -> list[FormField]:
        return [self.minutes, self.hour, self.storage, self.parcel]

    def _arranged(self) -> QWidget:
        return part_of(
            row_of(
                (self.minutes, 3),
                (self.hour, 2),
                sentence=tr(
                    "Each order line whose goods came late takes so long to put aside, to pack and to ask"
                    " about when they leave."
                ),
                width=4 * SHORT,
            ),
            explained(
                self.storage,
                tr("For each order line whose goods lie set aside longer than handling takes."),
                SHORT,
            ),
            explained(
                self.parcel,
                tr("For each parcel after an order's first that late goods made necessary."),
                SHORT,
            ),
        )
