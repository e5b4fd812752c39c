"""The code of a voucher that pays: what is left on it is told as soon as it is typed or scanned."""

from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.actions.voucher_moves import CODE_LENGTH, Stored, voucher_by_code
from app.codes import bare
from app.errors import ShopError
from app.language import tr
from app.voucher_words import worth_text
from app.wording import day_text
from ui.common import fonts
from ui.common.inputs import field, line_edit
from ui.common.jobs import Jobs
from ui.common.labels import Prose

CENTS = -2


class VoucherField(QWidget):
    """Looks a whole code up; a refusal is said under the field and again by whoever writes."""

    found = Signal(object)
    """What is left on it, a Decimal; 0 for points."""

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self._jobs = jobs
        self.code = line_edit(placeholder="XXXX-XXXX-XXXX")
        self.said = Prose(tone="quiet")
        self.said.setFont(fonts.font(fonts.SMALL))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(field(tr("Code of the voucher"), self.code))
        layout.addWidget(self.said)
        self.code.textEdited.connect(lambda _: self.look())

    def text(self) -> str:
        """As it was typed."""
        return self.code.text().strip()

    def show_code(self, code: str) -> None:
        """Put one in and look it up."""
        self.code.setText(code)
        self.look()

    def look(self) -> None:
        """What is known of it, once it has all its signs."""
        self.said.set_text("")
        if len(bare(self.text())) >= CODE_LENGTH:
            self._jobs.read(
                voucher_by_code,
                self.text(),
                done=self._tell,
                failed=self._refuse,
                latest=f"voucher {id(self)}",
            )

    def _tell(self, voucher: Stored) -> None:
        worth = worth_text(voucher.unit, voucher.balance, voucher.currency)
        words = tr("{amount} left on it", amount=worth)
        if voucher.expires_on:
            day = day_text(voucher.expires_on, year=True)
            words = tr("{amount} left on it, valid until {day}", amount=worth, day=day)
        self.said.set_text(words)
        left = voucher.balance if voucher.unit == "money" else 0
        self.found.emit(Decimal(left).scaleb(CENTS))

    def _refuse(self, error: ShopError) -> None:
        self.said.set_text(str(error))
