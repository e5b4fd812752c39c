"""What the rows of Today say: what is to be done, the facts beside it, and by when or since when."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from app.language import ntr, tr
from app.lists.today_tasks import STANDING, SUPPLY, Name, Task, TaskKind
from app.sentences import count_text
from app.wording import day_text, days_text, hundredths_text, thousandths_text
from db.terms import NO_SLIP, NoticeKind, Silence

DOT = "  ·  "


@dataclass(frozen=True, slots=True)
class TaskWords:
    """`day` is the deadline, since when, or how long; `tone` 'bad' where today is the last day or past it."""

    title: str
    facts: str
    day: str
    tone: str
    act: str


def task_words(task: Task, today: int) -> TaskWords:
    """The row's words, as of an ordinal day."""
    title, facts, act = _WORDS[task.kind](task, today)
    day, tone = _day(task, today)
    return TaskWords(title, DOT.join(fact for fact in facts if fact), day, tone, act)


Said = tuple[str, tuple[str, ...], str]


def _answer(task: Task, today: int) -> Said:
    silence = {
        Silence.CONSENT: tr("silence agrees"),
        Silence.CANCEL: tr("silence cancels and refunds, as your policy says"),
        Silence.ASK: tr("silence means nothing: ask again"),
    }[Silence(task.silence)]
    paid = tr("paid {amount}", amount=hundredths_text(task.amount, task.currency)) if task.amount else ""
    title = tr(
        "{customer} has not answered the delay of {product}", customer=task.customer, product=task.what
    )
    return title, (task.order, paid, silence), tr("Record answer…")


def _silence(task: Task, today: int) -> Said:
    count = count_text(task.count, task.more)
    if task.silence == Silence.CANCEL:
        title = ntr(
            "Nobody answered about {count} line: silence cancels it",
            "Nobody answered about {count} lines: silence cancels them",
            task.count,
            count=count,
        )
        act = tr("Cancel them…")
    else:
        title = ntr(
            "Nobody answered about {count} line: ask again",
            "Nobody answered about {count} lines: ask again",
            task.count,
            count=count,
        )
        act = tr("Ask again…")
    return title, (_names(replace(task, count=task.customers)),), act


def _notice(task: Task, today: int) -> Said:
    title = _NOTICES[NoticeKind(task.what)](task.count, count_text(task.count, task.more))
    return title, (_names(task),), tr("Write letters…")


# By the kind that the list names a pile of several by.
_NOTICES: dict[NoticeKind, Callable[[int, str], str]] = {
    NoticeKind.CONFIRMATION: lambda number, count: ntr(
        "Confirm the order of {count} customer",
        "Confirm the orders of {count} customers",
        number,
        count=count,
    ),
    NoticeKind.DELAY: lambda number, count: ntr(
        "Tell {count} customer that goods come later",
        "Tell {count} customers that their goods come later",
        number,
        count=count,
    ),
    NoticeKind.SUBSTITUTE_OFFER: lambda number, count: ntr(
        "Offer {count} customer a substitute", "Offer {count} customers a substitute", number, count=count
    ),
    NoticeKind.ARRIVED: lambda number, count: ntr(
        "Tell {count} customer that the goods lie ready",
        "Tell {count} customers that their goods lie ready",
        number,
        count=count,
    ),
    NoticeKind.SHIPPED: lambda number, count: ntr(
        "Tell {count} customer that goods are on their way",
        "Tell {count} customers that their goods are on their way",
        number,
        count=count,
    ),
    NoticeKind.CANCELLATION: lambda number, count: ntr(
        "Tell {count} customer what is cancelled",
        "Tell {count} customers what is cancelled",
        number,
        count=count,
    ),
    NoticeKind.REFUND: lambda number, count: ntr(
        "Tell {count} customer of the refund", "Tell {count} customers of their refunds", number, count=count
    ),
    NoticeKind.VOUCHER: lambda number, count: ntr(
        "Send {count} customer a voucher", "Send {count} customers their vouchers", number, count=count
    ),
}


def _refund(task: Task, today: int) -> Said:
    amount = hundredths_text(task.amount, task.currency)
    title = tr("Refund {amount} to {customer}", amount=amount, customer=task.customer)
    return title, (task.order,), tr("Refund…")


def _mail(task: Task, today: int) -> Said:
    if task.what == "queued":
        count = count_text(task.count, task.more)
        title = ntr("{count} mail does not go out", "{count} mails do not go out", task.count, count=count)
        act = tr("See the letter") if task.count == 1 else tr("See them")
        return title, (task.problem, _names(replace(task, count=task.customers))), act
    title = {
        "refused": tr("The mail to {customer} was refused", customer=task.customer),
        "failed": tr("The mail to {customer} could not be sent", customer=task.customer),
        "perhaps": tr("The mail to {customer} was perhaps sent", customer=task.customer),
    }[task.what]
    return title, (_names(task),), tr("See the letter")


def _slipped(task: Task, today: int) -> Said:
    count = count_text(task.count, task.more)
    title = ntr(
        "{count} line comes later than promised",
        "{count} lines come later than promised",
        task.count,
        count=count,
    )
    return title, (_names(task),), tr("See them")


def _overdue(task: Task, today: int) -> Said:
    title = tr(
        "{purchase} from {supplier} is {days} overdue",
        purchase=task.order,
        supplier=task.supplier or "–",
        days=days_text(today - (task.day or today)),
    )
    quantity = thousandths_text(task.quantity)
    goods = tr("{quantity} {product}", quantity=quantity, product=task.what) if task.what else ""
    pieces = "" if goods else ntr("{count} piece", "{count} pieces", task.quantity // 1000, count=quantity)
    waits = ntr("{count} customer waits", "{count} customers wait", task.count) if task.count else ""
    act = tr("Ask supplier…") if task.asks_supplier else tr("Set ETA…")
    return title, (goods or pieces, waits), act


def _cut(task: Task, today: int) -> Said:
    quantity = thousandths_text(task.quantity)
    title = tr("Nothing covers {quantity} {product} any more", quantity=quantity, product=task.what)
    return title, (_names(task),), tr("Find supply…")


def _held(task: Task, today: int) -> Said:
    quantity = thousandths_text(task.quantity)
    title = ntr(
        "{customer} holds {count} piece until the rest comes",
        "{customer} holds {count} pieces until the rest comes",
        task.quantity // 1000,
        customer=task.customer,
        count=quantity,
    )
    expected = task.names[0].day if task.names else None
    comes = tr("complete on {day}", day=day_text(expected)) if expected else tr("nobody knows when")
    return title, (task.order, tr("ship complete"), comes), tr("Release…")


def _not_fetched(task: Task, today: int) -> Said:
    pieces = ntr(
        "{count} piece", "{count} pieces", task.quantity // 1000, count=thousandths_text(task.quantity)
    )
    return (
        tr("{customer} has not fetched the goods", customer=task.customer),
        (task.order, pieces),
        tr("Release…"),
    )


def _on_hold(task: Task, today: int) -> Said:
    reason = tr("“{words}”", words=task.what) if task.what else ""
    return tr("{customer} is on hold", customer=task.customer), (task.order, reason), tr("Open order")


_WORDS: dict[TaskKind, Callable[[Task, int], Said]] = {
    TaskKind.SILENCE: _silence,
    TaskKind.ANSWER: _answer,
    TaskKind.NOTICE: _notice,
    TaskKind.REFUND: _refund,
    TaskKind.MAIL: _mail,
    TaskKind.SLIPPED: _slipped,
    TaskKind.OVERDUE: _overdue,
    TaskKind.CUT: _cut,
    TaskKind.HELD: _held,
    TaskKind.NOT_FETCHED: _not_fetched,
    TaskKind.ON_HOLD: _on_hold,
}


def _names(task: Task) -> str:
    """'Café Brünn 6 days, Priya Raman without a date and 4 more'."""
    named = tr(", ").join(_name(each) for each in task.names)
    left = task.count - len(task.names)
    if left <= 0:
        return named
    more = count_text(left, task.more)
    return tr("{names} and {count} more", names=named, count=more)


def _name(name: Name) -> str:
    if name.slip == NO_SLIP:
        return tr("{customer} without a date", customer=name.name)
    if name.slip is not None and name.slip > 0:
        return tr("{customer} {days}", customer=name.name, days=days_text(name.slip))
    return name.name


def _day(task: Task, today: int) -> tuple[str, str]:
    if task.day is None:
        return "", ""
    if task.kind in STANDING:
        return days_text(max(0, today - task.day)), "quiet"
    if task.kind in SUPPLY or task.kind == TaskKind.MAIL:
        return day_text(task.day), "bad" if task.kind == TaskKind.OVERDUE else "quiet"
    if task.day <= today:
        return (tr("Today") if task.day == today else day_text(task.day)), "bad"
    if task.day == today + 1:
        return tr("Tomorrow"), "warn"
    return day_text(task.day, weekday=True), "quiet"


def urgent(task: Task, today: int) -> bool:
    """Whether its last day is today, or past."""
    return task.kind not in (*STANDING, *SUPPLY, TaskKind.MAIL) and task.day is not None and task.day <= today
