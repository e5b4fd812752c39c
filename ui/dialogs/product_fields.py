"""The fields of a product: what it is, what it costs, how much of it should be there, how it is made."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.fields import CHECKS, PRODUCT
from app.field_words import field_title, kind_text
from app.language import tr
from ui.common.form import Form, side_by_side
from ui.common.form_fields import ChoiceField, MeasureField, PriceField, QuantityField
from ui.dialogs import person_fields
from ui.dialogs.person_fields import text

LONGEST_UNIT = 6
"""Letters that have room behind a figure."""
MADE = ("made", "service")


class ProductFields(QWidget):
    """All of them in five rows; those that do not concern a kind are put out."""

    def __init__(self, currency: str) -> None:
        super().__init__()
        kinds = [(kind_text(key), key) for key in ("stocked", *MADE)]
        self.kind = ChoiceField("kind", field_title("kind"), kinds, kind_text)
        self.unit = text("unit", tr("piece, kg, m"))
        self.decimals = ChoiceField("decimals", field_title("decimals"), [(str(n), n) for n in range(4)])
        self.resource = ChoiceField("resource_id", field_title("resource_id"), [(tr("None"), None)])
        self.effort = MeasureField("effort", field_title("effort"), 3)
        self.limits = [self._limit(key) for key in ("minimum", "maximum", "backorder_limit")]
        tax = MeasureField("tax_rate", field_title("tax_rate"), 3, "%")
        price, cost = (PriceField(key, field_title(key), currency) for key in ("price", "cost"))
        rows = (
            ((text("sku"), 2), (text("name"), 5), (text("barcode"), 2)),
            ((price, 2), (tax, 1), (cost, 2), (self.unit, 2), (self.decimals, 1)),
            ((self.kind, 2), (self.resource, 2), (self.effort, 2)),
            ((self.limits[0], 1), (self.limits[1], 1), (person_fields.backorders(), 1), (self.limits[2], 1)),
            ((text("category"), 1), (text("tags"), 1)),
            ((person_fields.note(), 1),),
            ((person_fields.active(), 1),),
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        for row in rows:
            layout.addLayout(side_by_side(*row))
        layout.addStretch()
        self._units: dict[int, str] = {}
        self.form = Form([field for row in rows for field, _ in row], CHECKS[PRODUCT], self)
        self.form.changed.connect(self.fit)

    def _limit(self, key: str) -> QuantityField:
        nothing = tr("no limit") if key == "backorder_limit" else ""
        return QuantityField(key, field_title(key), optional=True, none=nothing)

    def offer_resources(self, resources: list[tuple[int, str, str]]) -> None:
        """Who or what can make it."""
        self._units = {row_id: unit for row_id, _, unit in resources}
        names = [(name, row_id) for row_id, name, _ in resources]
        self.resource.set_choices([(tr("None"), None), *names])
        self.fit()

    def fit(self) -> None:
        """What the kind and the unit ask for."""
        made = self.kind.read() in MADE
        for field in (self.resource, self.effort):
            field.editor.setEnabled(made)
        self.effort.set_unit(self._units.get(self.resource.read(), "") if made else "")
        decimals = int(self.decimals.read() or 0)
        words = " ".join(self.unit.read().split())
        unit = words if len(words) <= LONGEST_UNIT else f"{words[:LONGEST_UNIT]}…"
        for limit in self.limits:
            if limit.edit.decimals != decimals:
                limit.set_decimals(decimals)
            limit.set_unit(unit)
