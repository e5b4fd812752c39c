"""Purchase entry: what to buy, when it comes and for whom, and whose date it makes."""

from collections.abc import Sequence

from PySide6.QtWidgets import QPushButton, QWidget

from app.actions.buying import Bought, buy
from app.actions.buying_terms import Terms
from app.actions.outlooks import outlook
from app.actions.purchasing import PurchaseDraft, enter_purchase
from app.actions.undoing_entries import take_back_purchase
from app.errors import InvalidInput
from app.language import tr
from app.lists.finding import FoundProduct, FoundSupplier, find_products, find_suppliers
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs.purchase_form import PurchaseForm

DRAFT, CONFIRMED = "draft", "confirmed"


class PurchaseEntryDialog(PurchaseForm):
    """A new purchase, perhaps from a supplier, of a product, or for an order line that are already known."""

    def __init__(
        self,
        desk: Desk,
        supplier: str = "",
        sku: str = "",
        for_line: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(desk, tr("New purchase"), tr("Confirm purchase"), parent)
        self._entering: PurchaseDraft | None = None
        self._for_line = for_line
        self.save_draft = self.add_action(tr("Save as draft"), self.save_as_draft)
        for field in (self.sent_on, self.confirmed_on):
            holder = field.parentWidget()
            if holder is not None:
                holder.hide()
        self.typed()
        self.supplier.setFocus()
        if supplier:
            desk.jobs.read(find_suppliers, supplier, done=self._take_supplier, failed=self.show_error)
        if sku:
            desk.jobs.read(find_products, sku, done=self._take_product, failed=self.show_error)

    # what it is filled from

    def _take_supplier(self, found: list[FoundSupplier]) -> None:
        if found:
            self.supplier.choose(found[0])
            self.given.append(self.supplier.text())
            self.know_supplier(found[0])

    def _take_product(self, found: list[FoundProduct]) -> None:
        if found:
            self.read_terms(found[0], self._add_given)

    def _add_given(self, terms: Terms) -> None:
        self.add_product(terms, self._for_line)
        self.given += [line.draft() for line in self.bought()]

    # while one types

    def ways_to_save(self) -> Sequence[QPushButton]:
        return (self.save_draft,)

    def draft(self, state: str) -> PurchaseDraft:
        """What is typed; InvalidInput where that cannot be a purchase."""
        self.refuse_half_typed()
        return PurchaseDraft(
            tuple(line.draft() for line in self.bought()),
            supplier_id=self.supplier_id,
            state=state,
            supplier_reference=self.reference.text().strip(),
            freight=self.amount_in(self.freight),
            note=self.note.text().strip(),
        )

    def try_typed(self, *, keeps_error: bool) -> None:
        trial = PurchaseDraft(
            tuple(line.draft() for line in self.bought()), supplier_id=self.supplier_id, state=CONFIRMED
        )
        self.try_out(outlook, enter_purchase, trial, keeps_error=keeps_error)

    # done

    def submit(self) -> None:
        self._buy(self.draft(CONFIRMED), self.fingerprint)

    def save_as_draft(self) -> None:
        """Keep it without being supply."""
        self.error.clear()
        try:
            self._buy(self.draft(DRAFT))
        except InvalidInput as error:
            self.show_error(error)

    def _buy(self, draft: PurchaseDraft, fingerprint: str = "") -> None:
        self._entering = draft
        self.write(buy, draft, fingerprint)

    def finish(self, outcome: Bought) -> None:
        draft = self._entering
        assert draft is not None
        if draft.state == DRAFT:
            words = tr("Draft {number} is saved.", number=outcome.number)
        else:
            words = tr("{number} is confirmed.", number=outcome.number)
        title = tr("new purchase {number}", number=outcome.number)
        self.desk.done(words, Undo(title, take_back_purchase, (outcome, draft)))
        super().finish(outcome)


def ask(
    parent: QWidget | None, desk: Desk, supplier: str = "", sku: str = "", for_line: int | None = None
) -> Bought | None:
    """A new purchase, or None. `for_line` is the order line that the product is bought for."""
    outcome: Bought | None = PurchaseEntryDialog(desk, supplier, sku, for_line, parent).ask()
    return outcome
