"""淘宝 and 天猫's order report: an order a row, often in GBK.

It names goods by their title alone, so the title is the code: the same listing has the same title in every
report, and nothing else of it stands there. An order of several kinds of goods is refused, for how many of
each were sold the report does not say.
"""

from collections.abc import Sequence

from app.file_formats.foreign_cells import code, lasting_key
from app.file_formats.layout import Column, Layout
from app.file_formats.order_amounts import amount_text, unit_price
from app.file_formats.platform_orders import (
    Stage,
    Unclear,
    chinese_address,
    count_in,
    money_in,
    moved,
    named,
    remarks,
    row_by_row,
    seen,
    stage_of,
)
from app.file_formats.translating import Format, Part, Row
from app.language import tr

_STAGE = stage_of(
    {
        Stage.UNPAID: ("等待买家付款", "没有创建支付宝交易"),
        Stage.OPEN: ("买家已付款，等待卖家发货", "等待卖家发货"),
        Stage.SENT: (
            *("卖家已发货，等待买家确认", "卖家已发货，等待买家确认收货", "等待买家确认收货"),
            *("买家已签收，货到付款专用", "交易成功"),
        ),
        Stage.CLOSED: (
            *("交易关闭", "交易自动关闭", "付款以后用户退款成功，交易自动关闭"),
            *("付款以前，卖家或买家主动关闭交易", "卖家关闭交易", "买家关闭交易"),
        ),
        Stage.PART_SENT: ("卖家部分发货",),
    },
    "订单状态",
)

_TAKEN = (
    *("订单编号", "订单状态", "订单创建时间", "订单付款时间", "发货时间", "应发货时间"),
    *("买家应付货款", "买家应付邮费", "买家实际支付金额", "退款金额"),
    *("宝贝标题", "宝贝种类", "宝贝总数量", "商家编码"),
    *("买家会员名", "收货人姓名", "收货地址", "联系电话", "联系手机", "买家留言", "订单备注"),
)
_SOURCES = {
    "order": "订单编号",
    "ordered_on": "订单创建时间",
    "state": "订单状态",
    "customer": "买家会员名",
    "customer_name": "收货人姓名",
    "customer_phone": "联系手机",
    "channel": "",
    "wanted": "应发货时间",
    "delivery_name": "收货人姓名",
    "delivery_street": "收货地址",
    "delivery_postcode": "收货地址",
    "delivery_city": "收货地址",
    "delivery_region": "收货地址",
    "shipping_charge": "买家应付邮费",
    "currency": "",
    "paid": "买家实际支付金额",
    "paid_on": "订单付款时间",
    "refunded": "退款金额",
    "note": "买家留言",
    "sku": "宝贝标题",
    "text": "宝贝标题",
    "quantity": "宝贝总数量",
    "price": "买家应付货款",
    "shipped": "宝贝总数量",
    "shipped_on": "发货时间",
    "cancelled": "宝贝总数量",
    "promised": "应发货时间",
}


def _order(line: int, cells: Sequence[str]) -> Row:
    number, status, created, paid_at, sent_at, due = map(code, cells[:6])
    goods, postage, actually, back, title, kinds, quantity, sku = cells[6:14]
    member, recipient, address, phone, mobile, message, remark = cells[14:]
    count = count_in(quantity, "宝贝总数量")
    if kinds.strip() and count_in(kinds, "宝贝种类") > 1:
        what = tr("It holds several kinds of goods, but the file does not say how many of each.")
        raise Unclear("宝贝种类", what)
    stage = _STAGE(status)
    worth, shipping = money_in(goods, "买家应付货款"), money_in(postage, "买家应付邮费")
    paid = money_in(actually, "买家实际支付金额") if paid_at else 0
    refunded = money_in(back, "退款金额")
    if stage is Stage.CLOSED and paid:
        # A trade that was paid closes only once the money is back.
        refunded = refunded or paid
        stage = Stage.REFUNDED_SENT if sent_at else Stage.REFUNDED_UNSENT
    state, shipped, cancelled = moved(stage, str(count), bool(paid))
    street, postcode, city, province = chinese_address(address)
    return line, (
        number,
        created,
        state,
        seen(member),
        seen(recipient),
        seen(mobile) or seen(phone),
        "淘宝",
        due,
        code(recipient),
        street,
        postcode,
        city,
        province,
        amount_text(shipping),
        "CNY",
        amount_text(paid),
        paid_at if paid else "",
        amount_text(refunded if paid else 0),
        remarks(message, remark),
        code(sku) or lasting_key(code(title)),
        named(title),
        str(count),
        unit_price(worth, count),
        shipped,
        sent_at if shipped else "",
        cancelled,
        due if stage is Stage.OPEN else "",
    )


def _parts(layout: Layout) -> list[Part]:
    return [row_by_row(layout, _TAKEN, _SOURCES, _order, "订单编号")]


_ALIASES = {
    "应发货时间": ("承诺发货时间", "最晚发货时间"),
    "宝贝标题": ("商品标题",),
    "收货人姓名": ("收件人姓名",),
}
_REQUIRED = frozenset(("订单编号", "订单状态", "订单创建时间", "买家应付货款", "宝贝标题", "宝贝总数量"))

FORMAT = Format(
    "taobao-orders",
    lambda: tr("Taobao and Tmall: orders"),
    tuple(Column(key, _ALIASES.get(key, ()), key in _REQUIRED) for key in _TAKEN),
    marks=("订单编号", "订单状态", "买家应付货款", "宝贝标题", "宝贝总数量"),
    parts=_parts,
    decimal=".",
    day_order="ymd",
)
