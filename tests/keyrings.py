"""Stand-ins for the system's keyring."""

import keyring.errors
from keyring.backend import KeyringBackend


class MemoryKeyring(KeyringBackend):
    """Safe, and forgotten with the test."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.writes = 0

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.writes += 1
        self.kept[service, username] = password


class PlainKeyring(MemoryKeyring):
    """As one that writes a readable file."""

    priority = 0.5  # type: ignore[assignment]


class LockedKeyring(MemoryKeyring):
    """Its owner does not unlock it."""

    def get_password(self, service: str, username: str) -> str | None:
        raise keyring.errors.KeyringLocked("locked")
