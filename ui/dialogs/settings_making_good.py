"""What a delay earns its customer, as a part of the settings."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import tr
from app.setting_words import setting_title
from ui.common.form import FormField
from ui.common.form_fields import DaysField, FlagField
from ui.dialogs.reward_rules import RulesField
from ui.dialogs.settings_fields import SHORT, explained, part_of


class MakingGoodPart(QWidget):
    """Off until the owner wants it; even then a letter only proposes what he may change or strike out."""

    def __init__(self, currency: str) -> None:
        super().__init__()
        self.proposes = FlagField("make_good", setting_title("make_good"))
        self.rules = RulesField("reward_rules", setting_title("reward_rules"), currency)
        self.valid = DaysField("voucher_days", setting_title("voucher_days"), tr("days"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._arranged())

    @property
    def fields(self) -> list[FormField]:
        return [self.proposes, self.rules, self.valid]

    def _arranged(self) -> QWidget:
        return part_of(
            explained(
                self.proposes,
                tr(
                    "The letter that tells of a delay then names what the rules give for it. You see it in"
                    " the letter before it goes, and can change it or give nothing."
                ),
            ),
            explained(
                self.rules,
                tr(
                    "The first rule that fits counts. Days late are counted from the first promise to the"
                    " date that the letter tells; days that come on top are made good for as the goods leave."
                ),
            ),
            explained(self.valid, tr("0 for vouchers that never expire."), SHORT),
        )
