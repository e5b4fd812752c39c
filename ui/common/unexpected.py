"""Errors that nobody expected, in words for the owner and with details for whoever mends them."""

from app.errors import ShopError
from app.language import tr


class UnexpectedError(ShopError):
    """Our bug, told in words; `details` is what somebody who mends it needs."""

    def __init__(self, title: str, hint: str, details: str) -> None:
        super().__init__(title, hint)
        self.details = details


def unexpected(error: Exception) -> UnexpectedError:
    """What is told of an error that is no ShopError."""
    from app import logbook

    return UnexpectedError(
        tr("Something went wrong in the program."),
        tr("Nothing was changed. The log says more: {what}", what=type(error).__name__),
        logbook.details_of(error),
    )
