"""Why lines wait and what happened to them, in words."""

import ast
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from app import language
from app.happenings import SENTENCES, Happening, happening_text
from app.rules.reasons import ReasonKind
from app.rules.standing import Status
from app.sentences import count_text, long_reason, short_reason, slip_text, status_text, story
from db.stored import to_json
from db.terms import NO_SLIP, CancellationKind

ROOT = Path(__file__).resolve().parents[2]


def ordinal(month: int, day: int) -> int:
    return date(2026, month, day).toordinal()


FACTS: dict[ReasonKind, dict[str, Any]] = {
    ReasonKind.NONE: {},
    ReasonKind.ON_HOLD: {"since": ordinal(11, 19)},
    ReasonKind.KEPT_OFF: {"since": ordinal(11, 20)},
    ReasonKind.SUPPLIER_OVERDUE: {"supply": "P-112", "due": ordinal(11, 16)},
    ReasonKind.SUPPLY_CANCELLED: {},
    ReasonKind.BRINGS: {"supply": "P-118", "on": ordinal(12, 2), "quantity": 2000, "of": 2000},
    ReasonKind.BRINGS_PART: {"supply": "P-124", "on": ordinal(12, 18), "quantity": 1000, "of": 3000},
    ReasonKind.UNDATED: {"supply": "P-130", "on": None, "quantity": 1500, "of": 3000},
    ReasonKind.WEEK: {"resource": "Bench", "week": ordinal(11, 30)},
    ReasonKind.NO_CAPACITY: {"resource": "Bench"},
    ReasonKind.COMPLETE_LACKS: {"lacks": ["B", "C"], "held": 2000},
    ReasonKind.COLLECTS: {},
    ReasonKind.NOT_AUTOMATIC: {},
    ReasonKind.OUTRANKED: {"order": "O-1041", "quantity": 3000, "supply": "P-12"},
    ReasonKind.NOT_PURCHASED: {"supplier": "Acme", "days": 35},
}

SHORT = {
    ReasonKind.NONE: "",
    ReasonKind.ON_HOLD: "On hold since 19 Nov",
    ReasonKind.KEPT_OFF: "Kept off since 20 Nov",
    ReasonKind.SUPPLIER_OVERDUE: "P-112 was due on 16 Nov",
    ReasonKind.SUPPLY_CANCELLED: "Its supply was cancelled",
    ReasonKind.BRINGS: "P-118 on 2 Dec brings 2",
    ReasonKind.BRINGS_PART: "P-124 brings 1 of 3",
    ReasonKind.UNDATED: "P-130 has no date",
    ReasonKind.WEEK: "Bench, week of 30 Nov",
    ReasonKind.NO_CAPACITY: "Bench has no free week",
    ReasonKind.COMPLETE_LACKS: "Ship complete, lacks B, C",
    ReasonKind.COLLECTS: "On the shelf; ships only complete",
    ReasonKind.NOT_AUTOMATIC: "On the shelf; reserve it by hand",
    ReasonKind.OUTRANKED: "O-1041 ranks before and takes the last 3",
    ReasonKind.NOT_PURCHASED: "Not ordered, about 5 weeks",
}

LONG = {
    ReasonKind.NONE: "",
    ReasonKind.ON_HOLD: "The order is on hold since 19 Nov: it gives up what it held.",
    ReasonKind.KEPT_OFF: "You keep the line off since 20 Nov: it gets nothing more.",
    ReasonKind.SUPPLIER_OVERDUE: "P-112 was due on 16 Nov and has not come.",
    ReasonKind.SUPPLY_CANCELLED: "The supply it waited for was cancelled, and no other covers it.",
    ReasonKind.BRINGS: "P-118 on 2 Dec brings 2.",
    ReasonKind.BRINGS_PART: "P-124 on 18 Dec brings 1 of 3; the rest is not ordered.",
    ReasonKind.UNDATED: "P-130 brings 1.5, but nobody knows when.",
    ReasonKind.WEEK: "Bench makes it in the week of 30 Nov.",
    ReasonKind.NO_CAPACITY: "Bench has no week free for all of it.",
    ReasonKind.COMPLETE_LACKS: "The order ships complete: it holds 2 and waits for B, C.",
    ReasonKind.COLLECTS: "Enough is on the shelf, but the order takes all its goods at once or none.",
    ReasonKind.NOT_AUTOMATIC: "Enough is on the shelf, but the shop does not reserve on its own.",
    ReasonKind.OUTRANKED: "O-1041 ranks before and takes the last 3 of P-12; the rest is not ordered.",
    ReasonKind.NOT_PURCHASED: "No purchase is placed for it; about 5 weeks from Acme.",
}


@pytest.mark.parametrize("kind", ReasonKind)
def test_every_reason_reads_short_and_long(kind: ReasonKind) -> None:
    assert short_reason(kind, to_json(FACTS[kind])) == SHORT[kind]
    assert long_reason(kind, FACTS[kind]) == LONG[kind]


@pytest.mark.parametrize("kind", [ReasonKind.ON_HOLD, ReasonKind.KEPT_OFF, ReasonKind.NOT_PURCHASED])
def test_a_reason_with_fewer_facts_still_reads(kind: ReasonKind) -> None:
    assert short_reason(kind, None) in ("On hold", "Kept off", "Not ordered")
    assert long_reason(kind, "{}").endswith(".")


def test_a_reason_follows_the_language() -> None:
    stored = to_json(FACTS[ReasonKind.BRINGS])
    english = short_reason(ReasonKind.BRINGS, stored)
    language.use("zh_CN")
    assert short_reason(ReasonKind.BRINGS, stored) != english
    assert "12月2日" in short_reason(ReasonKind.BRINGS, stored)


def test_names_in_reasons_are_data() -> None:
    facts = {"resource": "{week} <b>", "week": ordinal(11, 30)}
    assert short_reason(ReasonKind.WEEK, to_json(facts)) == "{week} <b>, week of 30 Nov"


def test_a_short_lead_time_is_told_in_days() -> None:
    assert short_reason(ReasonKind.NOT_PURCHASED, to_json({"supplier": "", "days": 10})) == (
        "Not ordered, about 10 days"
    )


def test_a_resource_out_of_use_is_not_called_full() -> None:
    stored = to_json({"resource": "Bench", "unused": 1})
    assert short_reason(ReasonKind.NO_CAPACITY, stored) == "Bench is out of use"
    assert long_reason(ReasonKind.NO_CAPACITY, stored) == "Bench is out of use, and nothing else makes it."


def test_every_status_has_its_word() -> None:
    assert len({status_text(status) for status in Status}) == len(Status)


@pytest.mark.parametrize(("slip", "text"), [(None, ""), (1, "1 day"), (14, "14 days"), (NO_SLIP, "no date")])
def test_slip_reads(slip: int | None, text: str) -> None:
    assert slip_text(slip) == text


def test_counts_that_stopped_say_so() -> None:
    assert (count_text(24, more=False), count_text(10_000, more=True)) == ("24", "10,000+")


def test_the_pane_tells_how_far_the_date_is_from_the_promise() -> None:
    facts = to_json(FACTS[ReasonKind.BRINGS])
    told = story(
        short=2000,
        expected=ordinal(12, 21),
        estimate=None,
        promised=ordinal(12, 7),
        reason=ReasonKind.BRINGS,
        stored=facts,
    )
    assert told == "2 short, expected 21 Dec: 14 days after the promise of 7 Dec. P-118 on 2 Dec brings 2."


def test_every_kind_of_history_that_is_written_has_a_sentence() -> None:
    assert written_kinds() - SENTENCES.keys() == set()
    assert "shipped" in written_kinds()


def written_kinds() -> set[str]:
    """What actions pass to `record`, and what settling and cancelling write themselves."""
    kinds = {"reserved", "unreserved", "expected", *CancellationKind}
    for file in (ROOT / "app" / "actions").glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "record":
                kinds |= {each.value for each in node.args if isinstance(each, ast.Constant)}
    return kinds


@pytest.mark.parametrize(
    ("happening", "text"),
    [
        (
            Happening("promised", new_day=ordinal(12, 7), facts='{"cause":"confirmation"}'),
            "Promised 7 Dec with the confirmation",
        ),
        (Happening("promised", new_day=None, facts='{"cause":"owner"}'), "Told that no date is known"),
        (Happening("expected", old_day=ordinal(12, 4), new_day=None), "No date any more; it was 4 Dec"),
        (Happening("expected", old_day=None, new_day=ordinal(12, 4)), "Expected 4 Dec"),
        (
            Happening("eta_changed", old_day=ordinal(12, 4), new_day=ordinal(12, 18), supply="P-124"),
            "P-124 moved from 4 Dec to 18 Dec",
        ),
        (
            Happening(
                "eta_changed",
                old_day=ordinal(12, 4),
                new_day=None,
                supply="P-124",
                facts='{"cause":"customs"}',
            ),
            "P-124 has no date any more: customs",
        ),
        (Happening("quantity_set", quantity=-1500), "Quantity changed by −1.5"),
        (
            Happening("offered", quantity=2000, new_day=ordinal(12, 4), facts='{"sku":"PAN"}'),
            "2 × PAN offered until 4 Dec",
        ),
        (Happening("offer_declined", facts='{"sku":"PAN"}'), "Offer of PAN declined"),
        (Happening("set_aside_gone", quantity=-1000), "1 no longer set aside"),
        (Happening("cancelled", quantity=2000, facts='{"reason":"too late"}'), "2 cancelled: too late"),
        (
            Happening("taken_back", facts='{"what":"ranked","place":6}'),
            "Taken back: Ranked at place 6 by hand",
        ),
        (
            Happening("taken_back", quantity=2000, facts='{"what":"cancelled","reason":"too late"}'),
            "Taken back: 2 cancelled: too late",
        ),
        (Happening("cancelled", quantity=0, facts='{"reason":"too dear"}'), "Quote cancelled: too dear"),
        (
            Happening(
                "resource_blocked", old_day=ordinal(12, 4), new_day=ordinal(12, 4), facts='{"name":"Bench"}'
            ),
            "Bench blocked: 4 Dec",
        ),
        (
            Happening("noticed", facts='{"due":{"delay":3,"refund":1},"void":{"confirmation":1}}'),
            "To be told: Later date (3), Refund; No longer to be told: Order confirmation",
        ),
        (Happening("invented"), "invented"),
        (
            Happening(
                "voucher_redeemed",
                facts='{"amount":1250,"code":"T4QK-9MWE-7XPD","currency":"EUR","unit":"money"}',
            ),
            "€12.50 of voucher T4QK-9MWE-7XPD used",
        ),
        (
            Happening("voucher_issued", facts='{"amount":100,"code":"T4QK-9MWE-7XPD","unit":"points"}'),
            "Voucher T4QK-9MWE-7XPD of 1 point given",
        ),
    ],
)
def test_history_reads(happening: Happening, text: str) -> None:
    assert happening_text(happening) == text


@pytest.mark.parametrize("kind", sorted(SENTENCES))
def test_every_sentence_can_be_said_of_a_bare_row(kind: str) -> None:
    assert happening_text(Happening(kind))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"priority": [0, 1]}, "C-1 Anna: Priority Normal → High"),
        ({"city": ["", "Lund"], "lead_days": [None, 14]}, "C-1 Anna: City – → Lund, Lead time – → 14"),
        ({"city": ["", "a"], "phone": ["", "1"], "note": ["", "x"]}, "C-1 Anna: City, Phone, Note"),
        ({"note": ["", "word " * 20]}, "C-1 Anna: Note – → word word word word word word word word …"),
    ],
)
def test_a_change_tells_old_and_new(changes: dict[str, list[object]], said: str) -> None:
    facts = json.dumps({"what": "customers", "id": 1, "name": "C-1 Anna", "changes": changes})
    assert happening_text(Happening("edited", facts=facts)) == said
