"""The columns of a file of orders: a row a line, the order's own facts on each of them."""

from dataclasses import replace

from app.file_formats.day_cells import day, day_and_time
from app.file_formats.fields import Field
from app.file_formats.number_cells import integer, money, number, price, quantity
from app.file_formats.payment_cells import payments
from app.file_formats.text_cells import choice, flag, identifier, text
from db.terms import OrderState

_STATE = choice(
    {
        OrderState.QUOTE: ("quote", "draft", "报价"),
        OrderState.OPEN: ("open", "confirmed", "未完成"),
        OrderState.DONE: ("done", "已完成"),
        OrderState.CANCELLED: ("cancelled", "canceled", "已取消"),
    }
)

ORDER_FIELDS = (
    Field("order", identifier(), required=True, aliases=("订单号", "订单编号")),
    Field("ordered_on", day(), required=True, aliases=("下单日期", "订单创建时间")),
    Field("state", _STATE, aliases=("订单状态",)),
    Field("customer", identifier(), default="", aliases=("客户编号",)),
    Field("customer_name", text(), default="", aliases=("客户名称", "收货人", "收货人姓名")),
    Field("customer_reference", text(), default="", aliases=("客户参考号",)),
    Field("channel", text(), default="", aliases=("渠道",)),
    Field("location", identifier(), default="", aliases=("仓库",)),
    Field("wanted", day_and_time(), aliases=("要求日期", "承诺发货时间")),
    Field("priority", integer(), aliases=("优先级",)),
    Field("ship_complete", flag(), default=False, aliases=("整单发货",)),
    Field("on_hold", flag(), default=False, aliases=("暂停",)),
    Field("held_since", day()),
    Field("hold_reason", text(), default=""),
    Field("pick_up", flag(), default=False, aliases=("自提",)),
    # Later is of no use.
    Field("date_essential", flag(), default=False, aliases=("交货日期不可延误",)),
    Field("delivery_name", text(), default=""),
    Field("delivery_street", text(), default="", aliases=("收货地址",)),
    Field("delivery_postcode", text(), default=""),
    Field("delivery_city", text(), default=""),
    Field("delivery_region", text(), default=""),
    Field("delivery_country", text(), default=""),
    Field("shipping_charge", money(least=0), default=0, aliases=("运费", "买家应付邮费")),
    Field("currency", identifier(), default="", aliases=("币种",)),
    # Sums of the payments (deposits with them) and of the refunds; the day and way of the latest.
    Field("paid", money(least=0), default=0, aliases=("已付金额", "买家实际支付金额")),
    Field("paid_on", day(), aliases=("付款日期", "订单付款时间")),
    Field("paid_way", text(), default="", aliases=("付款方式",)),
    Field("refunded", money(least=0), default=0, aliases=("已退金额",)),
    # One by one, where the sums do not say all.
    Field("payments", payments(), default=()),
    Field("note", text(), default="", aliases=("订单备注",)),
)

LINE_FIELDS = (
    Field("sku", identifier(), required=True, aliases=("商品编码", "商家编码")),
    Field("text", text(), default="", aliases=("商品名称", "宝贝标题")),
    # Below zero it cancels what an earlier line ordered.
    Field("quantity", quantity(), required=True, aliases=("数量", "商品数量(件)")),
    Field("price", price(least=0), aliases=("单价",)),
    Field("discount", number(3, least=0), default=0, aliases=("折扣",)),
    Field("tax_rate", number(3, least=0), aliases=("税率",)),
    # Blank: by the order of the file.
    Field("position", integer(least=1)),
    # Blank: the order's.
    Field("line_location", identifier(), default=""),
    Field("cancelled", quantity(least=0), default=0, aliases=("取消数量",)),
    # Of the cancelled: what was closed short, and what a substitute replaced.
    Field("closed", quantity(least=0), default=0),
    Field("substituted", quantity(least=0), default=0),
    Field("cancelled_on", day()),
    Field("cancel_reason", text(), default=""),
    Field("shipped", quantity(least=0), default=0, aliases=("已发数量",)),
    Field("shipped_on", day(), aliases=("发货日期", "发货时间")),
    Field("returned", quantity(least=0), default=0, aliases=("退货数量",)),
    Field("returned_on", day()),
    # Held by the line already: it keeps as much, as far as the shelf has it.
    Field("reserved", quantity(least=0), default=0),
    Field("promised", day(), aliases=("承诺日期",)),
    Field("first_promised", day(), aliases=("首次承诺日期",)),
    Field("hand_rank", integer()),
    Field("kept_off", flag(), default=False),
    Field("kept_off_since", day()),
    Field("supply_cancelled", flag(), default=False),
    # Positions in the same order.
    Field("split_from", integer(least=1)),
    Field("substitute_for", integer(least=1)),
)

FIELDS = (*ORDER_FIELDS, *LINE_FIELDS)

# Of files that come in only: what goes out names its customers by number and its products by SKU.
BUYER_FIELDS = (
    Field("customer_email", identifier(), default="", aliases=("客户邮箱",)),
    Field("customer_phone", identifier(), default="", aliases=("客户电话",)),
)
BARCODE = Field("barcode", identifier(), default="", aliases=("条码",))

READ_FIELDS = (
    *ORDER_FIELDS,
    *BUYER_FIELDS,
    # Blank where a barcode stands beside it.
    replace(LINE_FIELDS[0], required=False, default=""),
    *LINE_FIELDS[1:],
    BARCODE,
)
