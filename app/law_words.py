"""What is said of figures that break a law of laws/; quantities in thousandths."""

from app.codes import grouped
from app.language import tr
from app.state_words import notice_text
from app.voucher_words import worth_text
from app.wording import thousandths_text


def line_text(order: str, position: int, sku: str) -> str:
    return tr("{order}, line {position} ({sku})", order=order, position=position, sku=sku)


def _place(sku: str, location: str) -> str:
    return tr("{sku} at {location}", sku=sku, location=location)


def on_hand(sku: str, location: str, cached: int, truth: int) -> str:
    return tr(
        "{place}: {cached} on hand, but the ledger adds up to {truth}.",
        place=_place(sku, location),
        cached=thousandths_text(cached),
        truth=thousandths_text(int(truth)),
    )


def reserved(sku: str, location: str, cached: int, truth: int) -> str:
    return tr(
        "{place}: {cached} reserved, but its order lines and offers hold {truth}.",
        place=_place(sku, location),
        cached=thousandths_text(cached),
        truth=thousandths_text(int(truth)),
    )


def beyond_stock(sku: str, location: str, reserved: int, on_hand: int) -> str:
    return tr(
        "{place}: {reserved} reserved of {on_hand} on hand.",
        place=_place(sku, location),
        reserved=thousandths_text(reserved),
        on_hand=thousandths_text(on_hand),
    )


def incoming(sku: str, location: str, cached: int, truth: int) -> str:
    return tr(
        "{place}: {cached} incoming, but purchases and transfers bring {truth}.",
        place=_place(sku, location),
        cached=thousandths_text(cached),
        truth=thousandths_text(int(truth)),
    )


def backordered(sku: str, location: str, cached: int, truth: int) -> str:
    return tr(
        "{place}: {cached} backordered, but its order lines lack {truth}.",
        place=_place(sku, location),
        cached=thousandths_text(cached),
        truth=thousandths_text(int(truth)),
    )


def line_sum(
    order: str, position: int, sku: str, reserved: int, shipped: int, cancelled: int, demanded: int
) -> str:
    return tr(
        "{line}: reserved {reserved}, shipped {shipped}, cancelled {cancelled} exceed {demanded}.",
        line=line_text(order, position, sku),
        reserved=thousandths_text(reserved),
        shipped=thousandths_text(shipped),
        cancelled=thousandths_text(cancelled),
        demanded=thousandths_text(demanded),
    )


def demanded(order: str, position: int, sku: str, demanded: int, due: int) -> str:
    return tr(
        "{line}: {demanded} demanded where it should be {due}.",
        line=line_text(order, position, sku),
        demanded=thousandths_text(demanded),
        due=thousandths_text(due),
    )


def pegs_beyond_supply(supply: str, sku: str, pegged: int, incoming: int) -> str:
    return tr(
        "{supply} ({sku}): {pegged} promised to orders, but {incoming} are to come.",
        supply=supply,
        sku=sku,
        pegged=thousandths_text(int(pegged)),
        incoming=thousandths_text(incoming),
    )


def pegs_beyond_line(order: str, position: int, sku: str, pegged: int, short: int) -> str:
    return tr(
        "{line}: tied to {pegged} to come, but it lacks {short}.",
        line=line_text(order, position, sku),
        pegged=thousandths_text(int(pegged)),
        short=thousandths_text(short),
    )


def pegs_of_stopped(order: str, position: int, sku: str) -> str:
    return tr(
        "{line}: tied to supply though it is on hold, kept off or no demand.",
        line=line_text(order, position, sku),
    )


def peg_astray(order: str, position: int, sku: str) -> str:
    return tr(
        "{line}: tied to supply of another place or day than that supply has.",
        line=line_text(order, position, sku),
    )


def copies(order: str, position: int, sku: str) -> str:
    return tr("{line}: state, hold or rank differ from the order's.", line=line_text(order, position, sku))


def order_state(order: str, still_open: int) -> str:
    if still_open:
        return tr(
            "{order} counts as closed, but {open} are open.", order=order, open=thousandths_text(still_open)
        )
    return tr("{order} counts as open, but nothing of it is.", order=order)


def purchase_state(purchase: str, sku: str) -> str:
    return tr("{purchase} ({sku}): its state does not fit what is to come.", purchase=purchase, sku=sku)


def received(purchase: str, sku: str, received: int, documents: int) -> str:
    return tr(
        "{purchase} ({sku}): {received} received, but its receipts add up to {documents}.",
        purchase=purchase,
        sku=sku,
        received=thousandths_text(received),
        documents=thousandths_text(int(documents)),
    )


def shipped(order: str, position: int, sku: str, shipped: int, documents: int) -> str:
    return tr(
        "{line}: {shipped} shipped, but its shipments add up to {documents}.",
        line=line_text(order, position, sku),
        shipped=thousandths_text(shipped),
        documents=thousandths_text(int(documents)),
    )


def returned(order: str, position: int, sku: str, returned: int, documents: int) -> str:
    return tr(
        "{line}: {returned} returned, but its returns add up to {documents}.",
        line=line_text(order, position, sku),
        returned=thousandths_text(returned),
        documents=thousandths_text(int(documents)),
    )


def transferred(transfer: str, sku: str, sent: int, left: int, received: int, came: int) -> str:
    return tr(
        "{transfer} ({sku}): {sent} sent and {received} arrived, but the ledger says {left} and {came}.",
        transfer=transfer,
        sku=sku,
        sent=thousandths_text(sent),
        left=thousandths_text(int(left)),
        received=thousandths_text(received),
        came=thousandths_text(int(came)),
    )


def cancelled(order: str, position: int, sku: str, cancelled: int, documents: int) -> str:
    return tr(
        "{line}: {cancelled} cancelled, but its cancellations add up to {documents}.",
        line=line_text(order, position, sku),
        cancelled=thousandths_text(cancelled),
        documents=thousandths_text(int(documents)),
    )


def promises(order: str, position: int, sku: str) -> str:
    return tr(
        "{line}: the promised date is not what the customer was told.", line=line_text(order, position, sku)
    )


def notice_lacking(order: str, position: int, sku: str) -> str:
    return tr(
        "{line}: it comes later than promised, but no notice says so.", line=line_text(order, position, sku)
    )


def notice_moot(kind: str, order: str, position: int, sku: str) -> str:
    return tr(
        "{line}: a notice is due ({kind}), but there is nothing to tell.",
        line=line_text(order, position, sku),
        kind=notice_text(kind),
    )


def offer_moot(other: str, order: str, position: int, sku: str) -> str:
    return tr(
        "{line}: {other} is offered, but nobody can take it.",
        line=line_text(order, position, sku),
        other=other,
    )


def offer_lacking(order: str, position: int, sku: str) -> str:
    return tr(
        "{line}: a letter is to offer something else, but nothing is offered.",
        line=line_text(order, position, sku),
    )


def asked_elsewhere(letter: str, purchase: str, sku: str) -> str:
    return tr(
        "{purchase} ({sku}): letter {letter}, which asked for its date, went to somebody else.",
        purchase=purchase,
        sku=sku,
        letter=letter,
    )


def page_astray(order: str) -> str:
    return tr("{order}: its order page cannot be as it is.", order=order)


def consent_moot(order: str, position: int, sku: str) -> str:
    return tr(
        "{line}: an answer is awaited, but nothing of it is open.", line=line_text(order, position, sku)
    )


def consent_unasked(order: str, position: int, sku: str) -> str:
    return tr("{line}: an answer is awaited that no letter asked for.", line=line_text(order, position, sku))


def consent_twice(order: str, position: int, sku: str, awaited: int) -> str:
    return tr(
        "{line}: {count} answers are awaited where it can be one.",
        line=line_text(order, position, sku),
        count=awaited,
    )


def consent_unanswered(order: str, position: int, sku: str) -> str:
    return tr(
        "{line}: it counts as answered, but no answer is recorded.", line=line_text(order, position, sku)
    )


def voucher_balance(
    code: str, unit: str, currency: str, balance: int, moves: int, issued: int, given: int
) -> str:
    return tr(
        "Voucher {code}: {balance} of {issued} left, but its moves add up to {moves} of {given}.",
        code=grouped(code),
        balance=worth_text(unit, balance, currency),
        issued=worth_text(unit, issued, currency),
        moves=worth_text(unit, int(moves), currency),
        given=worth_text(unit, int(given), currency),
    )


def voucher_paid(code: str, order: str, unit: str, currency: str, used: int, paid: int) -> str:
    return tr(
        "Voucher {code}: {used} used for {order}, but {paid} paid with it.",
        code=grouped(code),
        order=order,
        used=worth_text(unit, int(used), currency),
        paid=worth_text(unit, int(paid), currency),
    )


def voucher_lapsed(code: str, order: str, position: int, sku: str) -> str:
    return tr(
        "{line}: voucher {code} lapsed, though the line is still wanted.",
        line=line_text(order, position, sku),
        code=grouped(code),
    )


def cost_moot(number: str, order: str, position: int, sku: str) -> str:
    return tr(
        "{line}: a cost is counted for shipment {number}, of which nothing left.",
        line=line_text(order, position, sku),
        number=number,
    )


def margin(order: str, position: int, sku: str) -> str:
    return tr("{line}: what giving it up lost cannot be as it is.", line=line_text(order, position, sku))
