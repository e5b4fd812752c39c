"""The formats of other programs that come in."""

from types import MappingProxyType

from app.file_formats.foreign import shopify_inventory
from app.file_formats.translating import Format

FORMATS: tuple[Format, ...] = (shopify_inventory.FORMAT,)
BY_NAME = MappingProxyType({each.name: each for each in FORMATS})
