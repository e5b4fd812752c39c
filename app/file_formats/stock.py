"""The columns of a file of counts: what lies where."""

from app.file_formats.fields import Field
from app.file_formats.number_cells import quantity
from app.file_formats.text_cells import identifier

FIELDS = (
    Field("sku", identifier(), required=True, aliases=("商品编码", "商家编码")),
    Field("location", identifier(), default="", aliases=("仓库", "库位")),
    Field("on_hand", quantity(least=0), required=True, aliases=("库存", "库存数量", "实盘数量")),
)
