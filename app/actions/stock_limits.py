"""How much of a product ought to lie there, at least and at most, changed where it is read."""

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy.orm import Session

from app.actions.documents import checked_quantity
from app.actions.editing import edit
from app.errors import InvalidInput, NotFound
from app.language import tr
from db.models.catalogue import Product

Limits = Mapping[str, Decimal | None]
"""'minimum' or 'maximum', or both."""


def set_limits(session: Session, product_id: int, before: Limits, after: Limits) -> None:
    """Write what differs from `before`, which was read; ChangedMeanwhile where somebody else changed it."""
    product = session.get(Product, product_id)
    if product is None:
        raise NotFound(tr("This product no longer exists."), tr("Reload the list."))
    for given in after.values():
        if given is not None:
            checked_quantity(product, given, zero=True)
    least, most = (after.get(key, getattr(product, key)) for key in ("minimum", "maximum"))
    if least is not None and most is not None and most < least:
        raise InvalidInput(
            tr("The maximum is below the minimum."), tr("Type at least {least}.", least=f"{least:f}")
        )
    edit(session, Product, product_id, before, after)


def restore_limit(session: Session, product_id: int, key: str, value: Decimal | None) -> None:
    """What 'minimum' or 'maximum' was before, whatever it is now."""
    product = session.get(Product, product_id)
    now = getattr(product, key) if product is not None else None
    set_limits(session, product_id, {key: now}, {key: value})
