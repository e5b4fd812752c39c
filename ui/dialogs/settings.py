"""The settings of the shop, and how the window looks on this computer."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

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
from ui.common import theme
from ui.common.dialog import first_field
from ui.common.form import Form, FormField
from ui.common.form_fields import ChoiceField, DaysField, FlagField, MeasureField, NoteField, TextField
from ui.common.labels import label
from ui.common.page import Desk
from ui.common.parts import Parts
from ui.common.undo import Undo
from ui.dialogs.form_dialog import FormDialog, merged
from ui.dialogs.settings_basics import dates_part, looks_part, numbers_part, queue_part, shop_part
from ui.dialogs.settings_costs import CostsPart
from ui.dialogs.settings_delays import DelaysPart
from ui.dialogs.settings_fields import DaysOffField, NumberField, WeekdaysField
from ui.dialogs.settings_letters import LettersPart
from ui.dialogs.settings_mail import MailPart
from ui.dialogs.settings_making_good import MakingGoodPart
from ui.dialogs.settings_pages import PagesPart

WIDTH, HEIGHT = 880, 580
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
        parts: list[tuple[str, str, QWidget]] = [
            ("shop", tr("Shop"), shop_part(self.fields)),
            ("queue", tr("Queue"), queue_part(self.fields)),
            ("dates", tr("Dates"), dates_part(self.fields)),
            ("numbers", tr("Numbers"), numbers_part(self.fields)),
            ("delays", tr("Delays"), self.delays),
            ("making_good", tr("Making good"), self.making_good),
            ("letters", tr("Letters"), self.letters),
            ("mail", tr("Mail"), self.mail),
            ("pages", tr("Order pages"), self.pages),
            ("costs", tr("Costs"), self.costs),
            ("looks", tr("This computer"), looks_part(self.window_language, self.window_theme)),
        ]
        self.parts = Parts(tr("Part"), parts, remembered_as="settings/part")
        self.show_part = self.parts.show_part
        self.body.addWidget(self.parts, stretch=1)
        self.stand(self.form, self.body)
        self.box.setMaximumHeight(PREVIEW_HEIGHT)
        self.body.addWidget(self.too_many)
        self.too_many.hide()

    def _word_letters(self) -> None:
        from ui.dialogs import letter_texts

        letter_texts.ask(self, self.desk)

    def show_field(self, field: QWidget) -> None:
        self.parts.show_widget(field)

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
        (first_field(self.parts.current()) or self.ok).setFocus()
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


def ask(parent: QWidget | None, desk: Desk, part: str = "") -> Looks | None:
    """Change the settings, `part` or that of the last time first; the looks chosen, or None if left."""
    dialog = SettingsDialog(desk, parent)
    if part:
        dialog.show_part(part)
    else:
        dialog.parts.show_last()
    looks: Looks | None = dialog.ask()
    return looks
