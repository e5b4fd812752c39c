"""拼多多's order export: an order a row, for an order there holds one kind of goods.

What the platform itself takes off the price it pays to the seller, so the seller's income is the price.
"""

from collections.abc import Sequence

from app.file_formats.foreign_cells import code, lasting_key, one_line
from app.file_formats.layout import Column, Layout
from app.file_formats.order_amounts import amount_text, unit_price
from app.file_formats.platform_orders import (
    Stage,
    Unclear,
    count_in,
    money_in,
    moved,
    named,
    remarks,
    row_by_row,
    seen,
    stage_of,
    words,
)
from app.file_formats.translating import Format, Part, Row
from app.language import tr

_STAGE = stage_of(
    {
        # A group that is not complete yet may still fall apart, and the money goes back.
        Stage.UNPAID: ("待支付", "待付款", "未支付", "待成团", "已支付，待成团", "拼单中"),
        Stage.OPEN: ("待发货",),
        Stage.SENT: (
            *("已发货", "已发货，待签收", "已发货，待收货", "待收货", "待签收"),
            *("已签收", "已收货", "已评价", "待评价", "交易成功", "已完成"),
        ),
        Stage.CLOSED: ("已取消", "交易已取消", "未支付，已取消", "已关闭"),
        Stage.REFUNDED_UNSENT: ("未发货，退款成功", "待发货，退款成功", "未发货，已退款"),
        Stage.REFUNDED_SENT: (
            *("已发货，退款成功", "已收货，退款成功", "已签收，退款成功"),
            *("已发货，已退款", "已发货，待签收，退款成功"),
        ),
        Stage.PART_SENT: ("部分发货", "部分已发货"),
    },
    "订单状态",
)
_NO_CLAIM = frozenset(
    map(
        words,
        ("", "无", "无售后", "无售后或售后取消", "售后取消", "售后关闭", "已撤销", "退款失败", "退款关闭"),
    )
)
_CLAIM = frozenset(
    map(
        words,
        ("售后处理中", "退款中", "处理中", "待商家处理", "平台处理中", "待买家退货", "退货退款中", "售后中"),
    )
)
_REFUNDED = frozenset(map(words, ("退款成功", "已退款", "售后完成", "退货退款成功")))

_TAKEN = (
    *("订单号", "订单状态", "售后状态", "下单时间", "支付时间", "订单确认时间", "承诺发货时间", "发货时间"),
    *("商品", "商品规格", "商品数量(件)", "商品总价(元)", "店铺优惠折扣(元)", "邮费(元)", "商家实收金额(元)"),
    *("退款金额(元)", "商家编码-SKU维度", "商家编码-商品维度", "样式ID", "商品id"),
    *("收货人", "手机", "省", "市", "区", "街道", "详细地址", "买家留言", "商家备注"),
)
_SOURCES = {
    "order": "订单号",
    "ordered_on": "支付时间",
    "state": "订单状态",
    "customer_name": "收货人",
    "customer_phone": "手机",
    "channel": "",
    "wanted": "承诺发货时间",
    "on_hold": "售后状态",
    "hold_reason": "售后状态",
    "delivery_name": "收货人",
    "delivery_street": "街道",
    "delivery_city": "市",
    "delivery_region": "省",
    "shipping_charge": "邮费(元)",
    "currency": "",
    "paid": "商家实收金额(元)",
    "paid_on": "支付时间",
    "refunded": "退款金额(元)",
    "note": "买家留言",
    "sku": "商家编码-SKU维度",
    "text": "商品",
    "quantity": "商品数量(件)",
    "price": "商品总价(元)",
    "shipped": "商品数量(件)",
    "shipped_on": "发货时间",
    "cancelled": "商品数量(件)",
    "promised": "承诺发货时间",
}


def _refund(stage: Stage, claim: str, paid: int, told: int) -> tuple[Stage, int]:
    """The stage, with what was given back; a claim that was granted in part must say how much."""
    if not paid:
        return stage, 0
    if stage in (Stage.CLOSED, Stage.REFUNDED_UNSENT, Stage.REFUNDED_SENT):
        return stage, told or paid
    if claim not in _REFUNDED:
        return stage, told
    if not told:
        raise Unclear("售后状态", tr("A part is refunded, but the file does not say how much."))
    return (Stage.REFUNDED_UNSENT if stage is Stage.OPEN and told >= paid else stage), told


def _order(line: int, cells: Sequence[str]) -> Row:
    number, status, after, placed, paid_at, confirmed, promised, sent_at = map(code, cells[:8])
    title, variant, quantity, goods, shop_off, postage, income, back = cells[8:16]
    sku, own, style, listing = map(code, cells[16:20])
    recipient, phone, province, city, district, street, more, message, remark = cells[20:]
    claim = words(after)
    if claim not in _NO_CLAIM and claim not in _CLAIM and claim not in _REFUNDED:
        raise Unclear("售后状态", tr("It is no state of a claim that is known."))
    count, shipping = count_in(quantity, "商品数量(件)"), money_in(postage, "邮费(元)")
    worth = money_in(goods, "商品总价(元)") - money_in(shop_off, "店铺优惠折扣(元)")
    if income.strip():
        worth = money_in(income, "商家实收金额(元)") - shipping
    if worth < 0:
        raise Unclear("商品总价(元)", tr("It is below {least}.", least="0"))
    stage = _STAGE(status)
    paid = worth + shipping if paid_at and stage is not Stage.UNPAID else 0
    stage, refunded = _refund(stage, claim, paid, money_in(back, "退款金额(元)"))
    whole = str(count)
    state, shipped, cancelled = moved(stage, whole, bool(paid))
    # Until the claim is settled nothing more leaves the house.
    holds = stage is Stage.OPEN and claim in _CLAIM
    key = sku or style or lasting_key(listing or own or title, variant)
    return line, (
        number,
        paid_at or confirmed or placed,
        state,
        seen(recipient),
        seen(phone),
        "拼多多",
        promised,
        "yes" if holds else "no",
        after if holds else "",
        code(recipient),
        one_line(f"{code(district)} {code(street)} {code(more)}"),
        code(city),
        code(province),
        amount_text(shipping),
        "CNY",
        amount_text(paid),
        paid_at if paid else "",
        amount_text(refunded),
        remarks(message, remark),
        key,
        named(title, variant),
        whole,
        unit_price(worth, count),
        shipped,
        sent_at if shipped else "",
        cancelled,
        promised if stage is Stage.OPEN else "",
    )


def _parts(layout: Layout) -> list[Part]:
    return [row_by_row(layout, _TAKEN, _SOURCES, _order, "订单号")]


_ALIASES = {
    "商品": ("商品名称", "商品标题"),
    "下单时间": ("订单创建时间", "订单成交时间"),
    "订单确认时间": ("拼单成功时间", "成团时间"),
    "手机": ("收货人手机", "手机号"),
    "商品id": ("商品编号",),
    "样式ID": ("规格ID", "SKU-ID"),
    "商品规格": ("规格",),
}
_REQUIRED = frozenset(("订单号", "订单状态", "商品", "商品数量(件)", "商品总价(元)", "支付时间"))

FORMAT = Format(
    "pinduoduo-orders",
    lambda: tr("Pinduoduo: orders"),
    tuple(Column(key, _ALIASES.get(key, ()), key in _REQUIRED) for key in _TAKEN),
    marks=("订单号", "订单状态", "商品", "商品总价(元)", "商品数量(件)"),
    parts=_parts,
    decimal=".",
    day_order="ymd",
)
