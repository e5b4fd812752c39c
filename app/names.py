"""What makes two names the same to a reader."""

import unicodedata


def key_of(text: str) -> str:
    """What two names that a reader cannot tell apart have in common: NFKC, casefolded, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
