"""Orders as Etsy, 淘宝 and 拼多多 export them, as many lines as wanted."""

import csv
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

TODAY = date(2026, 11, 23)
ETSY = (
    "Sale Date,Item Name,Buyer,Quantity,Price,Coupon Code,Coupon Details,Discount Amount,Shipping Discount,"
    "Order Shipping,Order Sales Tax,Item Total,Currency,Transaction ID,Listing ID,Date Paid,Date Shipped,"
    "Ship Name,Ship Address1,Ship Address2,Ship City,Ship State,Ship Zipcode,Ship Country,Order ID,"
    "Variations,Order Type,Listings Type,Payment Type,InPerson Discount,InPerson Location,"
    "VAT Paid by Buyer,SKU"
)
TAOBAO = (
    "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,买家实际支付积分,"
    "订单状态,买家留言,收货人姓名,收货地址,运送方式,联系电话,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝种类,物流单号,"
    "物流公司,订单备注,宝贝总数量,店铺Id,店铺名称,订单关闭原因,卖家服务费,买家服务费,发票抬头,是否手机订单,分阶段订单信息,"
    "特权订金订单id,是否上传合同照片,是否上传小票,是否代付,定金排名,修改后的sku,修改后的收货地址,异常信息,天猫卡券抵扣,"
    "集分宝抵扣,是否是O2O交易,退款金额,预约门店,应发货时间,发货时间"
)
PINDUODUO = (
    "商品,订单号,订单状态,商品总价(元),店铺优惠折扣(元),平台优惠折扣(元),邮费(元),用户实付金额(元),商家实收金额(元),"
    "商品数量(件),收货人,手机,省,市,区,街道,详细地址,支付时间,承诺发货时间,发货时间,确认收货时间,商品id,商品规格,样式ID,"
    "商家编码-SKU维度,商家编码-商品维度,快递单号,快递公司,商家备注,售后状态,买家留言"
)


def write_etsy(path: Path, lines: int) -> None:
    """Orders of two lines, half of them sent."""
    _write(path, ETSY, lines, _etsy)


def write_taobao(path: Path, lines: int) -> None:
    """An order a line, in every state."""
    _write(path, TAOBAO, lines, _taobao)


def write_pinduoduo(path: Path, lines: int) -> None:
    """An order a line, in every state."""
    _write(path, PINDUODUO, lines, _pinduoduo)


def _write(path: Path, titles: str, lines: int, cells_of: Callable[[int, int], dict[str, object]]) -> None:
    header = titles.split(",")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(_rows(header, lines, cells_of))


def _rows(
    header: list[str], lines: int, cells_of: Callable[[int, int], dict[str, object]]
) -> Iterator[list[object]]:
    for line in range(lines):
        cells = cells_of(line, max(1, lines // 4))
        yield [cells.get(title, "") for title in header]


def _etsy(line: int, buyers: int) -> dict[str, object]:
    order, product = line // 2, line * 7919 % 2_000
    buyer, day = order * 7919 % buyers, (TODAY - timedelta(order * 31 % 120)).strftime("%m/%d/%y")
    return {
        "Sale Date": day,
        "Item Name": f"Product number {product}",
        "Buyer": f"Buyer {buyer} (buyer{buyer})",
        "Quantity": line % 3 + 1,
        "Price": f"{product % 90 + 10}.{product % 10}0",
        "Discount Amount": "0.00",
        "Shipping Discount": "0.00",
        "Order Shipping": "4.90",
        "Currency": "USD",
        "Transaction ID": 3_000_000_000 + line,
        "Listing ID": 1_000_000 + product,
        "Date Paid": day,
        "Date Shipped": day if order % 2 else "",
        "Ship Name": f"Buyer {buyer}",
        "Ship Address1": f"{buyer} Elm Street",
        "Ship City": "Springfield",
        "Ship State": "IL",
        "Ship Zipcode": 10_000 + buyer % 90_000,
        "Ship Country": "United States",
        "Order ID": 2_000_000_000 + order,
        "Variations": "Color:Red,Size:L",
        "Order Type": "online",
        "Listings Type": "listing",
        "SKU": f"SKU-{product:05}" if product % 3 else "",
    }


def _taobao(line: int, buyers: int) -> dict[str, object]:
    product, buyer, count = line * 7919 % 2_000, line * 7919 % buyers, line % 3 + 1
    state = ("买家已付款，等待卖家发货", "卖家已发货，等待买家确认", "交易成功", "交易关闭")[line % 4]
    worth, at = (product % 90 + 10) * count, _moment(line)
    return {
        "订单编号": f'="{2_000_000_000_000 + line}"',
        "买家会员名": f"买家{buyer}",
        "买家应付货款": f"{worth}.00",
        "买家应付邮费": "5.00",
        "买家实际支付金额": f"{worth + 5}.00",
        "订单状态": state,
        "收货人姓名": f"王{buyer}",
        "收货地址": f"浙江省 杭州市 西湖区 文三路{buyer}号 (310000)",
        "联系手机": f"'138{buyer:08}",
        "订单创建时间": at,
        "订单付款时间": at,
        "宝贝标题": f"夏季新款连衣裙{product}号",
        "宝贝种类": 1,
        "宝贝总数量": count,
        "退款金额": "0.00",
        "应发货时间": f"{TODAY + timedelta(line % 9)} 12:00:00",
        "发货时间": at if line % 4 in (1, 2) else "",
    }


def _pinduoduo(line: int, buyers: int) -> dict[str, object]:
    product, buyer, count = line * 7919 % 2_000, line * 7919 % buyers, line % 3 + 1
    worth, at = f"{(product % 90 + 10) * count}.00", _moment(line)
    return {
        "商品": f"夏季新款连衣裙{product}号",
        "订单号": f"261123-{line:012}",
        "订单状态": ("待发货", "已发货，待签收", "已签收", "已取消")[line % 4],
        "商品总价(元)": worth,
        "店铺优惠折扣(元)": "0.00",
        "邮费(元)": "0.00",
        "用户实付金额(元)": worth,
        "商家实收金额(元)": worth,
        "商品数量(件)": count,
        "收货人": f"王{buyer}",
        "手机": f"138{buyer:08}",
        "省": "浙江省",
        "市": "杭州市",
        "区": "西湖区",
        "街道": "文三路街道",
        "详细地址": f"文三路{buyer}号",
        "支付时间": at,
        "承诺发货时间": f"{TODAY + timedelta(line % 9)} 12:00:00",
        "发货时间": at if line % 4 in (1, 2) else "",
        "商品id": 900_000 + product,
        "商品规格": f"红色,{product % 5}码",
        "样式ID": 700_000 + product,
        "商家编码-SKU维度": f"SKU-{product:05}" if product % 3 else "",
        "售后状态": "无售后或售后取消",
    }


def _moment(line: int) -> str:
    return f"{TODAY - timedelta(line * 31 % 120)} {line % 24:02}:{line % 60:02}:{line * 7 % 60:02}"
