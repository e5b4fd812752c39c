"""What Today's rows say, for each kind of thing to do."""

import pytest

from app.lists.today_tasks import Name, Task, TaskKind
from app.today_words import TaskWords, task_words, urgent
from db.terms import NO_SLIP, NoticeKind
from tests.databases import TODAY

DAY = TODAY.toordinal()

CASES = [
    (
        Task(
            TaskKind.SILENCE, DAY - 1, silence="cancel", count=3, names=(Name("Ann"), Name("Bo")), customers=2
        ),
        "Nobody answered about 3 lines: silence cancels them",
        "Ann, Bo",
        ("22 Nov", "bad"),
    ),
    (
        Task(
            TaskKind.ANSWER,
            DAY,
            "sauté pan",
            "O-1018",
            "Elena Fuchs",
            silence="cancel",
            amount=14_500,
            currency="EUR",
        ),
        "Elena Fuchs has not answered the delay of sauté pan",
        "O-1018  ·  paid €145.00  ·  silence cancels and refunds, as your policy says",
        ("Today", "bad"),
    ),
    (
        Task(
            TaskKind.NOTICE,
            DAY + 1,
            "delay",
            count=5,
            names=(Name("Café Brünn", slip=6), Name("Ines Okafor", slip=1), Name("Priya", slip=NO_SLIP)),
        ),
        "Tell 5 customers that their goods come later",
        "Café Brünn 6 days, Ines Okafor 1 day, Priya without a date and 2 more",
        ("Tomorrow", "warn"),
    ),
    (
        Task(TaskKind.REFUND, DAY + 2, order="O-1012", customer="Peter", amount=14_800, currency="EUR"),
        "Refund €148.00 to Peter",
        "O-1012",
        ("Wed 25 Nov", "quiet"),
    ),
    (
        Task(TaskKind.MAIL, DAY, "queued", count=3, customers=1, problem="No.", names=(Name("Ann"),)),
        "3 mails do not go out",
        "No.  ·  Ann",
        ("23 Nov", "quiet"),
    ),
    (
        Task(TaskKind.MAIL, DAY, "perhaps", customer="Ann"),
        "The mail to Ann was perhaps sent",
        "",
        ("23 Nov", "quiet"),
    ),
    (
        Task(TaskKind.SLIPPED, count=1, names=(Name("Ann", slip=3),)),
        "1 line comes later than promised",
        "Ann 3 days",
        ("", ""),
    ),
    (
        Task(
            TaskKind.OVERDUE, DAY - 7, "sauté pan", "P-{112}", supplier="{days} & Co", quantity=3_000, count=2
        ),
        "P-{112} from {days} & Co is 7 days overdue",
        "3 sauté pan  ·  2 customers wait",
        ("16 Nov", "bad"),
    ),
    (
        Task(TaskKind.CUT, DAY + 7, "apron", quantity=7_000, count=1, names=(Name("Ruth"),)),
        "Nothing covers 7 apron any more",
        "Ruth",
        ("30 Nov", "quiet"),
    ),
    (
        Task(
            TaskKind.HELD,
            DAY - 9,
            order="O-1044",
            customer="Tam",
            quantity=2_000,
            names=(Name("Tam", DAY + 17),),
        ),
        "Tam holds 2 pieces until the rest comes",
        "O-1044  ·  ship complete  ·  complete on 10 Dec",
        ("9 days", "quiet"),
    ),
    (
        Task(TaskKind.NOT_FETCHED, DAY - 12, order="O-1009", customer="Lena", quantity=1_000),
        "Lena has not fetched the goods",
        "O-1009  ·  1 piece",
        ("12 days", "quiet"),
    ),
    (
        Task(TaskKind.ON_HOLD, DAY - 4, "new kitchen", "O-1058", "Georg"),
        "Georg is on hold",
        "O-1058  ·  “new kitchen”",
        ("4 days", "quiet"),
    ),
]


@pytest.mark.parametrize(("task", "title", "facts", "day"), CASES, ids=[str(case[0].kind) for case in CASES])
def test_a_row_says_what_to_do_the_facts_and_by_when(
    task: Task, title: str, facts: str, day: tuple[str, str]
) -> None:
    words = task_words(task, DAY)
    assert isinstance(words, TaskWords)
    assert (words.title, words.facts) == (title, facts)
    assert (words.day, words.tone) == day
    assert words.act


def test_every_kind_has_words() -> None:
    assert {case[0].kind for case in CASES} == set(TaskKind)


@pytest.mark.parametrize(
    "kind",
    sorted({NoticeKind(each) for each in NoticeKind} - {"renewed_delay", "date_gone", "part_shipment"}),
)
def test_every_kind_of_letter_has_a_row(kind: str) -> None:
    one, two = (task_words(Task(TaskKind.NOTICE, what=kind, count=count), DAY).title for count in (1, 2))
    assert "1 customer" in one
    assert "2 customers" in two


@pytest.mark.parametrize(
    ("kind", "days", "now"),
    [
        ("answer", 0, True),
        ("refund", -1, True),
        ("notice", 1, False),
        ("overdue", -9, False),
        ("held", -9, False),
    ],
)
def test_only_deadlines_can_be_for_today(kind: str, days: int, now: bool) -> None:
    assert urgent(Task(TaskKind(kind), DAY + days), DAY) == now
