"""The columns of a file of products: a row a product, or several that name a supplier each."""

from app.file_formats.fields import Field
from app.file_formats.number_cells import integer, number, price, quantity
from app.file_formats.shared_fields import BACKORDERS
from app.file_formats.text_cells import choice, flag, identifier, text
from db.terms import ProductKind

_KIND = choice(
    {
        ProductKind.STOCKED: ("stocked", "现货", "库存"),
        ProductKind.MADE: ("made", "made to order", "定制"),
        ProductKind.SERVICE: ("service", "服务"),
    }
)

FIELDS = (
    Field("sku", identifier(), required=True, aliases=("商品编码", "商家编码")),
    Field("name", text(), required=True, aliases=("商品名称", "名称")),
    Field("kind", _KIND, default=ProductKind.STOCKED, aliases=("类型",)),
    Field("unit", text(), default="", aliases=("单位",)),
    Field("decimals", integer(least=0, most=3), default=0, aliases=("小数位数",)),
    Field("price", price(least=0), default=0, aliases=("单价", "售价")),
    Field("tax_rate", number(3, least=0), default=0, aliases=("税率",)),
    Field("cost", price(least=0), default=0, aliases=("成本", "进价")),
    Field("barcode", identifier(), default="", aliases=("条码",)),
    Field("category", text(), default="", aliases=("分类",)),
    Field("tags", text(), default="", aliases=("标签",)),
    Field("note", text(), default="", aliases=("备注",)),
    Field("minimum", quantity(least=0), aliases=("最低库存",)),
    Field("maximum", quantity(least=0), aliases=("最高库存",)),
    BACKORDERS,
    Field("backorder_limit", quantity(least=0), aliases=("预订上限",)),
    Field("resource", identifier(), default="", aliases=("资源",)),
    # Capacity a week of a resource that the shop does not know yet.
    Field("resource_per_week", quantity(least=0)),
    Field("effort", quantity(least=0), default=1, aliases=("工作量",)),
    Field("active", flag(), default=True, aliases=("启用",)),
    Field("supplier", identifier(), default="", aliases=("供应商",)),
    Field("supplier_sku", identifier(), default="", aliases=("供应商编码",)),
    Field("supplier_cost", price(least=0), default=0, aliases=("采购价",)),
    Field("supplier_lead_days", integer(least=0), aliases=("采购周期天数",)),
    Field("supplier_minimum", quantity(least=0), default=0, aliases=("起订量",)),
    Field("supplier_pack", quantity(least=0), default=0, aliases=("包装量",)),
    Field("supplier_preferred", flag(), default=False, aliases=("首选供应商",)),
)
