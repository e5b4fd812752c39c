"""A letter that nobody gets: how a text reads while it is being worded."""

from dataclasses import replace

from app.actions.context import today
from app.actions.delays import DELAY_KINDS, ToTell, policy_of
from app.actions.rewards import Promised
from app.language import speaking, tr
from app.letter_texts import LetterWords, letter_texts
from app.letters.chasing import Asked, chaser_of
from app.letters.due import plan_of
from app.letters.facts import Facts, LineFacts, Offer, OrderFacts
from app.letters.fields import Desk
from app.letters.people import Recipient, sender_of
from app.letters.plans import LetterPlan
from app.rules.consent import Case, deadlines
from app.rules.reasons import ReasonKind
from app.settings import days_off, shop_settings
from db.rows import Reader
from db.stored import to_json
from db.terms import CHASER, EtaCause, NoticeKind, VoucherUnit

CODE = "K7F3QD"
_FIRST, _LATER, _SINCE = 10, 24, 20
"""Days from today to the day promised and the new one; days since the order."""
_STANDS: dict[str, tuple[int, int, int, int]] = {
    NoticeKind.ARRIVED: (0, 1_000, 2_000, 2_000),
    NoticeKind.CANCELLATION: (2_000, 1_000, 0, 0),
    NoticeKind.PART_SHIPMENT: (0, 2_000, 0, 1_000),
    NoticeKind.SHIPPED: (0, 3_000, 0, 0),
}
"""What of three is cancelled, shipped, reserved and open where two are told of; else two wait."""


def sample_letter(session: Reader, kind: str, language: str, words: LetterWords) -> LetterPlan:
    """What `words` would say to a customer made up for it, by the shop's own settings and policy."""
    settings, sender, day = shop_settings(session), sender_of(session), today(session).toordinal()
    texts = {**letter_texts(session), (kind, language): words}
    with speaking(language):
        person = _somebody(language)
        if kind == CHASER:
            asked = Asked(1, 1, "P-1001", day - 40, tr("Lamp"), "L-1", "", 6_000, day - 3, "")
            return chaser_of(person, [asked], CODE, settings, (sender, texts, day))
        facts = _facts(kind, day, settings.currency)
        desk = Desk(settings, sender, texts, facts, day, promised={1: _promised(day, settings.currency)})
        return plan_of(person, [_notice(session, kind, day)], CODE, desk)


def _somebody(language: str) -> Recipient:
    if language.startswith("zh"):
        home = ("王小明", "中山北路 88 号", "210008", "南京市", "江苏省", "中国")
    else:
        home = ("Alex Miller", "5 Elm Street", "20457", "Springfield", "", "")
    return Recipient(1, *home, "alex@example.org", 0, language, "C-1001", "letter")


def _facts(kind: str, day: int, currency: str) -> Facts:
    order = OrderFacts(1, "O-1001", day - _SINCE, currency, "", 0, 5_000)
    cancelled, shipped, reserved, open_ = _STANDS.get(kind, (0, 1_000, 0, 2_000))
    line = LineFacts(
        *(1, 1, tr("Lamp"), "L-1", "", 450_000, 0, 3_000, cancelled, shipped, reserved, open_),
        day + _FIRST,
        ReasonKind.BRINGS,
        0,
    )
    facts = Facts(today=day, orders={1: order}, lines={1: line}, causes={1: EtaCause.TRANSPORT})
    facts.of_order[1] = [line]
    facts.offers[1] = [Offer(1, tr("Desk lamp"), "L-2", "", 0, 420_000, 1_000, 9_000)]
    return facts


def _promised(day: int, currency: str) -> Promised:
    code = "T4QK-9MWE-7XPD"
    return Promised(1, 1, 1, _LATER - _FIRST, VoucherUnit.MONEY, 1_000, currency, code, day + 365)


def _notice(session: Reader, kind: str, day: int) -> ToTell:
    of_order = kind in (NoticeKind.CONFIRMATION, NoticeKind.ARRIVED, NoticeKind.REFUND, NoticeKind.VOUCHER)
    later = None if kind == NoticeKind.DATE_GONE else day + _LATER
    known = {
        "reason": "",
        "shipments": [["S-1001", 1_000, "DHL", "00340434161094042557"]],
    }
    notice = ToTell(
        *(1, kind, "due", 1, 1, None if of_order else 1, day + _FIRST, later, 2_000, 5_000),
        to_json(known),
        None,
        day + 14,
    )
    if kind not in DELAY_KINDS:
        return notice
    renewed = kind == NoticeKind.RENEWED_DELAY
    off = days_off(shop_settings(session))
    case = Case(day - _SINCE, day + _FIRST, later, day, renewed=renewed, off=off)
    return replace(notice, renewed=renewed, deadlines=deadlines(policy_of(session), case))
