"""What receiving says while one counts: the sum, the shares, what is beyond and who stays late."""

from collections.abc import Sequence
from decimal import Decimal

from app import wording
from app.actions.outlooks import Affected
from app.actions.receiving import Received
from app.language import ntr, tr
from app.rules.standing import URGENT
from ui.dialogs.receive_rows import Counted


def act_words(came: Decimal, back: Decimal) -> str:
    """What the filled button would do."""
    if back and not came:
        return tr("Send {pieces} back", pieces=wording.pieces_text(back))
    return tr("Receive {pieces}", pieces=wording.pieces_text(came)) if came else tr("Receive")


def shares(came: Decimal, given: Decimal, orders: int) -> str:
    """'4 pieces: 3 to orders, 1 free on the shelf'."""
    facts = {
        "pieces": wording.pieces_text(came),
        "given": wording.quantity_text(given),
        "free": wording.quantity_text(max(Decimal(0), came - given)),
    }
    if not given:
        return tr("{pieces}: all free on the shelf", **facts)
    if given < came:
        return ntr(
            "{pieces}: {given} to an order, {free} free on the shelf",
            "{pieces}: {given} to orders, {free} free on the shelf",
            orders,
            **facts,
        )
    return ntr("{pieces}: {given} to an order", "{pieces}: {given} to orders", orders, **facts)


def sum_words(came: Decimal, outcome: Received, shown: list[Affected]) -> str:
    """'9 of 13 pieces go to 6 orders, 4 stay free on the shelf'."""
    orders = len({each.order_id for each in shown if each.gets > 0})
    facts = {
        "given": wording.quantity_text(came - outcome.surplus),
        "pieces": wording.pieces_text(came),
        "orders": ntr("{count} order", "{count} orders", orders),
        "free": wording.quantity_text(outcome.surplus),
    }
    if not orders:
        return tr("Nobody waits for them: {pieces} free on the shelf", **facts)
    if outcome.surplus:
        return tr("{given} of {pieces} go to {orders}, {free} stay free on the shelf", **facts)
    return tr("{pieces} go to {orders}", **facts)


def remarks(counted: Sequence[Counted], shown: Sequence[Affected], number: str) -> list[str]:
    """What the owner should know before it is posted."""
    said = []
    beyond = sum((each.beyond for each in counted), Decimal(0))
    if beyond:
        said.append(tr("{pieces} beyond what was to come.", pieces=wording.pieces_text(beyond)))
    stay = (min(each.rejected, each.stays_open) for each in counted if not each.no_replacement)
    back = sum(stay, Decimal(0))
    if back:
        said.append(
            ntr(
                "{count} rejected piece stays open on {purchase}.",
                "{count} rejected pieces stay open on {purchase}.",
                back,
                count=wording.quantity_text(back),
                purchase=number,
            )
        )
    unasked = sorted({each.sku for each in counted if number and each.purchase_line_id is None})
    if unasked:
        said.append(tr("Not on {purchase}: {skus}.", purchase=number, skus=tr(", ").join(unasked)))
    late = [each.customer or each.order for each in shown if each.gets > 0 and each.after.status in URGENT]
    if late:
        names = tr(", ").join(dict.fromkeys(late))
        said.append(ntr("{names} stays late.", "{names} stay late.", len(set(late)), names=names))
    return said
