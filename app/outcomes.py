"""Outcomes of actions as plain values, so that a repeated action can return what the first one did."""

import inspect
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Any, get_type_hints

# Only writes need msgspec, which is imported with the first of them.


def action_name(fn: Callable[..., Any]) -> str:
    """The name under which an action is stored."""
    return str(inspect.unwrap(_plain(fn)).__name__)


def stored(outcome: object) -> Any:
    """What the outcome looks like in JSON: Decimals and dates as text, so that nothing is rounded."""
    import msgspec

    return msgspec.to_builtins(outcome, str_keys=True)


def restored(fn: Callable[..., Any], value: Any) -> Any:
    """The outcome again, as the type that `fn` says it returns."""
    import msgspec

    return msgspec.convert(value, _outcome_type(_plain(fn)), str_keys=True)


@lru_cache(maxsize=256)
def _outcome_type(fn: Callable[..., Any]) -> Any:
    return get_type_hints(inspect.unwrap(fn))["return"]


def _plain(fn: Callable[..., Any]) -> Callable[..., Any]:
    return _plain(fn.func) if isinstance(fn, partial) else fn
