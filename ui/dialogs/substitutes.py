"""Suggest substitutes for a line that waits: the customer takes one now, or it is offered by a letter."""

from typing import Any

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QWidget

from app import wording
from app.actions.answering import AnswerDraft, record_answers
from app.actions.offering import OfferDraft, Offered, offer_substitutes, withdraw_offers
from app.actions.undoing import CarriedOut, carry_out
from app.actions.undoing_answers import take_back_answers
from app.answer_views import AnswersSeen, answers_outlook
from app.errors import InvalidInput, NeedsConsent, ShopError
from app.language import tr
from app.substitute_views import OpenOffer, Original, Substitutes, substitutes_of_line
from ui.common import fonts
from ui.common.inputs import DateEdit
from ui.common.labels import label
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.answers_preview import AnswersPreview
from ui.dialogs.candidates import CandidatesDialog
from ui.dialogs.notes import Notes

SUBSTITUTE = "substitute"


class SubstitutesDialog(CandidatesDialog):
    """Of one line; what it has been offered and has not answered stands below and can be withdrawn."""

    def __init__(self, desk: Desk, line_id: int, parent: QWidget | None = None) -> None:
        self._line_id = line_id
        self._although_later = False
        self.touched = AnswersPreview(desk.formats)
        self.offers = Notes("mail", "quiet")
        self.reply_by = DateEdit(desk.formats.today)
        self.keep = QCheckBox(tr("Set the goods aside until then"))
        self.keep.setFont(fonts.font())
        self.keep.setChecked(True)
        super().__init__(desk, tr("Accept for the customer now"), substitutes_of_line, line_id, parent=parent)
        self.withdraw = self.add_action(tr("Withdraw the offer"), self.withdraw_offers)
        self.offer = self.add_action(tr("Offer by notice"), self.offer_by_notice)
        self.withdraw.hide()
        self.offer.setEnabled(False)
        self.reply_by.editingFinished.connect(self.error.clear)
        self.hint.setText(tr("Ctrl+Enter accepts"))

    def parts_below(self) -> list[QWidget]:
        by = label(tr("An offer by notice is to be answered by"), tone="quiet")
        by.setBuddy(self.reply_by)
        self.reply_by.setAccessibleName(by.text())
        self.reply_by.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.until = QWidget()
        row = QHBoxLayout(self.until)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for part in (by, self.reply_by, self.keep):
            row.addWidget(part)
        row.addStretch()
        return [self.offers, self.until, self.touched]

    def figures_of(self, original: Original) -> list[tuple[str, str, str]]:
        who = original.customer or tr("cash customer")
        return [(original.order, who, ""), *super().figures_of(original)]

    def fill(self, found: Substitutes) -> None:
        if self.found is None:
            self.reply_by.set_value(found.reply_by)
        may_offer = found.original.told and bool(found.candidates)
        for part in (self.until, self.offer):
            part.setVisible(may_offer)
        self.withdraw.setVisible(bool(found.offers))
        self.offers.say([_offer_words(each) for each in found.offers])
        super().fill(found)

    # while one types

    def drafts(self) -> list[AnswerDraft]:
        """The chosen ones as the customer's answer."""
        return [
            AnswerDraft(
                self._line_id,
                SUBSTITUTE,
                quantity=row.quantity,
                product_id=row.candidate.instead.product_id,
                ratio=row.ratio,
                price=row.price,
                although_later=self._although_later,
            )
            for row in self.checked()
        ]

    def typed(self, *_: object, keeps_error: bool = False, keeps_consent: bool = False) -> None:
        super().typed()
        self.fingerprint = ""
        self._although_later = self._although_later and keeps_consent
        self.set_act(self.ok.text(), enabled=False)
        if not self.chosen():
            self.try_nothing()
            self.touched.show_nothing()
            return
        try:
            drafts = self.drafts()
        except InvalidInput as error:
            self.try_nothing()
            self.show_problem(error)
            return
        self.try_out(answers_outlook, drafts, keeps_error=keeps_error)

    def _offer_acts(self, *, enabled: bool) -> None:
        super()._offer_acts(enabled=enabled)
        short = self.found is not None and self.found.original.short > 0
        self.offer.setEnabled(enabled and short)

    def show_preview_old(self, *, old: bool) -> None:
        self.touched.lines.set_old(old=old)

    def show_preview(self, answer: AnswersSeen) -> None:
        self.fingerprint = answer.seen.fingerprint
        self.touched.show_seen(answer, [self._line_id])
        self.set_act(self.ok.text(), enabled=True)

    def show_preview_refused(self, error: ShopError) -> None:
        if isinstance(error, NeedsConsent):
            self.touched.show_nothing()
            self.show_error(error)
        else:
            # Several may be offered as a choice though they cannot all be taken.
            self.touched.show_nothing(str(error))

    def consent_words(self) -> str:
        return tr("Take it all the same")

    def consent(self) -> None:
        """The customer wants it although it comes no sooner."""
        self._although_later = True
        self.typed(keeps_consent=True)

    # done

    def submit(self) -> None:
        self.write(carry_out(record_answers, self.fingerprint), self.drafts())

    def offer_by_notice(self) -> None:
        """The letter that names the chosen ones falls due."""
        self.error.clear()
        try:
            by = self.day_in(self.reply_by)
            drafts = [
                OfferDraft(
                    row.candidate.instead.product_id,
                    row.needed,
                    row.ratio,
                    row.price,
                    set_aside=self.keep.isChecked() and not row.candidate.instead.supply,
                )
                for row in self.checked()
            ]
        except InvalidInput as error:
            self.show_error(error)
            return
        self.write(offer_substitutes, self._line_id, drafts, reply_by=by)

    def withdraw_offers(self) -> None:
        """What was offered is not offered any more."""
        if self.found is not None:
            self.error.clear()
            self.write(withdraw_offers, [each.id for each in self.found.offers])

    def _written(self, outcome: CarriedOut | Offered | None) -> None:
        original = self.found.original if self.found else None
        facts = {"customer": original.customer, "product": original.name} if original else {}
        if isinstance(outcome, Offered):
            words = tr("The offer to {customer} in place of {product} is due.", **facts)
            undo = Undo(tr("offer to {customer}", **facts), withdraw_offers, (outcome.offer_ids,))
            self.desk.done(words, undo)
        elif outcome is None:
            words = tr("The offer to {customer} is withdrawn.", **facts)
            self.desk.done(words, self._undo_withdrawing(tr("withdrawing the offer to {customer}", **facts)))
        else:
            words = tr("{customer} takes a substitute in place of {product}.", **facts)
            kept = [each.answer_id for each in outcome.outcome]
            undo = Undo(tr("answer of {customer}", **facts), take_back_answers, (kept, outcome.lines))
            self.desk.done(words, undo)
        super()._written(outcome if outcome is not None else True)

    def _undo_withdrawing(self, title: str) -> Undo:
        offers = self.found.offers if self.found else ()
        drafts = [
            OfferDraft(each.product_id, each.quantity, each.ratio, each.price, set_aside=bool(each.kept))
            for each in offers
        ]
        until = max((each.reply_by for each in offers if each.reply_by), default=None)
        return Undo(title, offer_substitutes, (self._line_id, drafts, until))

    def plan_changed(self, error: ShopError) -> None:
        self.typed(keeps_error=True, keeps_consent=True)


def _offer_words(offer: OpenOffer) -> str:
    facts = {"quantity": wording.quantity_text(offer.quantity), "product": offer.name}
    said = tr("Offered: {quantity} × {product}.", **facts)
    if offer.reply_by is not None:
        day = wording.day_text(offer.reply_by)
        said = tr("Offered until {day}: {quantity} × {product}.", day=day, **facts)
    told = "" if offer.sent else tr("The letter is due and not sent yet.")
    kept = ""
    if offer.kept:
        kept = tr("{quantity} are set aside.", quantity=wording.quantity_text(offer.kept))
    return " ".join(each for each in (said, kept, told) if each)


def ask(parent: QWidget | None, desk: Desk, line_id: int) -> Any:
    """Suggest substitutes for a line, take or offer them; None where it was left."""
    return SubstitutesDialog(desk, line_id, parent).ask()
