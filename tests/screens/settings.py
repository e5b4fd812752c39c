"""What the settings show in their pictures."""

from decimal import Decimal
from io import BytesIO

from PIL import Image, ImageDraw

from app.actions.reward_rules import RuleDraft
from ui.common.page import Desk
from ui.dialogs.letter_texts import LetterTextsDialog
from ui.dialogs.publish import PublishDialog
from ui.dialogs.settings import SettingsDialog


def shop(desk: Desk) -> SettingsDialog:
    return SettingsDialog(desk)


def queue(desk: Desk) -> SettingsDialog:
    dialog = SettingsDialog(desk)
    dialog.show_part("queue")
    return dialog


def dates(desk: Desk) -> SettingsDialog:
    """Three days of handling in place of one: everybody waits longer."""
    dialog = SettingsDialog(desk)
    dialog.show_part("dates")

    def fill() -> None:
        handling = dialog.fields["handling_days"]
        handling.show_value(Decimal(3))
        handling.changed.emit()

    dialog.filled.connect(fill)
    return dialog


def numbers(desk: Desk) -> SettingsDialog:
    dialog = SettingsDialog(desk)
    dialog.show_part("numbers")
    return dialog


def looks(desk: Desk) -> SettingsDialog:
    dialog = SettingsDialog(desk)
    dialog.show_part("looks")
    return dialog


def delays(desk: Desk) -> SettingsDialog:
    """The rules of the US leave the shop little to choose."""
    dialog = SettingsDialog(desk)
    dialog.show_part("delays")
    dialog.filled.connect(lambda: dialog.delays.policy.combo.setCurrentIndex(1))
    return dialog


def making_good(desk: Desk) -> SettingsDialog:
    """Three rules, the last of which never counts."""
    dialog = SettingsDialog(desk)
    dialog.show_part("making_good")

    def fill() -> None:
        rules = (
            RuleDraft(21, "percent", Decimal(10), most=Decimal(25)),
            RuleDraft(7, "percent", Decimal(5), priority=1),
            RuleDraft(7, "amount", Decimal("2.50"), order_value=Decimal(40)),
            RuleDraft(10, "amount", Decimal(3), order_value=Decimal(80)),
        )
        dialog.making_good.rules.show_value(rules)
        dialog.making_good.proposes.set_value(True)

    dialog.filled.connect(fill)
    return dialog


def letters(desk: Desk) -> SettingsDialog:
    """A logo is chosen, the printer prints aside."""
    dialog = SettingsDialog(desk)
    dialog.show_part("letters")

    def fill() -> None:
        dialog.letters.logo.set_value(a_logo())
        dialog.letters.right.set_value(-15)

    dialog.filled.connect(fill)
    return dialog


def pages(desk: Desk) -> SettingsDialog:
    """An address that is none."""
    dialog = SettingsDialog(desk)
    dialog.show_part("pages")

    def fill() -> None:
        dialog.pages.places.folder.set_value("/srv/www/orders")
        dialog.pages.places.address.show_value("example.com/orders")
        dialog.pages.places.address.changed.emit()

    dialog.filled.connect(fill)
    return dialog


def publishing(desk: Desk) -> PublishDialog:
    """Both places are chosen."""
    dialog = PublishDialog(desk)

    def fill() -> None:
        dialog.form.set_values(
            {"status_folder": "/srv/www/orders", "status_address": "https://example.com/orders"}
        )

    dialog.filled.connect(fill)
    return dialog


def mail(desk: Desk) -> SettingsDialog:
    """A test that asks for the password, which no keyring knows."""
    dialog = SettingsDialog(desk)
    dialog.show_part("mail")

    def fill() -> None:
        for field, text in ((dialog.mail.host, "smtp.example.com"), (dialog.mail.user, "desk@example.com")):
            field.set_value(text)
        dialog.mail.address.set_value("desk@example.com")
        dialog.mail.begin_test()

    dialog.filled.connect(fill)
    return dialog


def letter_texts(desk: Desk) -> LetterTextsDialog:
    """A field that no letter has."""
    dialog = LetterTextsDialog(desk)

    def word() -> None:
        dialog.drawn.disconnect(word)
        dialog.wording.subject.edit.setText("Your order {orders} comes on {day}")
        dialog.wording.subject.changed.emit()

    dialog.drawn.connect(word)
    return dialog


def a_logo() -> bytes:
    """A green bar with a round window."""
    picture = Image.new("RGB", (480, 120), "white")
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle((0, 0, 479, 119), 28, fill="#1B6A3A")
    draw.ellipse((24, 24, 96, 96), fill="white")
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
