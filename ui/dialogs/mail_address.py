"""Another address for a mail that did not arrive."""

from PySide6.QtWidgets import QWidget

from app.actions.mailing import send_mail_again
from app.errors import InvalidInput, ShopError
from app.language import tr
from app.lists.notice_detail import KeptLetter
from ui.common.dialog import Dialog
from ui.common.inputs import field, line_edit
from ui.common.labels import Prose
from ui.common.page import Desk
from ui.posting import send_outbox

WIDTH = 460


class MailAddressDialog(Dialog):
    """The letter goes there as it is; the customer's own address is changed in the customer's card."""

    def __init__(self, desk: Desk, letter: KeptLetter, parent: QWidget | None = None) -> None:
        super().__init__(desk, tr("Another address"), tr("Send"), parent)
        self.letter = letter
        self.address = line_edit(letter.mail_address)
        self.address.selectAll()
        words = tr(
            "Letter {code} goes to this address. What is known of {name} stays.",
            code=letter.code,
            name=letter.name,
        )
        self.body.addWidget(Prose(words))
        self.body.addWidget(field(tr("E-mail"), self.address))
        self.resize(WIDTH, self.sizeHint().height())

    def submit(self) -> None:
        if self.letter.mail_id is not None:
            address = self.address.text().strip()
            if not address:
                raise InvalidInput(tr("There is no mail address."), tr("Enter one."), "email")
            self.write(send_mail_again, self.letter.mail_id, address)

    def cause_of(self, error: ShopError) -> QWidget | None:
        return self.address if isinstance(error, InvalidInput) else None

    def finish(self, outcome: object) -> None:
        send_outbox(self.desk)
        super().finish(True)


def ask(parent: QWidget | None, desk: Desk, letter: KeptLetter) -> bool:
    """Whether it was sent on."""
    return bool(MailAddressDialog(desk, letter, parent).ask())
