"""What an import is told in: formats, things and what becomes of them."""

from collections.abc import Callable, Sequence
from types import MappingProxyType

from app.field_words import TITLES
from app.file_formats.foreign_formats import BY_NAME
from app.importing.things import Detail, Fate, Thing
from app.language import ntr, tr

_OURS: MappingProxyType[str, Callable[[], str]] = MappingProxyType(
    {
        "products": lambda: tr("Products"),
        "customers": lambda: tr("Customers"),
        "suppliers": lambda: tr("Suppliers"),
        "stock": lambda: tr("Stock"),
        "orders": lambda: tr("Orders"),
        "purchases": lambda: tr("Purchases"),
    }
)
_THINGS: MappingProxyType[Thing, Callable[[], str]] = MappingProxyType(
    {
        Thing.PRODUCTS: lambda: tr("Product"),
        Thing.CUSTOMERS: lambda: tr("Customer"),
        Thing.SUPPLIERS: lambda: tr("Supplier"),
        Thing.LOCATIONS: lambda: tr("Location"),
        Thing.RESOURCES: lambda: tr("Resource"),
        Thing.COUNTS: lambda: tr("Stock"),
        Thing.ORDERS: lambda: tr("Order"),
        Thing.ORDER_LINES: lambda: tr("Order line"),
        Thing.CANCELLATIONS: lambda: tr("Cancellation"),
        Thing.PURCHASES: lambda: tr("Purchase"),
        Thing.PURCHASE_LINES: lambda: tr("Purchase line"),
    }
)
_FATES: MappingProxyType[Fate, Callable[[], str]] = MappingProxyType(
    {
        Fate.CREATED: lambda: tr("Is new"),
        Fate.CHANGED: lambda: tr("Changes"),
        Fate.LEFT: lambda: tr("Stays as it is"),
    }
)
_COLUMNS: MappingProxyType[str, Callable[[], str]] = MappingProxyType(
    {
        **TITLES,
        "order": lambda: tr("Order"),
        "ordered_on": lambda: tr("Ordered on"),
        "state": lambda: tr("State"),
        "customer": lambda: tr("Customer"),
        "customer_email": TITLES["email"],
        "customer_phone": TITLES["phone"],
        "channel": lambda: tr("Channel"),
        "location": lambda: tr("Location"),
        "wanted": TITLES["wanted_on"],
        "quantity": lambda: tr("Quantity"),
        "on_hand": lambda: tr("On hand"),
        "supplier": lambda: tr("Supplier"),
        "supplier_sku": TITLES["their_sku"],
        "supplier_lead_days": TITLES["lead_days"],
        "resource": TITLES["resource_id"],
        "purchase": lambda: tr("Purchase"),
        "received": lambda: tr("Received"),
        "shipped": lambda: tr("Shipped"),
        "cancelled": lambda: tr("Cancelled"),
    }
)
"""Of our own files; those of the rest stay as they are written."""


def format_title(name: str) -> str:
    """Whose files they are: 'Shopify: orders', 'Orders (our own file)'."""
    if name in BY_NAME:
        return BY_NAME[name].title()
    return tr("{kind} (our own headers)", kind=_OURS[name]())


def thing_title(thing: Thing) -> str:
    """One of them."""
    return _THINGS[thing]()


def fate_text(fate: Fate) -> str:
    """What becomes of it, in a word."""
    return _FATES[fate]()


def field_title(detail: Detail) -> str:
    """What changes of it: a field; of stock the location."""
    title = TITLES.get(detail.field)
    return title() if title is not None else detail.field


def taken_back_words(files: Sequence[str]) -> str:
    """That what they brought is gone: by name where it is one."""
    if len(files) == 1:
        return tr("{file} is taken back.", file=files[0])
    return ntr("{count} file is taken back.", "{count} files are taken back.", len(files))


def column_title(key: str) -> str:
    """A column that a format reads: in words where it is ours, else as its program writes it."""
    name = column_name(key)
    return f"{name}  ({key})" if key in _COLUMNS else name


def column_name(key: str) -> str:
    """The same without our own spelling of it."""
    return _COLUMNS[key]() if key in _COLUMNS else key
