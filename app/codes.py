"""Codes that people type or scan: of signs that nobody mistakes for one another, and hard to guess."""

import secrets

SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0, O, 1 or I."""
_GROUP = 4
_BETWEEN = "-\N{HYPHEN}\N{NON-BREAKING HYPHEN}\N{EN DASH}\N{MINUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}"


def new_code(length: int) -> str:
    """Five bits a sign, by the system's source of chance."""
    return "".join(secrets.choice(SIGNS) for _ in range(length))


def bare(text: str) -> str:
    """A code as it is stored: what people put between its signs, and small letters, are forgiven."""
    kept = (sign for sign in text if not sign.isspace() and sign not in _BETWEEN)
    return "".join(sign.upper() if sign.isascii() else sign for sign in kept)


def grouped(code: str) -> str:
    """'T4QK-9MWE-7XPD', as it is printed."""
    return "-".join(code[start : start + _GROUP] for start in range(0, len(code), _GROUP))
