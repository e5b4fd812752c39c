"""What SQLAlchemy compiles for one test's engine serves those of the other tests.

A shop that runs for a day compiles a statement once; each test opens shops of its own, and compiling took a
fifth of its time.
"""

from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache

# Of one kind all dialects here are equal: the same driver, the same server, the same arguments.
_compiled: dict[type[DefaultDialect], LRUCache[Any, Any]] = {}
_types: dict[type[DefaultDialect], WeakKeyDictionary[Any, Any]] = {}


def _engine_created(kind: type[DefaultDialect], engine: Engine) -> None:
    engine._compiled_cache = _compiled.setdefault(kind, LRUCache(2000))


def share() -> None:
    """From now on, for every engine of this process."""
    DefaultDialect.__eq__ = lambda self, other: type(self) is type(other)  # type: ignore[method-assign]
    DefaultDialect.__hash__ = lambda self: hash(type(self))  # type: ignore[method-assign]
    DefaultDialect._type_memos = property(  # type: ignore[assignment, misc]
        lambda self: _types.setdefault(type(self), WeakKeyDictionary())
    )
    DefaultDialect.engine_created = classmethod(_engine_created)  # type: ignore[method-assign, assignment]
