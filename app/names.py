"""What makes two names the same to a reader, and what of one a file may be called."""

import unicodedata

LONGEST_FILE_NAME = 60


def key_of(text: str) -> str:
    """What two names that a reader cannot tell apart have in common: NFKC, casefolded, single blanks."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def file_name_of(text: str) -> str:
    """Letters and figures of any script, nothing that a system takes for more; an ending goes behind it."""
    text = unicodedata.normalize("NFC", text)
    kept = "".join(sign if unicodedata.category(sign)[0] in "LMN" or sign in "-_" else " " for sign in text)
    words = " ".join(kept.split())
    while len(words.encode()) > LONGEST_FILE_NAME * 3 or len(words) > LONGEST_FILE_NAME:
        words = words[:-1]
    return words.strip()
