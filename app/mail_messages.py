"""A letter as a mail: plain words, the PDF attached. What people typed never becomes a header of its own."""

import unicodedata
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, SMTPUTF8
from email.utils import format_datetime

from app.actions.fields import email as checked_email
from app.errors import InvalidInput
from app.language import tr

_LONGEST_HEADER = 250
_LONGEST_NAME = 60
# Not every server takes bytes above 127.
_PLAIN = SMTP.clone(cte_type="7bit")


def one_address(text: str) -> str:
    """The one address that `text` is; InvalidInput for none, two, or one with a name beside it."""
    address = checked_email("email", text)
    if not address:
        raise InvalidInput(
            tr("There is no mail address."), tr("Print the letter, or enter an address."), "email"
        )
    return address


def header_text(text: str) -> str:
    """`text` as it may stand in a header: one line, nothing that cannot be seen."""
    seen = "".join(sign if unicodedata.category(sign) not in ("Cc", "Cf", "Cs") else " " for sign in text)
    # What looks like a coded word would be decoded on its way, line ends within it too.
    return " ".join(seen.replace("=?", "= ?").split())[:_LONGEST_HEADER]


def letter_mail(
    *,
    sender: str,
    sender_name: str,
    recipient: str,
    recipient_name: str,
    subject: str,
    text: str,
    pdf: bytes,
    file_name: str,
    message_id: str,
    at: datetime,
) -> EmailMessage:
    """One message to one customer; `message_id` is the same however often it is tried."""
    plain = (sender + recipient).isascii()
    message = EmailMessage(policy=_PLAIN if plain else SMTPUTF8)
    message["From"] = _mailbox(sender_name, sender)
    message["To"] = _mailbox(recipient_name, recipient)
    message["Subject"] = header_text(subject)
    message["Date"] = format_datetime(at)
    message["Message-ID"] = message_id
    # Out-of-office replies help nobody here.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(_body(text))
    if pdf:
        message.add_attachment(pdf, maintype="application", subtype="pdf", filename=file_name)
    return message


def _mailbox(name: str, address: str) -> Address:
    user, _, domain = one_address(address).rpartition("@")
    return Address(header_text(name)[:_LONGEST_NAME], user, domain)


def _body(text: str) -> str:
    """Line ends as mail wants them, without signs that no reader shows."""
    kept = (sign for sign in text.replace("\r\n", "\n").replace("\r", "\n") if sign in "\n\t" or sign >= " ")
    return "".join(sign for sign in kept if unicodedata.category(sign) != "Cs").rstrip() + "\n"
