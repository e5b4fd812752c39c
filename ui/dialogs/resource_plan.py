"""What dialogs that change a resource's capacity share: the cause, and who waits longer by it (R30)."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from app.actions.outlooks import Affected, Outlook, as_shown, outlook
from app.errors import InvalidInput, ShopError
from app.language import ntr, tr
from app.lists.resource_detail import ResourceDetail
from app.rules.standing import URGENT
from ui.common import fonts
from ui.common.inputs import combo, field, line_edit
from ui.common.page import Desk
from ui.common.undo import Undo
from ui.dialogs import affected
from ui.dialogs.affected import AffectedColumns
from ui.dialogs.boxed import Boxed, PreviewHead, PreviewModel, field_row, preview_table, stretch
from ui.dialogs.notes import Notes
from ui.dialogs.planning import PlanningDialog

SIZE = (1040, 470)
CAUSE_WIDTH = 210


class ResourcePlanDialog(PlanningDialog):
    """Cause, note and preview of all three; subclasses add their fields and say in `draft` what is done."""

    needs_cause = True

    def __init__(
        self, desk: Desk, detail: ResourceDetail, title: str, act: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(desk, title, act, parent)
        self.detail = detail
        self.act_title = act
        self._fingerprint = ""
        self.cause, self.note = _cause_choice(), line_edit()
        self.touched = PreviewModel(AffectedColumns(desk.formats).dates(), parent=self)
        self.head = PreviewHead(tr("Who waits longer"))
        self.notes = Notes("calendar-event", "quiet", "quiet")
        self.table = preview_table(self.touched, tr("Who waits longer"))
        stretch(self.table, "product")
        self._arrange()
        self.hint.setText(tr("Nothing is sent to anybody."))
        self.resize(*SIZE)
        self.changed()

    def _arrange(self) -> None:
        self.body.addLayout(field_row(self.fields()))
        why = field_row([(tr("Cause"), self.cause)])
        self.cause.setMinimumWidth(CAUSE_WIDTH)
        why.insertWidget(1, field(tr("Note for the history"), self.note), stretch=1)
        why.takeAt(why.count() - 1)
        self.body.addLayout(why)
        self.body.addWidget(self.notes)
        self.body.addWidget(self.head)
        self.box = Boxed(self.table, least=3)
        self.box.hide()
        self.body.addWidget(self.box)
        self.body.addStretch()

    # for subclasses

    def fields(self) -> list[tuple[str, QWidget]]:
        """The inputs above cause and note."""
        return []

    def field_of(self, error: ShopError) -> QWidget | None:
        """The field among `fields` that an error is about."""
        return None

    def draft(self) -> tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]:
        """The action with its arguments; InvalidInput where a field cannot be taken."""
        raise NotImplementedError

    def idle(self) -> str:
        """Why nothing would change, '' where something would."""
        return ""

    def remarks(self) -> list[str]:
        """Sentences under the fields."""
        return []

    def done_words(self) -> tuple[str, Undo | None]:
        """What the status bar says of it."""
        return "", None

    # while one types

    def changed(self, *, keeps_error: bool = False) -> None:
        """Try out what is typed."""
        self._fingerprint = ""
        try:
            fn, args, keywords = self.draft()
        except InvalidInput as error:
            self.try_nothing()
            self.notes.say([])
            self.set_act(self.act_title, enabled=False)
            self.show_error(error)
            return
        self.notes.say(self.remarks())
        idle = self.idle()
        self.set_act(self.act_title, enabled=not idle)
        if idle:
            self.try_nothing()
            self.error.clear()
            self._show_rows([])
            self.head.say(idle, tr("Who waits longer"))
        else:
            self.try_out(outlook, fn, *args, keeps_error=keeps_error, **keywords)

    def show_preview_old(self, *, old: bool) -> None:
        self.touched.set_old(old=old)

    def show_preview(self, answer: Outlook[Any]) -> None:
        self._fingerprint = answer.fingerprint
        moved = [each for each in answer.affected if each.moves and each.open]
        self._show_rows(moved)
        self.head.say(sum_text(moved), title_of(moved))

    def _show_rows(self, moved: list[Affected]) -> None:
        self.touched.set_rows(affected.row_of(each) for each in moved)
        self.box.setVisible(bool(moved))

    def cause_of(self, error: ShopError) -> QWidget | None:
        place = getattr(error, "place", "")
        return {"cause": self.cause, "note": self.note}.get(place) or self.field_of(error)

    def show_preview_refused(self, error: ShopError) -> None:
        self._show_rows([])
        self.set_act(self.act_title, enabled=False)
        super().show_preview_refused(error)

    def plan_changed(self, error: ShopError) -> None:
        self.changed(keeps_error=True)

    def entered(self) -> list[str]:
        typed = ((tr("Cause"), self.why()["cause"]), (tr("Note"), self.why()["note"]))
        return [title for title, words in typed if words]

    # done

    def why(self) -> dict[str, str]:
        """Cause and note as the action takes them."""
        return {"cause": self.cause.currentText().strip(), "note": self.note.text().strip()}

    def submit(self) -> None:
        fn, args, keywords = self.draft()
        why = self.why()
        if self.needs_cause and not why["cause"]:
            error = InvalidInput(tr("The cause is missing."), tr("Choose one, or type it."))
            self.show_error(error, self.cause)
            self.cause.setFocus()
            return
        self.write(as_shown(fn, self._fingerprint), *args, **keywords, **why)

    def finish(self, outcome: Any) -> None:
        words, undo = self.done_words()
        self.desk.done(words, undo)
        super().finish(outcome)


def _cause_choice() -> QComboBox:
    """Usual causes; any other can be typed."""
    words = [tr("Holiday"), tr("Illness"), tr("Maintenance"), tr("Repair"), tr("Other work"), tr("Market")]
    result = combo([(each, each) for each in words])
    result.setEditable(True)
    result.setCurrentIndex(-1)
    edit = result.lineEdit()
    assert edit is not None
    edit.setFont(fonts.font())
    edit.setPlaceholderText(tr("Choose or type"))
    return result


def title_of(moved: list[Affected]) -> str:
    """The heading of the preview."""
    if moved and not any(each.waits_longer for each in moved):
        return tr("Who waits less")
    return tr("Who waits longer")


def sum_text(moved: list[Affected]) -> str:
    """'5 orders move. 2 become late. 1 loses its date.'"""
    if not moved:
        return tr("Nobody's date moves.")
    words = [ntr("{count} order moves.", "{count} orders move.", len({each.order_id for each in moved}))]
    lost = {each.order_id for each in moved if each.before.day and not each.after.day}
    late = {each.order_id for each in moved if _turns_urgent(each)} - lost
    if late:
        words.append(ntr("{count} becomes late.", "{count} become late.", len(late)))
    if lost:
        words.append(ntr("{count} loses its date.", "{count} lose their date.", len(lost)))
    return " ".join(words)


def _turns_urgent(line: Affected) -> bool:
    return line.after.status in URGENT and line.before.status not in URGENT
