"""How one message reaches a mail server, and what its answers mean. No retries here: the outbox has them."""

import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import EmailMessage
from enum import StrEnum

from app.errors import ShopError
from app.language import tr

TIMEOUT = 20.0
"""Seconds without a word from the server after which the connection counts as broken."""
_READY_FOR_DATA = 354


class Security(StrEnum):
    """How the connection is kept from readers on the way; NONE is for a server on this machine."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over, and as whom."""

    host: str
    port: int
    security: str = Security.STARTTLS
    user: str = ""
    password: str = ""

    def __repr__(self) -> str:
        # A password must not reach a log.
        return f"MailServer({self.user}@{self.host}:{self.port}, {self.security})"


class MailServerUnusable(ShopError):
    """The server cannot be reached, or will not work for us: no message is at fault, all wait."""


class RecipientRefused(ShopError):
    """This address will never take it; `answer` is what the server said."""

    def __init__(self, title: str, hint: str, answer: str) -> None:
        super().__init__(title, hint)
        self.answer = answer


class MessageRefused(RecipientRefused):
    """The server will never take this message, whoever it is for."""


class TryLater(ShopError):
    """Not now: a full mailbox, greylisting, a broken connection before anything was handed over."""


class PerhapsSent(ShopError):
    """The connection broke after the message was handed over: nobody knows whether it was taken."""


@contextmanager
def connected(server: MailServer, *, timeout: float = TIMEOUT) -> Iterator[smtplib.SMTP]:
    """A connection that is ready to take messages; MailServerUnusable says what to check."""
    try:
        smtp = _opened(server, timeout)
    except smtplib.SMTPAuthenticationError as error:
        raise MailServerUnusable(
            tr("The mail server does not accept this user and password."),
            tr("Check both in the settings; some providers want a password made for programs."),
        ) from error
    except ssl.SSLError as error:
        raise MailServerUnusable(
            tr(
                "The connection to {host} is not safe: {reason}.",
                host=server.host,
                reason=error.reason or error,
            ),
            tr("Check the server's name, and whether it wants TLS or STARTTLS on this port."),
        ) from error
    except smtplib.SMTPNotSupportedError as error:
        raise MailServerUnusable(
            tr("The mail server {host} offers no such connection.", host=server.host),
            tr("Choose another security or port in the settings."),
        ) from error
    except (smtplib.SMTPException, OSError) as error:
        raise MailServerUnusable(
            tr("The mail server {host} cannot be reached.", host=f"{server.host}:{server.port}"),
            tr("Check its name, the port and the network. What was to go out waits."),
        ) from error
    try:
        yield smtp
    finally:
        _leave(smtp)


def _opened(server: MailServer, timeout: float) -> smtplib.SMTP:
    context = ssl.create_default_context()
    smtp: smtplib.SMTP
    if server.security == Security.TLS:
        smtp = smtplib.SMTP_SSL(server.host, server.port, timeout=timeout, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=timeout)
    try:
        if server.security == Security.STARTTLS:
            smtp.starttls(context=context)
        smtp.ehlo_or_helo_if_needed()
        if server.user:
            smtp.login(server.user, server.password)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _leave(smtp: smtplib.SMTP) -> None:
    try:
        smtp.quit()
    except (smtplib.SMTPException, OSError):
        # Whatever was to be handed over has its answer already.
        smtp.close()


def hand_over(smtp: smtplib.SMTP, message: EmailMessage, sender: str, recipient: str) -> None:
    """Give one message to the server; returns only when the server took it on.

    RecipientRefused, MessageRefused, TryLater, PerhapsSent, MailServerUnusable (the sender is refused).
    """
    _ask_for(smtp, sender, recipient)
    lines = _on_the_wire(message)
    try:
        code, answer = smtp.docmd("DATA")
    except (smtplib.SMTPException, OSError) as error:
        raise _broken() from error
    if code != _READY_FOR_DATA:
        raise _refused(code, answer, recipient, of_message=True)
    try:
        smtp.send(lines)
        code, answer = smtp.getreply()
    except (smtplib.SMTPException, OSError) as error:
        raise PerhapsSent(
            tr("The connection broke while the letter was handed over: perhaps it was sent."),
            tr("Ask the customer, or send it again: the second one bears the same mark."),
        ) from error
    if not 200 <= code < 300:
        raise _refused(code, answer, recipient, of_message=True)


def _ask_for(smtp: smtplib.SMTP, sender: str, recipient: str) -> None:
    """Sender and recipient; a refusal leaves the connection fit for the next message."""
    wide = not (sender + recipient).isascii()
    if wide and not smtp.has_extn("smtputf8"):
        raise RecipientRefused(
            tr("The mail server knows no addresses like {address}.", address=recipient),
            tr("Print the letter, or ask for another address."),
            "SMTPUTF8",
        )
    options = ("SMTPUTF8", "BODY=8BITMIME") if wide else ()
    try:
        code, answer = smtp.mail(sender, options)
        if not 200 <= code < 300:
            smtp.rset()
            raise _sender_refused(code, answer, sender)
        code, answer = smtp.rcpt(recipient)
        if not 200 <= code < 300:
            smtp.rset()
            raise _refused(code, answer, recipient, of_message=False)
    except (smtplib.SMTPException, OSError) as error:
        raise _broken() from error


def _on_the_wire(message: EmailMessage) -> bytes:
    """Lines ended by CRLF, leading dots doubled, and the end that says that this is all (RFC 5321, 4.5.2)."""
    lines = message.as_bytes().removesuffix(b"\r\n").split(b"\r\n")
    return b"\r\n".join([b"." + line if line.startswith(b".") else line for line in lines] + [b".", b""])


def _broken() -> TryLater:
    return TryLater(
        tr("The connection to the mail server broke."), tr("Nothing was handed over; it is tried again.")
    )


def _sender_refused(code: int, answer: bytes, sender: str) -> ShopError:
    if 400 <= code < 500:
        return TryLater(_said(code, answer), tr("It is tried again."))
    return MailServerUnusable(
        tr(
            "The mail server does not send for {address}: {answer}",
            address=sender,
            answer=_said(code, answer),
        ),
        tr("Check the sender's address in the settings."),
    )


def _refused(code: int, answer: bytes, recipient: str, *, of_message: bool) -> ShopError:
    said = _said(code, answer)
    if 400 <= code < 500:
        return TryLater(said, tr("It is tried again."))
    if of_message:
        return MessageRefused(
            tr("The mail server does not take this letter: {answer}", answer=said),
            tr("Print it instead."),
            said,
        )
    return RecipientRefused(
        tr("{address} is refused: {answer}", address=recipient, answer=said),
        tr("Ask the customer for another address, or print the letter."),
        said,
    )


def _said(code: int, answer: bytes) -> str:
    """A server's words are data: one line, of bounded length."""
    words = " ".join(answer.decode("utf-8", "replace").split())
    return f"{code} {words}"[:300]
