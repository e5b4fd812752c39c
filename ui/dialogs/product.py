"""A new product, or all that is known of one: its fields, who delivers it, what may stand for it."""

from collections.abc import Callable, Sequence
from dataclasses import fields as fields_of
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from app.actions.cards import ProductCard, product_card, resource_choices
from app.actions.cataloguing import ProductDraft
from app.actions.fields import PRODUCT, SUBSTITUTE, SUPPLIER_PRODUCT
from app.actions.product_editing import add_product, edit_product
from app.errors import ChangedMeanwhile, ShopError
from app.language import tr
from app.lists.finding import FoundProduct
from app.lists.found import first_pool, found_product
from ui.common.choice import Segments
from ui.common.page import Desk
from ui.dialogs import card_dialog
from ui.dialogs.card_dialog import CardDialog
from ui.dialogs.form_dialog import merged
from ui.dialogs.product_fields import ProductFields
from ui.dialogs.product_tables import SubstitutesTable, SuppliersTable, TermsTable

WIDTH = 880
SERVICE = "service"
BARCODES = range(8, 15)
"""Figures that barcodes of goods have."""


class ProductDialog(CardDialog):
    """Without an id a new product, perhaps with an SKU or a name that is known already."""

    table = PRODUCT
    read = product_card
    found = found_product

    def __init__(
        self, desk: Desk, product_id: int | None = None, words: str = "", parent: QWidget | None = None
    ) -> None:
        title, act = tr("New product"), tr("Create product")
        if product_id is not None:
            title, act = tr("Edit product"), tr("Save")
        super().__init__(desk, title, act, parent)
        self.row_id = product_id
        self.before = ProductCard({})
        self._build()
        draft = _draft_of(words)
        self._show(ProductCard({each.name: getattr(draft, each.name) for each in fields_of(draft)}))
        self.form.fields["active"].set_value(value=True)
        self._given = self.form.readable()
        self.fit(WIDTH)
        self.form.fields["name" if draft.sku else "sku"].editor.setFocus()
        desk.jobs.read(resource_choices, done=self.fields.offer_resources, failed=self.show_error)
        if product_id is not None:
            self.ok.setEnabled(False)
            desk.jobs.read(product_card, product_id, done=self._fill, failed=self.show_error)

    def _build(self) -> None:
        self.fields = ProductFields(self.desk.formats.currency)
        self.suppliers = SuppliersTable(self.desk)
        self.substitutes = SubstitutesTable(self.desk)
        ways = [
            ("product", tr("Product")),
            ("suppliers", tr("Suppliers")),
            ("substitutes", tr("Substitutes")),
        ]
        self.view = Segments(tr("View"), ways)
        self.stack = QStackedWidget()
        self._parts: dict[str, QWidget] = {
            "product": self.fields,
            "suppliers": self.suppliers,
            "substitutes": self.substitutes,
        }
        for part in self._parts.values():
            self.stack.addWidget(part)
        self.view.chosen.connect(self.show_part)
        self.body.addWidget(self.view)
        self.body.addWidget(self.stack, stretch=1)
        self.form = self.fields.form
        self.hint.setText("  ·  ".join((tr("Ctrl+Enter confirms"), tr("Ctrl+Del removes a line"))))
        self.form.fields["active"].setVisible(self.row_id is not None)
        self.stand(self.form, self.body)
        for table in self._tables:
            table.changed.connect(self.typed)
            table.changed.connect(self._count)

    @property
    def _tables(self) -> tuple[TermsTable, TermsTable]:
        return self.suppliers, self.substitutes

    def show_part(self, key: str) -> None:
        """Fields, suppliers or substitutes."""
        self.view.show_value(key)
        self.stack.setCurrentWidget(self._parts[key])
        if key != "product":
            table = self.suppliers if key == "suppliers" else self.substitutes
            table.finder.setFocus()

    def show_field(self, field: QWidget) -> None:
        self.show_part("product")

    # filling

    def _fill(self, card: ProductCard) -> None:
        self.before = card
        self._show(card)
        self._given = self.form.readable()
        self.ok.setEnabled(True)
        self.setWindowTitle(tr("Edit {name}", name=card.fields["sku"]))

    def _show(self, card: ProductCard) -> None:
        self.form.set_values(card.fields)
        self.fields.fit()
        self.suppliers.show_terms(card.suppliers)
        self.substitutes.show_terms(card.substitutes)
        self._count()
        if card.stands_for:
            self.substitutes.say(
                tr("It also stands for {skus}, where that is set.", skus=tr(", ").join(card.stands_for))
            )

    def _count(self) -> None:
        """How many suppliers and substitutes there are, on the switch."""
        for key, table in zip(("suppliers", "substitutes"), self._tables, strict=True):
            number = len(table.model.rows)
            name = table.table.accessibleName()
            self.view.buttons[key].setText(f"{name}  {number}" if number else name)
            self.view.buttons[key].updateGeometry()

    def merge(self, fresh: ProductCard) -> None:
        mine = ProductCard(self.form.readable(), self.suppliers.terms(), self.substitutes.terms())
        old = self.before
        shown = ProductCard(
            merged(old.fields, mine.fields, fresh.fields),
            _merged_terms(old.suppliers, mine.suppliers, fresh.suppliers, "supplier_id"),
            _merged_terms(old.substitutes, mine.substitutes, fresh.substitutes, "product_id"),
            fresh.stands_for,
        )
        self.before = fresh
        kept = {key: value for key, value in shown.fields.items() if mine.fields.get(key, value) != value}
        self._show(replace(shown, fields=kept))

    # saving

    def draft(self) -> ProductCard:
        fields = self.form.values()
        fields["name"] = fields["name"] or fields["sku"]
        return ProductCard(fields, self.suppliers.terms(), self.substitutes.terms(), self.before.stands_for)

    def act(self, draft: ProductCard) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        if self.row_id is None:
            return add_product, (draft,)
        return edit_product, (self.row_id, self.before, draft)

    def is_read(self) -> bool:
        return self.row_id is None or bool(self.before.fields)

    def show_error(self, error: ShopError, cause: QWidget | None = None) -> None:
        place = error.field if isinstance(error, ChangedMeanwhile) else getattr(error, "place", "")
        if place in (SUPPLIER_PRODUCT, SUBSTITUTE):
            self.show_part("suppliers" if place == SUPPLIER_PRODUCT else "substitutes")
        super().show_error(error, cause)

    def entered(self) -> list[str]:
        said = super().entered()
        for terms, before in zip(self._tables, (self.before.suppliers, self.before.substitutes), strict=True):
            if tuple(row[1] for row in terms.model.rows) != before:
                said.append(terms.table.accessibleName())
        return said

    def made_words(self) -> str:
        if self.form.readable().get("kind") != SERVICE:
            return super().made_words()
        return tr(
            "{name} is entered. Services lie on no shelf: they stand under “All products…”.", name=self.name
        )

    @property
    def name(self) -> str:
        return str(self.form.readable().get("sku", ""))


def _draft_of(words: str) -> ProductDraft:
    """What was typed into a finder: a barcode, a code (a figure and no blank in it), else a name."""
    text = words.strip()
    if text.isdecimal() and len(text) in BARCODES:
        return ProductDraft("", barcode=text)
    is_code = any(sign.isdigit() for sign in text) and " " not in text
    return ProductDraft(text) if is_code else ProductDraft("", name=text)


def _merged_terms(
    before: Sequence[Any], mine: Sequence[Any], fresh: Sequence[Any], key: str
) -> tuple[Any, ...]:
    """Row by row what is stored now, but for those that were changed, added or taken out here."""
    old, own, new = ({getattr(each, key): each for each in rows} for rows in (before, mine, fresh))
    keys = [*new, *(each for each in own if each not in new)]
    found = (new.get(each) if own.get(each) == old.get(each) else own.get(each) for each in keys)
    return tuple(each for each in found if each is not None)


def ask(parent: QWidget | None, desk: Desk, product_id: int) -> bool:
    """Change a product; whether anything was saved."""
    return card_dialog.change(ProductDialog(desk, product_id, parent=parent))


def ask_new(parent: QWidget | None, desk: Desk, words: str = "", *, goes: bool = True) -> int | None:
    """A new product; its id, or None. Where it lies is shown then, unless the caller stays."""
    product_id = card_dialog.make(ProductDialog(desk, words=words, parent=parent))
    if product_id is not None and goes:
        desk.jobs.read(first_pool, product_id, done=lambda pool_id: _show(desk, pool_id))
    return product_id


def _show(desk: Desk, pool_id: int | None) -> None:
    """Where it lies; a service lies nowhere before somebody orders it."""
    if pool_id is not None:
        desk.go("stock", pool_id)


def make_found(parent: QWidget | None, desk: Desk, words: str) -> FoundProduct | None:
    """A new product as a finder takes it, or None."""
    found: FoundProduct | None = card_dialog.make_found(ProductDialog(desk, words=words, parent=parent))
    return found
