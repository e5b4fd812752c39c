"""Mail goes out: one claimed mail at a time, after the write that made it was committed.

Nothing here decides what is sent: what waits was sent by the owner, or by his setting
(app/letters/automatic.py).
"""

from collections.abc import Collection
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from email.message import EmailMessage
from smtplib import SMTP
from uuid import uuid4

from app.actions.mailing import (
    ToMail,
    claim_mail,
    claimed_mail,
    give_up_abandoned,
    mail_later,
    mail_perhaps_sent,
    mail_refused,
    mail_sent,
    mail_untried,
    mail_waits,
    mails_wait_because,
)
from app.errors import InvalidInput
from app.language import ntr, tr
from app.mail_messages import letter_mail, one_address
from app.mail_transport import (
    TIMEOUT,
    MailServer,
    MailServerUnusable,
    MessageRefused,
    PerhapsSent,
    RecipientRefused,
    Security,
    TryLater,
    connected,
    hand_over,
)
from app.passwords import PasswordNotKept, keep, kept_for
from app.progress import Progress
from app.settings import ShopSettings, shop_settings
from app.shop import Shop

ON_THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Sender:
    """The shop as its mails name it, and the server that takes them."""

    server: MailServer
    address: str
    name: str = ""


@dataclass(slots=True)
class Delivery:
    """How many mails went out, which were refused (address and the server's words), how many wait."""

    sent: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    perhaps: int = 0
    later: int = 0

    def add(self, other: "Delivery") -> None:
        """What another look at the outbox sent."""
        self.sent += other.sent
        self.refused += other.refused
        self.perhaps += other.perhaps
        self.later += other.later


def sender_of(settings: ShopSettings) -> Sender:
    """As the settings and the keyring have it; InvalidInput where something is missing."""
    if not settings.mail_host:
        raise InvalidInput(tr("No mail server is set."), tr("Enter one in the settings, Mail."), "mail_host")
    if settings.mail_security == Security.NONE and settings.mail_host not in ON_THIS_COMPUTER:
        raise InvalidInput(
            tr("Mail to {host} would travel where anybody can read it.", host=settings.mail_host),
            tr("Choose TLS or STARTTLS in the settings, Mail."),
            "mail_security",
        )
    address = one_address(settings.mail_from or settings.email)
    server = MailServer(
        settings.mail_host,
        settings.mail_port,
        settings.mail_security,
        settings.mail_user,
        mail_password(settings),
    )
    return Sender(server, address, settings.mail_name or settings.shop_name)


def mail_password(settings: ShopSettings) -> str:
    """What the keyring knows, '' for none."""
    return kept_for(_account(settings)) if settings.mail_user else ""


def keep_mail_password(settings: ShopSettings, password: str) -> None:
    """Give it to the system's keyring; PasswordNotKept where none is safe: no file of ours takes it."""
    try:
        keep(_account(settings), password)
    except PasswordNotKept as error:
        raise PasswordNotKept(
            error.title, tr("Install or unlock the system's keyring: mail is sent only with it.")
        ) from error


def mail_route(settings: ShopSettings) -> str:
    """What a test mail vouches for: through which server, as whom and from where mail goes."""
    sender = settings.mail_from or settings.email
    return f"{settings.mail_security} {settings.mail_host}:{settings.mail_port} {settings.mail_user} {sender}"


def delivery_text(delivery: Delivery) -> str:
    """'3 mails sent, 1 refused.'"""
    refused = len(delivery.refused)
    parts = [
        ntr("{count} mail sent", "{count} mails sent", delivery.sent) if delivery.sent else "",
        ntr("{count} refused", "{count} refused", refused) if refused else "",
        ntr("{count} perhaps sent", "{count} perhaps sent", delivery.perhaps) if delivery.perhaps else "",
        ntr("{count} tried again later", "{count} tried again later", delivery.later)
        if delivery.later
        else "",
    ]
    said = tr(", ").join(part for part in parts if part)
    return tr("{facts}.", facts=said) if said else tr("No mail waits.")


def _account(settings: ShopSettings) -> str:
    return f"smtp://{settings.mail_user}@{settings.mail_host}:{settings.mail_port}"


def send_waiting(
    shop: Shop,
    sender: Sender | None = None,
    *,
    kinds: Collection[str] = (),
    progress: Progress | None = None,
    timeout: float = TIMEOUT,
) -> Delivery:
    """Send what waits and is due; of `kinds`, letters that tell of one of them.

    What no server takes (MailServerUnusable, InvalidInput of the settings) waits on, with the reason beside
    it; Cancelled leaves the rest waiting.
    """
    try:
        return _send(shop, sender or sender_of(shop.read(shop_settings)), kinds, progress, timeout)
    except (MailServerUnusable, InvalidInput) as error:
        shop.write(mails_wait_because, str(error))
        raise


def _send(
    shop: Shop, sender: Sender, kinds: Collection[str], progress: Progress | None, timeout: float
) -> Delivery:
    shop.write(give_up_abandoned)
    done, tried = Delivery(), 0
    with ExitStack() as connection:
        smtp: SMTP | None = None
        while True:
            if progress is not None:
                progress.at(tr("Sending mail"), tried)
            if smtp is None:
                if not shop.read(mail_waits, kinds):
                    break
                smtp = connection.enter_context(connected(sender.server, timeout=timeout))
            mail_id = shop.write(claim_mail, kinds)
            if mail_id is None:
                break
            tried += 1
            if not _tried(shop, smtp, sender, mail_id, done):
                connection.close()
                smtp = None
    return done


def _tried(shop: Shop, smtp: SMTP, sender: Sender, mail_id: int, done: Delivery) -> bool:
    """Hand one mail over and note what became of it; False where the connection is of no more use."""
    mail = shop.read(claimed_mail, mail_id)
    try:
        message = _message(mail, sender, shop.clock())
        hand_over(smtp, message, sender.address, mail.address)
    except InvalidInput as error:
        _note_refusal(shop, mail, error.title, done, address=True)
        return True
    except RecipientRefused as error:
        _note_refusal(shop, mail, error.answer, done, address=not isinstance(error, MessageRefused))
        return True
    except TryLater as error:
        shop.write(mail_later, mail_id, error.title)
        done.later += 1
        return False
    except PerhapsSent as error:
        shop.write(mail_perhaps_sent, mail_id, error.title)
        done.perhaps += 1
        return False
    except MailServerUnusable:
        shop.write(mail_untried, mail_id)
        raise
    shop.write(mail_sent, mail_id)
    done.sent += 1
    return True


def _note_refusal(shop: Shop, mail: ToMail, answer: str, done: Delivery, *, address: bool) -> None:
    shop.write(mail_refused, mail.mail_id, answer, address=address)
    done.refused.append((mail.address, answer))


def _message(mail: ToMail, sender: Sender, at: datetime) -> EmailMessage:
    return letter_mail(
        sender=sender.address,
        sender_name=sender.name,
        recipient=mail.address,
        recipient_name=mail.name,
        subject=mail.subject,
        text=mail.text,
        pdf=mail.pdf,
        file_name=f"{mail.code}.pdf",
        message_id=mail.message_id,
        at=at,
    )


def try_settings(sender: Sender, at: datetime, *, timeout: float = TIMEOUT) -> None:
    """Send the shop a mail of its own; raises what a letter to a customer would meet."""
    message = letter_mail(
        sender=sender.address,
        sender_name=sender.name,
        recipient=sender.address,
        recipient_name=sender.name,
        subject=tr("Test of the mail settings"),
        text=tr("This mail came through the settings of Backorder Desk: letters by mail will, too."),
        pdf=b"",
        file_name="",
        message_id=f"<{uuid4()}@{sender.address.rpartition('@')[2]}>",
        at=at,
    )
    with connected(sender.server, timeout=timeout) as smtp:
        hand_over(smtp, message, sender.address, sender.address)
