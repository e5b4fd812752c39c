"""拼多多's order export."""

from pathlib import Path

import pytest

from app.shop import Shop
from tests.unit.file_formats.foreign.making_over import bring_sample, made, refused
from tests.unit.importing.bringing import breaks, lines_of, rows_of

BASE = {
    "商品": "帆布袋",
    "订单号": "260301-1\t",
    "订单状态": "待发货",
    "商品总价(元)": "1,059.80",
    "商品数量(件)": "2",
    "支付时间": "2026-03-01 08:00:00\t",
    "承诺发货时间": "2026-03-03 08:00:00\t",
    "发货时间": "",
    "商品id": "7001\t",
    "商品规格": "米白",
    "售后状态": "无售后或售后取消",
}
SENT = {"发货时间": "2026-03-02 10:00:00"}
REFUNDED = {"售后状态": "退款成功"}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (
            {},
            {"order": "260301-1", "ordered_on": "2026-03-01 08:00:00", "paid": "1059.80", "price": "529.90"},
        ),
        ({}, {"wanted": "2026-03-03 08:00:00", "promised": "2026-03-03 08:00:00", "shipped": None}),
        ({"店铺优惠折扣(元)": "9.80"}, {"price": "525.00", "paid": "1050.00"}),
        (
            {"邮费(元)": "6.00", "商家实收金额(元)": "1056.00"},
            {"price": "525.00", "shipping_charge": "6.00", "paid": "1056.00"},
        ),
        ({}, {"sku": "7001/米白", "text": "帆布袋 – 米白"}),
        ({"样式ID": "9001\t"}, {"sku": "9001"}),
        ({"样式ID": "9001", "商家编码-SKU维度": "0031\t"}, {"sku": "0031"}),
        ({"订单状态": "已发货，待签收"} | SENT, {"shipped": "2", "promised": None}),
        ({"订单状态": "已发货,待收货"} | SENT, {"shipped": "2", "shipped_on": "2026-03-02 10:00:00"}),
        ({"订单状态": "已签收"} | SENT, {"shipped": "2", "refunded": "0.00"}),
        ({"订单状态": "已取消"}, {"cancelled": "2", "refunded": "1059.80"}),
        (
            {"订单状态": "已取消", "支付时间": "", "下单时间": "2026-03-01"},
            {"state": "cancelled", "paid": "0.00"},
        ),
        ({"订单状态": "未发货，退款成功"} | REFUNDED, {"cancelled": "2", "refunded": "1059.80"}),
        ({"订单状态": "已发货，退款成功"} | REFUNDED | SENT, {"shipped": "2", "refunded": "1059.80"}),
        ({"退款金额(元)": "5"} | REFUNDED, {"cancelled": None, "refunded": "5.00"}),
        ({"退款金额(元)": "1059.80"} | REFUNDED, {"cancelled": "2", "refunded": "1059.80"}),
        ({"售后状态": "售后处理中"}, {"on_hold": "yes", "hold_reason": "售后处理中"}),
        ({"收货人": "刘*", "手机": "137****0004"}, {"customer_name": None, "customer_phone": None}),
    ],
)
def test_an_order(tmp_path: Path, more: dict[str, str], told: dict[str, str | None]) -> None:
    [row] = made(tmp_path, "pinduoduo-orders", [BASE | more])["orders"]
    assert {key: row.get(key) for key in told} == told


@pytest.mark.parametrize(
    ("more", "header"),
    [
        ({"订单状态": "部分发货"}, "订单状态"),
        ({"订单状态": "待定"}, "订单状态"),
        ({"售后状态": "待定"}, "售后状态"),
        # Whether all of the money went back, or a part of it, is not said.
        (REFUNDED, "售后状态"),
        ({"商品数量(件)": "1.5"}, "商品数量(件)"),
    ],
)
def test_what_is_not_said_exactly_is_refused(tmp_path: Path, more: dict[str, str], header: str) -> None:
    assert [each[:2] for each in refused(tmp_path, "pinduoduo-orders", [BASE | more])] == [(2, header)]


@pytest.mark.parametrize(
    ("name", "created"),
    [
        ("pinduoduo-orders.csv", "Created: 8 products, 36 customers, 37 orders, 37 order lines."),
        ("pinduoduo-orders-wide.csv", "Created: 5 products, 21 customers, 21 orders, 21 order lines."),
    ],
)
def test_the_samples(sqlite_shop: Shop, name: str, created: str) -> None:
    report = bring_sample(sqlite_shop, name)
    assert report.sentences()[0] == created
    assert lines_of(sqlite_shop, "l.text, l.price, l.ordered")[0] == (
        "260301-100000000000001",
        "帆布袋 大容量 – 米白,大号",
        274_000,
        2_000,
    )
    sql = "SELECT state, delivery_street, note FROM orders ORDER BY id LIMIT 1"
    assert rows_of(sqlite_shop, sql) == [("open", "天河区 体育西路5号", "尽快发货🙏\n要发票")]
    assert breaks(sqlite_shop) == []
