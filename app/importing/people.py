"""Customers by number and suppliers by name."""

from collections.abc import Sequence

from app.changes import Area
from app.file_formats import customers, suppliers
from app.file_formats.fields import Field
from app.importing.keyed import Keyed, KeyedPlan
from app.importing.options import Thing
from app.importing.source import Source
from app.importing.stored_fields import stored
from app.language import tr
from app.names import key_of


class _Customers:
    fields: Sequence[Field] = stored(customers.FIELDS)
    once = False

    def read(self, source: Source) -> KeyedPlan:
        """Every row is a customer; who is known keeps what the file does not say."""
        keys = tuple(field.key for field in self.fields)
        things = Keyed(source, "customers", Thing.CUSTOMERS, "number", str, keys, {"name_key": "name"})
        return _read(source, things, keys, (Area.CUSTOMERS, Area.BACKORDERS))


class _Suppliers:
    fields: Sequence[Field] = stored(suppliers.FIELDS)
    once = False

    def read(self, source: Source) -> KeyedPlan:
        """Names that a reader cannot tell apart are one supplier."""
        keys = tuple(field.key for field in self.fields)
        things = Keyed(source, "suppliers", Thing.SUPPLIERS, "name", key_of, keys, {"name_key": "name"})
        return _read(source, things, keys, (Area.SUPPLIERS, Area.PURCHASES))


CUSTOMERS = _Customers()
SUPPLIERS = _Suppliers()


def _read(source: Source, things: Keyed, keys: Sequence[str], areas: Sequence[Area]) -> KeyedPlan:
    for line, *values in source.rows():
        row = dict(zip(keys, values, strict=True))
        if not key_of(row["name"]):
            source.table.reject({"name": tr("The cell is blank.")})
            continue
        things.add(line, row)
    return KeyedPlan(things, areas)
