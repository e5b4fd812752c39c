"""What the owner is told when the shop's database cannot be used, and what to do about it."""

from collections.abc import Callable

from app.errors import ConnectionLost, DatabaseBusy, DatabaseUnusable, PasswordRefused
from app.language import tr
from db.problems import DatabaseProblem, ProblemKind

_KINDS = {
    ProblemKind.LOCKED: DatabaseBusy,
    ProblemKind.UNREACHABLE: ConnectionLost,
    ProblemKind.CONNECTION_LOST: ConnectionLost,
    ProblemKind.WRONG_PASSWORD: PasswordRefused,
}

Sentences = Callable[[dict[str, str]], tuple[str, str]]


def refusal(problem: DatabaseProblem) -> DatabaseUnusable:
    """The refusal that stands for a problem, in the reader's language."""
    title, hint = _SENTENCES[problem.kind](problem.facts)
    return _KINDS.get(problem.kind, DatabaseUnusable)(title, hint)


def _missing(facts: dict[str, str]) -> tuple[str, str]:
    title = tr("There is no shop at {place}.", **facts)
    if facts.get("similar"):
        return title, tr("Did you mean {similar}?", **facts)
    if facts.get("folder"):
        return title, tr("The folder {folder} exists. Look there, or create a new shop.", **facts)
    return title, tr("It was moved, renamed, or its disk was taken out. Put it back and try again.")


def _no_folder(facts: dict[str, str]) -> tuple[str, str]:
    return tr("There is no folder {folder}.", **facts), tr("Make it first, or choose another.")


def _not_creatable(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("No file can be made at {place}.", **facts),
        tr("Choose a folder in which you may write, and a plain name."),
    )


def _folder(facts: dict[str, str]) -> tuple[str, str]:
    return tr("{place} is a folder.", **facts), tr("Name the shop's file inside it.")


def _empty(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The file {place} is empty.", **facts),
        tr("Copy the shop from a backup, or remove the file and create a new shop."),
    )


def _garbage(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The file {place} is no shop.", **facts),
        tr("It holds something else or is damaged. Choose another file, or copy the shop from a backup."),
    )


def _foreign(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The database {place} belongs to another program.", **facts),
        tr("Choose another file. Nothing in it was changed."),
    )


def _newer(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The shop {place} was written by a newer version of this program.", **facts),
        tr("Install the newer version here too. Nothing was changed."),
    )


def _read_only(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The shop {place} cannot be written to.", **facts),
        tr("Allow writing to it and to its folder, or copy it to a folder of your own."),
    )


def _unreadable(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The file {place} cannot be opened.", **facts),
        tr("Check that you may read it and that its disk is connected."),
    )


def _exists(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("There is already something at {place}.", **facts),
        tr("Open it, or choose another name for the new shop. Nothing was overwritten."),
    )


def _locked(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("Another program is using the shop {place}.", **facts),
        tr("Nothing was changed. Wait until it is done, or close it, and try again."),
    )


def _corrupt(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The shop {place} is damaged.", **facts),
        tr("Keep the file as it is and copy the shop from a backup."),
    )


def _disk_full(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The disk of {place} is full.", **facts),
        tr("Nothing was changed. Make room on it and try again."),
    )


def _disk_error(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The disk of {place} cannot be read or written.", **facts),
        tr("Check that it is connected and sound, then try again."),
    )


def _migration_failed(facts: dict[str, str]) -> tuple[str, str]:
    title = tr("The shop {place} could not be brought up to this version: {said}", **facts)
    if facts.get("backup"):
        return title, tr("It is unchanged; a copy lies in {backup}. Open it with the older version.", **facts)
    return title, tr("It is unchanged. Open it with the older version.")


def _bad_url(_facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The address of the shop cannot be read."),
        tr("Write it as postgresql://USER:PASSWORD@SERVER/DATABASE, an @ in the password as %40."),
    )


def _unnamed_database(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The address {place} names no database.", **facts),
        tr("Add the name of an empty one: postgresql://USER:PASSWORD@SERVER/DATABASE."),
    )


def _unreachable(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The server of {place} cannot be reached.", **facts),
        tr("Check the address and the network, and that the server is running."),
    )


def _wrong_password(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The server of {place} refuses this user or password.", **facts),
        tr("Check the name and the password."),
    )


def _no_database(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The server has no database named {database}.", **facts),
        tr("Check its name in {place}, or let the server's owner create it.", **facts),
    )


def _not_a_shop(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The database {place} is no shop.", **facts),
        tr("Choose another database, or create a new shop in an empty one."),
    )


def _not_empty(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The database {place} holds tables of another program.", **facts),
        tr("Create the new shop in an empty database. Nothing was changed."),
    )


def _not_utf8(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The database {database} cannot hold every script.", **facts),
        tr("Create one with the encoding UTF8."),
    )


def _not_allowed(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The server does not allow this user to do that in {place}.", **facts),
        tr("Let the database's owner grant the rights, or use the owner's name."),
    )


def _connection_lost(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The connection to {place} broke.", **facts),
        tr("Nothing was changed. Check the network, and try again when the connection is back."),
    )


def _law_broken(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The shop {place} refused the change: {said}", **facts),
        tr("Nothing was changed. This should not happen: please report it."),
    )


def _failed(facts: dict[str, str]) -> tuple[str, str]:
    return (
        tr("The database {place} failed: {said}", **facts),
        tr("Nothing was changed. This should not happen: please report it."),
    )


_SENTENCES: dict[ProblemKind, Sentences] = {
    ProblemKind.MISSING: _missing,
    ProblemKind.NO_FOLDER: _no_folder,
    ProblemKind.NOT_CREATABLE: _not_creatable,
    ProblemKind.FOLDER: _folder,
    ProblemKind.EMPTY: _empty,
    ProblemKind.GARBAGE: _garbage,
    ProblemKind.FOREIGN: _foreign,
    ProblemKind.NEWER: _newer,
    ProblemKind.READ_ONLY: _read_only,
    ProblemKind.UNREADABLE: _unreadable,
    ProblemKind.EXISTS: _exists,
    ProblemKind.LOCKED: _locked,
    ProblemKind.CORRUPT: _corrupt,
    ProblemKind.DISK_FULL: _disk_full,
    ProblemKind.DISK_ERROR: _disk_error,
    ProblemKind.MIGRATION_FAILED: _migration_failed,
    ProblemKind.BAD_URL: _bad_url,
    ProblemKind.UNNAMED_DATABASE: _unnamed_database,
    ProblemKind.UNREACHABLE: _unreachable,
    ProblemKind.WRONG_PASSWORD: _wrong_password,
    ProblemKind.NO_DATABASE: _no_database,
    ProblemKind.NOT_A_SHOP: _not_a_shop,
    ProblemKind.NOT_EMPTY: _not_empty,
    ProblemKind.NOT_UTF8: _not_utf8,
    ProblemKind.NOT_ALLOWED: _not_allowed,
    ProblemKind.CONNECTION_LOST: _connection_lost,
    ProblemKind.LAW_BROKEN: _law_broken,
    ProblemKind.FAILED: _failed,
}
