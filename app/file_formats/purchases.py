"""The columns of a file of purchases: a row a line, the purchase's own facts on each of them."""

from app.file_formats.day_cells import day
from app.file_formats.fields import Field
from app.file_formats.number_cells import integer, money, price, quantity
from app.file_formats.text_cells import choice, flag, identifier, text
from db.terms import PurchaseState

_STATE = choice(
    {
        PurchaseState.DRAFT: ("draft", "草稿"),
        PurchaseState.CONFIRMED: ("confirmed", "已确认"),
        PurchaseState.DONE: ("done", "已完成"),
        PurchaseState.CANCELLED: ("cancelled", "canceled", "已取消"),
    }
)

PURCHASE_FIELDS = (
    Field("purchase", identifier(), required=True, aliases=("采购单号",)),
    Field("supplier", identifier(), default="", aliases=("供应商",)),
    Field("ordered_on", day(), aliases=("采购日期",)),
    Field("state", _STATE, default=PurchaseState.CONFIRMED, aliases=("状态",)),
    Field("location", identifier(), default="", aliases=("仓库",)),
    Field("supplier_reference", text(), default="", aliases=("供应商参考号",)),
    Field("sent_on", day(), aliases=("发送日期",)),
    Field("confirmed_on", day(), aliases=("确认日期",)),
    Field("freight", money(least=0), default=0, aliases=("运费",)),
    Field("currency", identifier(), default="", aliases=("币种",)),
    # A draft of the desk's own, rewritten by the next suggestion.
    Field("suggested", flag(), default=False),
    Field("note", text(), default="", aliases=("备注",)),
)

LINE_FIELDS = (
    Field("sku", identifier(), required=True, aliases=("商品编码", "商家编码")),
    Field("quantity", quantity(least=0), required=True, aliases=("数量", "采购数量")),
    # Blank: by the order of the file.
    Field("position", integer(least=1)),
    # Blank: the purchase's.
    Field("line_location", identifier(), default=""),
    Field("received", quantity(least=0), default=0, aliases=("已收数量",)),
    Field("received_on", day(), aliases=("收货日期",)),
    Field("closed", quantity(least=0), default=0, aliases=("已关闭数量",)),
    Field("cost", price(least=0), aliases=("进价", "采购价")),
    Field("eta", day(), aliases=("预计到货", "预计到货日期")),
    Field("first_eta", day(), aliases=("首次预计到货",)),
    # The order line it was bought for; without a position, the first that orders the product.
    Field("for_order", identifier(), default="", aliases=("指定订单",)),
    Field("for_position", integer(least=1)),
    Field("no_longer_needed", flag(), default=False),
    Field("line_note", text(), default=""),
)

FIELDS = (*PURCHASE_FIELDS, *LINE_FIELDS)
