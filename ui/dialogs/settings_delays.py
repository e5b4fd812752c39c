"""What a delay demands, as a part of the settings."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.language import tr
from app.rules.consent import US_GRACE, PolicyKind, Silence
from app.setting_words import CHOICES, setting_title
from ui.common.form import FormField
from ui.common.form_fields import ChoiceField, DaysField, TextField
from ui.common.labels import Prose
from ui.dialogs.settings_fields import SHORT, choices_of, explained, part_of, row_of


class DelaysPart(QWidget):
    """Says what the chosen rules mean; what they decide by themselves cannot be typed."""

    def __init__(self) -> None:
        super().__init__()
        self.policy = ChoiceField("delay_policy", setting_title("delay_policy"), choices_of("delay_policy"))
        self.reply = DaysField("own_reply_days", setting_title("own_reply_days"), tr("days"))
        self.silence = ChoiceField("own_silence", setting_title("own_silence"), choices_of("own_silence"))
        # In place of the two where the rules decide.
        self.reply_by_rule = TextField("own_reply_days", setting_title("own_reply_days"))
        self.silence_by_rule = TextField("own_silence", setting_title("own_silence"))
        self.stated = DaysField("stated_days", setting_title("stated_days"), tr("days"))
        self.pick_up = DaysField("pick_up_days", setting_title("pick_up_days"), tr("days"))
        self.meaning = Prose()
        self.policy.combo.currentIndexChanged.connect(lambda _: self.show_meaning())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._arranged())
        self.show_meaning()

    @property
    def fields(self) -> list[FormField]:
        return [self.policy, self.reply, self.silence, self.stated, self.pick_up]

    def show_meaning(self) -> None:
        """What the rules say, and what of it is left to the shop."""
        kind = str(self.policy.read())
        self.meaning.set_text(meaning_of(kind))
        self.policy.editor.setAccessibleDescription(meaning_of(kind))
        for own, ruled, words in (
            (self.reply, self.reply_by_rule, reply_by_rule(kind)),
            (self.silence, self.silence_by_rule, silence_by_rule(kind)),
        ):
            own.setEnabled(not words)
            own.setVisible(not words)
            ruled.setEnabled(False)
            ruled.setVisible(bool(words))
            ruled.show_value(words)

    def _arranged(self) -> QWidget:
        return part_of(
            row_of((self.policy, 1), width=2 * SHORT),
            self.meaning,
            row_of(
                (self.reply, 1),
                (self.reply_by_rule, 1),
                (self.silence, 2),
                (self.silence_by_rule, 2),
                width=3 * SHORT,
            ),
            explained(
                self.stated,
                tr("An order is to be shipped within so many days where no date was told."),
                SHORT,
            ),
            explained(
                self.pick_up,
                tr("Goods that nobody has fetched after so many days are on Today."),
                SHORT,
            ),
        )


def reply_by_rule(policy: str) -> str:
    """The days to answer that the rules set; '' where they are the shop's to choose."""
    return tr("up to {count} days", count=US_GRACE) if policy == PolicyKind.US else ""


def silence_by_rule(policy: str) -> str:
    """What no answer means by the rules; '' where it is the shop's to choose."""
    if policy == PolicyKind.OWN:
        return ""
    words = CHOICES["own_silence"]
    if policy == PolicyKind.US:
        return tr("{agrees}, or {cancels}", agrees=words[Silence.CONSENT](), cancels=words[Silence.CANCEL]())
    return words[Silence.ASK]()


def meaning_of(policy: str) -> str:
    """The rules in plain words."""
    return {
        PolicyKind.OWN: tr(
            "The shop says how long customers have to answer, and what no answer means. Nobody agrees by"
            " silence to a date that is not known, nor where an order's date is essential: there the shop"
            " asks again."
        ),
        PolicyKind.US: tr(
            "For mail, internet and phone orders. No answer agrees to a date at most 30 days later, if it was"
            " told in time; told late, for a later date or none, no answer cancels and the money goes back"
            " within 7 working days. The rule sets the days to answer, and knows no essential dates. This is"
            " no legal advice."
        ),
        PolicyKind.EU: tr(
            "Only the customer ends the order, no answer never does: the shop asks again. The letter proposes"
            " the days to answer below; where an order's date is essential, that date. The money of a"
            " cancelled order goes back within 14 days. This is no legal advice."
        ),
        PolicyKind.CHINA: tr(
            "Who has paid may have the goods or the money; no answer is neither, so the shop asks again. The"
            " letter proposes the days to answer below; where an order's date is essential, that date. Money"
            " goes back within 7 days. This is no legal advice."
        ),
    }[PolicyKind(policy)]
