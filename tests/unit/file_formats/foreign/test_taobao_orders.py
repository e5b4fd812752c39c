"""淘宝 and 天猫's order report."""

from pathlib import Path

import pytest

from app.shop import Shop
from tests.unit.file_formats.foreign.making_over import bring_sample, made, refused
from tests.unit.importing.bringing import breaks, lines_of, rows_of

BASE = {
    "订单编号": '="2890000000000000101"',
    "买家应付货款": "1,280.00",
    "买家应付邮费": "12.00",
    "买家实际支付金额": "1292.00",
    "订单状态": "买家已付款，等待卖家发货",
    "订单创建时间": "2026/3/1 9:05",
    "订单付款时间": "2026/3/1 9:06",
    "宝贝标题": "紫砂壶",
    "宝贝种类": "1",
    "宝贝总数量": "2",
    "收货地址": "",
}
UNPAID = {"订单付款时间": "", "买家实际支付金额": "0.00"}


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, {"order": "2890000000000000101", "sku": "紫砂壶", "price": "640.00", "paid": "1292.00"}),
        ({}, {"state": None, "shipped": None, "cancelled": None, "refunded": "0.00"}),
        ({"订单状态": "等待买家付款"} | UNPAID, {"state": "quote", "paid": "0.00"}),
        (
            {"订单状态": "卖家已发货,等待买家确认", "发货时间": "2026/3/2"},
            {"shipped": "2", "shipped_on": "2026/3/2"},
        ),
        ({"订单状态": "交易成功", "退款金额": "20.00"}, {"shipped": "2", "refunded": "20.00"}),
        ({"订单状态": "交易关闭"} | UNPAID, {"state": "cancelled", "cancelled": None, "refunded": "0.00"}),
        ({"订单状态": "交易关闭"}, {"cancelled": "2", "shipped": None, "refunded": "1292.00"}),
        ({"订单状态": "交易关闭", "发货时间": "2026/3/2"}, {"shipped": "2", "refunded": "1292.00"}),
        (
            {"收货地址": "广东省 深圳市 南山区 粤海街道1号 (518057)"},
            {
                "delivery_region": "广东省",
                "delivery_city": "深圳市",
                "delivery_street": "南山区 粤海街道1号",
                "delivery_postcode": "518057",
            },
        ),
        ({"收货地址": "Hauptstr. 5"}, {"delivery_street": "Hauptstr. 5", "delivery_city": None}),
        ({"联系手机": "'13800000001", "联系电话": "null"}, {"customer_phone": "13800000001"}),
        ({"买家会员名": "t**", "收货人姓名": "王**"}, {"customer": None, "customer_name": None}),
        ({"买家留言": "null", "订单备注": "'送小样"}, {"note": "送小样"}),
        ({"宝贝标题": "壶" * 80}, {"sku": "壶" * 51 + "~4e7a4f9a", "text": "壶" * 80}),
    ],
)
def test_an_order(tmp_path: Path, more: dict[str, str], told: dict[str, str | None]) -> None:
    [row] = made(tmp_path, "taobao-orders", [BASE | more])["orders"]
    assert {key: row.get(key) for key in told} == told


@pytest.mark.parametrize(
    ("more", "header"),
    [
        ({"宝贝种类": "2"}, "宝贝种类"),
        ({"订单状态": "卖家部分发货"}, "订单状态"),
        ({"订单状态": "待定"}, "订单状态"),
        ({"宝贝总数量": "0"}, "宝贝总数量"),
        ({"买家应付货款": "12,8"}, "买家应付货款"),
    ],
)
def test_what_is_not_said_exactly_is_refused(tmp_path: Path, more: dict[str, str], header: str) -> None:
    assert [each[:2] for each in refused(tmp_path, "taobao-orders", [BASE | more])] == [(2, header)]


def test_the_sample(sqlite_shop: Shop) -> None:
    report = bring_sample(sqlite_shop, "taobao-orders.csv")
    assert report.sentences()[0] == "Created: 9 products, 37 customers, 38 orders, 38 order lines."
    sql = "SELECT number, state FROM orders ORDER BY id LIMIT 8"
    states = ["done", "done", "open", "quote", "cancelled", "cancelled", "done", "done"]
    assert rows_of(sqlite_shop, sql) == [
        (str(2_890_000_000_000_000_101 + at), state) for at, state in enumerate(states)
    ]
    assert lines_of(sqlite_shop, "l.text, l.price, l.ordered")[1] == (
        "2890000000000000102",
        "建盏 品茗杯（单只）",
        380_000,
        2_000,
    )
    assert breaks(sqlite_shop) == []
