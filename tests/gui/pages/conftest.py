"""Pages are tested on the same small real shop as dialogs."""

from tests.gui.dialogs.conftest import desk, furnished, jobs, kitchen, sqlite_place

__all__ = ["desk", "furnished", "jobs", "kitchen", "sqlite_place"]
