"""The settings of the shop, and how the window looks on this computer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.actions.documents import PREFIXES
from app.actions.shop_settings import (
    CHECKS,
    MOVING,
    SettingsForm,
    change_shop_settings,
    settings_form,
)
from app.errors import ShopError
from app.language import LANGUAGES, language, ntr, tr
from app.mail_trial import keep_password, needs_keeping
from app.setting_words import setting_title
from app.wording import quantity_text
from ui.common import fonts, theme
from ui.common.choice import Segments
from ui.common.dialog import first_field
from ui.common.form import Form, FormField, side_by_side
from ui.common.form_fields import ChoiceField, DaysField, FlagField, MeasureField, NoteField, TextField
from ui.common.labels import label
from ui.common.page import Desk
from ui.common.scroll import Scroll
from ui.common.undo import Undo
from ui.dialogs.form_dialog import FormDialog, merged
from ui.dialogs.settings_costs import CostsPart
from ui.dialogs.settings_delays import DelaysPart
from ui.dialogs.settings_fields import SHORT, DaysOffField, NumberField, WeekdaysField, explained, part_of
from ui.dialogs.settings_letters import LettersPart
from ui.dialogs.settings_mail import MailPart
from ui.dialogs.settings_making_good import MakingGoodPart
from ui.dialogs.settings_pages import PagesPart

WIDTH, HEIGHT = 840, 560
PREVIEW_HEIGHT = 240
MOST_SHOWN = 20_000
"""Waiting lines of which a trial is quick enough to be shown."""


@dataclass(frozen=True, slots=True)
class Looks:
    """Language and theme of the window, kept on this computer."""

    language: str
    theme: str


class SettingsDialog(FormDialog):
    """The outcome is the `Looks` that were chosen; its parts scroll, so that the preview fits below them."""

    tallest = 760
    filled = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Settings"), tr("Save"), parent)
        self._waiting = 0
        self.before: dict[str, Any] = {}
        self.delays = DelaysPart()
        self.letters = LettersPart(desk.jobs)
        self.letters.texts_wanted.connect(self._word_letters)
        self.mail = MailPart(desk.jobs, self.draft)
        self.pages = PagesPart()
        self.costs = CostsPart(desk.formats.currency)
        self.making_good = MakingGoodPart(desk.formats.currency)
        self.fields = {each.key: each for each in self._make_fields()}
        self.form = Form(self.fields.values(), CHECKS, self)
        self.window_language = ChoiceField(
            "window_language",
            tr("Language of the window"),
            [(name, code) for code, name in LANGUAGES.items()],
        )
        names = {"light": tr("Light"), "dark": tr("Dark")}
        self.window_theme = ChoiceField(
            "window_theme", tr("Theme"), [(words, name) for name, words in names.items()]
        )
        self.too_many = label(tone="quiet")
        self.too_many.setWordWrap(True)
        self._build()
        self.window_language.set_value(language())
        self.window_theme.set_value(theme.tokens().name)
        self.resize(WIDTH, HEIGHT)
        self.ok.setEnabled(False)
        desk.jobs.read(settings_form, done=self._fill, failed=self.show_error)

    # how it is made

    def _make_fields(self) -> list[FormField]:
        languages = [(tr("As the window"), ""), *((name, code) for code, name in LANGUAGES.items())]
        today = self.desk.formats.today or date.today()  # noqa: DTZ011
        made: list[FormField] = [
            TextField("shop_name", setting_title("shop_name")),
            NoteField("address", setting_title("address")),
            TextField("email", setting_title("email")),
            TextField("phone", setting_title("phone")),
            TextField("currency", setting_title("currency")),
            ChoiceField("language", setting_title("language"), languages),
            DaysField("handling_days", setting_title("handling_days"), tr("working days")),
            WeekdaysField("working_days", setting_title("working_days")),
            DaysOffField("closed_days", setting_title("closed_days"), today),
            FlagField("reserve_automatically", setting_title("reserve_automatically")),
            FlagField("complete_orders_hold_stock", setting_title("complete_orders_hold_stock")),
            MeasureField("over_receipt_percent", setting_title("over_receipt_percent"), 0, "%"),
        ]
        for kind in PREFIXES:
            for part in ("prefix", "next"):
                key = f"{kind}_{part}"
                title = setting_title(key)
                made.append(TextField(key, title) if part == "prefix" else NumberField(key, title))
        parts = (self.delays, self.letters, self.mail, self.pages, self.costs, self.making_good)
        return made + [field for part in parts for field in part.fields]

    def _build(self) -> None:
        parts: dict[str, tuple[str, Callable[[], QWidget]]] = {
            "shop": (tr("Shop"), self._shop),
            "queue": (tr("Queue"), self._queue),
            "dates": (tr("Dates"), self._dates),
            "numbers": (tr("Numbers"), self._numbers),
            "delays": (tr("Delays"), lambda: self.delays),
            "making_good": (tr("Making good"), lambda: self.making_good),
            "letters": (tr("Letters"), lambda: self.letters),
            "mail": (tr("Mail"), lambda: self.mail),
            "pages": (tr("Order pages"), lambda: self.pages),
            "costs": (tr("Costs"), lambda: self.costs),
            "looks": (tr("This computer"), self._looks),
        }
        self.view = Segments(tr("Part"), [(key, title) for key, (title, _) in parts.items()])
        self.stack = QStackedWidget()
        self.parts = {key: Scroll(make(), title) for key, (title, make) in parts.items()}
        for part in self.parts.values():
            self.stack.addWidget(part)
        self.view.chosen.connect(self.show_part)
        self.body.addWidget(self.view)
        self.body.addWidget(self.stack)
        self.stand(self.form, self.body)
        self.box.setMaximumHeight(PREVIEW_HEIGHT)
        self.body.addWidget(self.too_many)
        self.too_many.hide()
        self.body.addStretch()

    def _shop(self) -> QWidget:
        fields = self.fields
        reached = QWidget()
        row = side_by_side((fields["email"], 3), (fields["phone"], 2))
        row.setContentsMargins(0, 0, 0, 4)
        reached.setLayout(row)
        return part_of(
            explained(fields["shop_name"], tr("Stands above the pages and on everything that is printed.")),
            explained(fields["address"], tr("The sender on letters, packing slips and purchase orders.")),
            reached,
            explained(
                fields["currency"],
                tr("Three letters such as EUR. It can change only while nothing has a price."),
                SHORT,
            ),
            explained(
                fields["language"],
                tr("What customers and suppliers get is written in it, unless they have their own."),
                2 * SHORT,
            ),
        )

    def _queue(self) -> QWidget:
        fields = self.fields
        return part_of(
            explained(
                fields["reserve_automatically"],
                tr(
                    "What comes in goes to the orders by their rank at once. Without it the owner reserves"
                    " by hand; goods bought for one order still go to it."
                ),
            ),
            explained(
                fields["complete_orders_hold_stock"],
                tr(
                    "An order that ships complete collects its goods and keeps them. Without it, it takes"
                    " nothing until all of it can be filled at once."
                ),
            ),
            explained(
                fields["over_receipt_percent"],
                tr("So much more than ordered is received without a question."),
                SHORT,
            ),
        )

    def _dates(self) -> QWidget:
        fields = self.fields
        return part_of(
            explained(
                fields["handling_days"],
                tr("So many working days lie between the arrival of goods and the date that is promised."),
                2 * SHORT,
            ),
            explained(fields["working_days"], tr("Handling counts these days only.")),
            explained(
                fields["closed_days"], tr("Holidays on which nothing is handled. Delete removes a day.")
            ),
        )

    def _numbers(self) -> QWidget:
        rows = []
        for kind in PREFIXES:
            row = QWidget()
            pair = side_by_side((self.fields[f"{kind}_prefix"], 1), (self.fields[f"{kind}_next"], 1))
            pair.setContentsMargins(0, 0, 0, 0)
            row.setLayout(pair)
            row.setMaximumWidth(3 * SHORT)
            rows.append(row)
        words = tr("The next document gets the next number that is still free.")
        return part_of(label(words, fonts.SMALL, tone="quiet"), *rows)

    def _looks(self) -> QWidget:
        return part_of(
            explained(self.window_language, tr("On this computer only."), 2 * SHORT),
            explained(self.window_theme, tr("On this computer only."), 2 * SHORT),
        )

    def _word_letters(self) -> None:
        from ui.dialogs import letter_texts

        letter_texts.ask(self, self.desk)

    def show_part(self, key: str) -> None:
        """Turn to a part."""
        self.view.show_value(key)
        self.stack.setCurrentWidget(self.parts[key])

    def show_field(self, field: QWidget) -> None:
        for key, part in self.parts.items():
            if part.isAncestorOf(field):
                self.show_part(key)
                part.ensureWidgetVisible(field)

    # what it is filled from

    def _fill(self, form: SettingsForm) -> None:
        self._waiting = form.waiting
        self.before = dict(form.values)
        self.fields["currency"].editor.setEnabled(not form.is_priced)
        self.show_given(form.values)
        self.delays.show_meaning()
        self.letters.values = form.values
        self.mail.fill(form.values)
        self.ok.setEnabled(True)
        shown = next(part for part in self.parts.values() if part.isVisibleTo(self))
        (first_field(shown) or self.ok).setFocus()
        self.filled.emit()

    # while one types

    def is_read(self) -> bool:
        return bool(self.before)

    def typed(self) -> None:
        moved = self._moved()
        self.too_many.setVisible(bool(moved) and self._waiting > MOST_SHOWN)
        if moved and self._waiting <= MOST_SHOWN:
            super().typed()
            return
        self.too_many.setText(
            ntr(
                "The date of up to {count} waiting line may move.",
                "The dates of up to {count} waiting lines may move.",
                self._waiting,
                count=quantity_text(Decimal(self._waiting)),
            )
        )
        self._fingerprint = ""
        self._conflict = None
        self.try_nothing()
        self._show_rows([])
        self._forget_told()

    def _moved(self) -> set[str]:
        """Settings that move dates or reservations and are typed anew."""
        now = self.form.readable()
        return {key for key in MOVING if key in now and now[key] != self.before.get(key)}

    def draft(self) -> dict[str, Any]:
        return self.before | self.form.values()

    def act(self, draft: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return change_shop_settings, (self.before, draft)

    def reread(self) -> tuple[Callable[..., Any], tuple[Any, ...]]:
        return settings_form, ()

    def merge(self, fresh: SettingsForm) -> None:
        now = self.form.readable()
        values = merged(self.before, now, fresh.values)
        self.before = dict(fresh.values)
        self.form.set_values({key: each for key, each in values.items() if now.get(key, each) != each})

    # done

    def looks(self) -> Looks:
        """What is chosen for the window."""
        return Looks(str(self.window_language.read()), str(self.window_theme.read()))

    def entered(self) -> list[str]:
        typed = self.mail.password.read()
        return [*super().entered(), *([tr("Password")] if typed else [])]

    def submit(self) -> None:
        draft, password = self.draft(), self.mail.password.read()
        if not needs_keeping(self.before, draft, password):
            self._save()
            return
        self._set_busy(busy=True)
        call = partial(keep_password, self.before, draft, password)
        self.desk.jobs.send(lambda _: call(), self._kept, self._not_kept, writes=False)

    def _kept(self, _: object) -> None:
        """The keyring first: whom it refuses has not left the dialog yet."""
        self._set_busy(busy=False)
        self.mail.password.set_value("")
        self._save()

    def _not_kept(self, error: ShopError) -> None:
        self._set_busy(busy=False)
        self.show_part("mail")
        if self.place_of(error):
            self.show_error(error)
        else:
            self.show_error(error, self.mail.password.editor)

    def _save(self) -> None:
        if self.draft() == self.before:
            super().finish(self.looks())
        else:
            super().submit()

    def finish(self, outcome: Any) -> None:
        undo = Undo(tr("settings"), change_shop_settings, (self.draft(), self.before))
        self.desk.done(tr("The settings are saved."), undo)
        super().finish(self.looks())


def ask(parent: QWidget | None, desk: Desk, part: str = "shop") -> Looks | None:
    """Change the shop's settings, a part first; how the window is to look, or None where it was left."""
    dialog = SettingsDialog(desk, parent)
    dialog.show_part(part)
    looks: Looks | None = dialog.ask()
    return looks
