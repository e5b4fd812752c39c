"""Cells that a file has something in which is no value at all."""


class BadCell(str):
    """What a spreadsheet shows in the cell; `what` says why it is no value, should its column be read."""

    __slots__ = ("what",)

    what: str

    def __new__(cls, shown: str, what: str) -> "BadCell":
        cell = super().__new__(cls, shown)
        cell.what = what
        return cell
