"""Passwords of shops on servers: parted from addresses, kept by a safe keyring only."""

from collections.abc import Callable

import keyring
import keyring.errors
import pytest
from keyring.backends import chainer, fail

from app.errors import DatabaseUnusable
from app.logbook import without_secrets
from app.passwords import PasswordNotKept, can_keep, joined, keep, kept_for, parted
from tests.keyrings import LockedKeyring, MemoryKeyring, PlainKeyring

ADDRESS = "postgresql://ann@host:5432/shop"
Use = Callable[[object], None]


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch) -> Use:
    return lambda backend: monkeypatch.setattr(keyring, "get_keyring", lambda: backend)


@pytest.mark.parametrize(
    ("where", "address", "password"),
    [
        ("postgresql://ann:s3c%40r/et@host:5432/shop", ADDRESS, "s3c@r/et"),
        ("postgres://ann@host:5432/shop?password=s3cret", ADDRESS, "s3cret"),
        ("postgresql+psycopg://ann@host:5432/shop", ADDRESS, ""),
        (f"{ADDRESS}?sslmode=require&sslpassword=key", f"{ADDRESS}?sslmode=require", ""),
        ("/home/ann/a:b@c.shop", "/home/ann/a:b@c.shop", ""),
    ],
)
def test_an_address_is_stored_without_its_password(where: str, address: str, password: str) -> None:
    assert parted(where) == (address, password)


@pytest.mark.parametrize("password", ["s3cret", "a@b:c/d?e#f %41", "密码"])
def test_address_and_password_come_together_again(password: str) -> None:
    assert parted(joined(ADDRESS, password)) == (ADDRESS, password)


def test_an_address_that_cannot_be_read_is_refused_without_quoting_it() -> None:
    with pytest.raises(DatabaseUnusable) as refused:
        parted("postgresql://ann:s3cret@host:port/shop")
    assert "s3cret" not in str(refused.value)


def test_a_password_is_kept_by_address(use: Use) -> None:
    use(MemoryKeyring())
    keep(ADDRESS, "s3cret")
    assert kept_for(ADDRESS) == "s3cret"
    assert kept_for(f"{ADDRESS}2") == ""
    assert can_keep()


def test_what_is_kept_already_is_not_written_again(use: Use) -> None:
    use(kept := MemoryKeyring())
    for _ in range(2):
        keep(ADDRESS, "s3cret")
    assert kept.writes == 1


@pytest.mark.parametrize("kind", [fail.Keyring, PlainKeyring])
def test_a_keyring_that_is_not_safe_is_given_nothing(kind: Callable[[], object], use: Use) -> None:
    use(kind())
    with pytest.raises(PasswordNotKept) as refused:
        keep(ADDRESS, "s3cret")
    assert "asked at each start" in refused.value.hint
    assert kept_for(ADDRESS) == ""
    assert not can_keep()


def test_a_chain_is_as_safe_as_its_weakest_member(use: Use, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = PlainKeyring()
    monkeypatch.setattr(chainer.ChainerBackend, "backends", [MemoryKeyring(), plain])
    monkeypatch.setattr(chainer.ChainerBackend, "priority", 10)
    use(chainer.ChainerBackend())
    with pytest.raises(PasswordNotKept):
        keep(ADDRESS, "s3cret")
    assert plain.writes == 0


def test_a_locked_keyring_is_told_without_the_password(use: Use, caplog: pytest.LogCaptureFixture) -> None:
    use(LockedKeyring())
    with pytest.raises(PasswordNotKept):
        keep(ADDRESS, "s3cret")
    assert kept_for(ADDRESS) == ""
    assert "KeyringLocked" in caplog.text
    assert "s3cret" not in caplog.text


def test_the_log_holds_no_password() -> None:
    for said in ("postgresql://ann:s3cret@host/shop", "password=s3cret", "{'password': 's3cret'}"):
        assert "s3cret" not in without_secrets(said)
