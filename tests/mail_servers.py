"""Mail servers that take, refuse, hang or hang up, on a port of this machine."""

from asyncio import Event, wait_for
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from app.mail_transport import MailServer, Security


class Post:
    """Takes what it is given; `answers` gives what it says to an address, in turn, instead of 250."""

    def __init__(self) -> None:
        self.taken: list[EmailMessage] = []
        self.raw: list[bytes] = []
        self.asked: list[str] = []
        self.to_address: dict[str, list[str]] = {}
        self.to_message: list[str] = []
        self.to_sender = ""
        self.drops_after_data = 0
        self.drops_at_recipient = 0
        self.hangs = False
        self.released: Event | None = None

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.to_sender:
            return self.to_sender
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.asked.append(address)
        if self.drops_at_recipient:
            self.drops_at_recipient -= 1
            _hang_up(server)
        answers = self.to_address.get(address)
        if answers:
            return answers.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if self.to_message:
            return self.to_message.pop(0)
        content = envelope.original_content or b""
        if self.hangs:
            self.released = Event()
            with suppress(TimeoutError):
                await wait_for(self.released.wait(), 5)
        if self.drops_after_data:
            self.drops_after_data -= 1
            _hang_up(server)
            return "250 OK"
        self.raw.append(content)
        message = message_from_bytes(content, policy=policy.default)
        assert isinstance(message, EmailMessage)
        self.taken.append(message)
        return "250 OK"


def _hang_up(server: SMTP) -> None:
    assert server.transport is not None
    server.transport.abort()


class _Server(Controller):
    """A port that the system chooses, known before anybody asks."""

    def _trigger_server(self) -> None:
        assert self.server is not None
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextmanager
def serving(post: Post, **options: Any) -> Iterator[MailServer]:
    """The post behind a door without locks."""
    controller = _Server(post, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield MailServer("127.0.0.1", controller.port, Security.NONE)
    finally:
        controller.stop()


def lets_in(user: bytes, password: bytes) -> Callable[..., AuthResult]:
    """An authenticator that knows one user."""

    def check(server: SMTP, session: Session, envelope: Envelope, mechanism: str, given: Any) -> AuthResult:
        known = isinstance(given, LoginPassword) and (given.login, given.password) == (user, password)
        return AuthResult(success=known, handled=False)

    return check
