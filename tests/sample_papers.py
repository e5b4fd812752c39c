"""Letters and papers such as a shop sends, in both languages."""

from datetime import date
from decimal import Decimal
from io import BytesIO

from PIL import Image, ImageDraw

from app.documents.blocks import Form, Signature, Table, Text
from app.documents.labels import Label
from app.documents.letter import Letter
from app.documents.letterhead import Sender
from app.documents.order_confirmation import Confirmation, ConfirmedLine
from app.documents.packing_slip import PackedLine, PackingSlip
from app.documents.pick_list import PickedLine, PickList
from app.documents.purchase_order import Purchase, PurchasedLine
from app.documents.statement import Account, Entry, OpenOrder, OpenVoucher, Statement
from app.documents.voucher import PrintedVoucher


def logo() -> bytes:
    """A plain one with transparent ground."""
    picture = Image.new("RGBA", (900, 300), (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    draw.polygon([(20, 260), (150, 40), (280, 260)], fill=(24, 78, 119))
    draw.polygon([(150, 260), (240, 110), (330, 260)], fill=(52, 160, 164))
    draw.rounded_rectangle((380, 120, 880, 180), 30, fill=(24, 78, 119))
    buffer = BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


NORTHWIND = Sender(
    name="Northwind Bicycles",
    lines=("Hafenstraße 12", "20457 Hamburg"),
    contact=("+49 40 555 0170", "desk@northwind.example", "northwind.example"),
    return_line="Northwind Bicycles · Hafenstraße 12 · 20457 Hamburg",
)
BEIFENG = Sender(
    name="北风自行车行",
    lines=("上海市徐汇区永嘉路 480 号", "200031"),
    contact=("电话 021-5550 1234", "desk@beifeng.example"),
    return_line="北风自行车行 · 上海市徐汇区永嘉路480号 · 200031",
)
COLUMNS = {
    "en": (
        ("Item", 46, False), ("Short", 12, True), ("Promised", 20, True), ("New date", 22, True)
    ),
    "zh_CN": (("商品", 46, False), ("欠货", 12, True), ("原承诺", 20, True), ("新日期", 22, True)),
}  # fmt: skip


def delay(language: str, *, sender: Sender | None = None, lines: int = 2, copy: bool = False) -> Letter:
    """The letter most sent: goods come later, with a form to return."""
    return _delay_zh(sender, lines, copy) if language == "zh_CN" else _delay_en(sender, lines, copy)


def _delay_en(sender: Sender | None, lines: int, copy: bool) -> Letter:
    rows = tuple(
        (f"Touring bicycle Föhr {place}\nSKU AB-12{place:02d}", "2", "3 December 2026", "18 December 2026")
        for place in range(1, lines + 1)
    )
    return Letter(
        language="en",
        sender=sender or NORTHWIND,
        recipient=(
            "Ms Jana Kovářová",
            "Atelier Łódź Sp. z o.o.",
            "ul. Piotrkowska 104a/7",
            "90-926 Łódź",
            "POLAND",
        ),
        place_date="Hamburg, 22 November 2026",
        subject="Your order O-1042 of 3 November 2026: a new date",
        salutation="Dear Ms Kovářová,",
        blocks=(
            Text(
                "We are sorry: some of what you ordered will reach you later than we promised. Our supplier "
                "Acme Frames has moved the delivery by three weeks. This is our first notice of a delay for "
                "these items."
            ),
            Table(COLUMNS["en"], rows),
            Text(
                "You have paid €1,240.00. If you would rather not wait, we cancel what is missing and "
                "refund you within seven working days. Instead of the Föhr we could send you the Amrum "
                "for €20.00 less."
            ),
            Text(
                "Please let us know by 3 December 2026. If we do not hear from you by then, we take it that "
                "you agree to the new date."
            ),
            Signature(("Northwind Bicycles", "Hanna Brandt"), closing=("Kind regards",)),
            Form(
                "Your answer",
                (
                    "I wait until 18 December 2026.",
                    "Please send me the Amrum instead, for €20.00 less.",
                    "Please send what is there now and the rest later.",
                    "Please cancel what is missing and refund me.",
                ),
                code="K7F3QD",
                qr="K7F3QD",
                note="Tick one, and send this part back to Northwind Bicycles, Hafenstraße 12, 20457 "
                "Hamburg, or give the code by phone or mail.",
                hands=("Date", "Signature"),
            ),
        ),
        references=(("Order", "O-1042"), ("Customer", "C-317")),
        copy=copy,
        country="PL",
    )


def _delay_zh(sender: Sender | None, lines: int, copy: bool) -> Letter:
    rows = tuple(
        (f"“海风”旅行自行车 {place} 型\n货号 AB-12{place:02d}", "2", "2026年12月3日", "2026年12月18日")
        for place in range(1, lines + 1)
    )
    return Letter(
        language="zh_CN",
        sender=sender or BEIFENG,
        recipient=("王喆 女士", "南京市鼓楼区中山北路 88 号 3 幢 502 室", "210008"),
        place_date="2026年11月22日",
        subject="关于订单 O-1042 交货日期变更的通知",
        salutation="尊敬的王喆女士：",
        blocks=(
            Text(
                "您好！您于2026年11月3日订购的部分商品，将晚于我们承诺的日期送达，对此我们深表歉意。供应商"
                "“顶峰车架”将交货推迟了三周。这是我们就以下商品第一次通知您延期。"
            ),
            Table(COLUMNS["zh_CN"], rows),
            Text(
                "您已支付￥9,640.00。如果您不愿等待，我们将取消未到的商品，并在七个工作日内退款。您也可以改选"
                "“山风”型，价格低￥150.00。"
            ),
            Text("请于2026年12月3日前答复我们。如果届时未收到您的答复，我们将视为您同意新的日期。"),
            Signature(("北风自行车行",), closing=("此致", "敬礼")),
            Form(
                "您的答复",
                (
                    "我愿意等到2026年12月18日。",
                    "请改发“山风”型，价格低￥150.00。",
                    "请先发现有的商品，其余以后再发。",
                    "请取消未到的商品并退款。",
                ),
                code="K7F3QD",
                qr="K7F3QD",
                note="请勾选一项，将此部分寄回上海市徐汇区永嘉路480号北风自行车行，或通过电话、邮件告知代码。",
                hands=("日期", "签名"),
            ),
        ),
        references=(("订单", "O-1042"), ("客户", "C-317")),
        copy=copy,
        country="CN",
    )


def _told(language: str) -> tuple[Sender, tuple[str, ...], str, tuple[str, ...]]:
    """Who writes, to whom, where and when, and names of goods."""
    like = delay(language)
    goods = (
        ("“海风”旅行自行车", "皮座垫，棕色", "前灯 60 勒克斯", "快递装箱服务")
        if language == "zh_CN"
        else ("Touring bicycle Föhr", "Leather saddle, brown", "Front lamp 60 lux", "Packing by courier")
    )
    return like.sender, like.recipient, like.place_date, goods


def confirmation(language: str) -> Confirmation:
    """In stock, on its way, and without a date."""
    sender, recipient, place_date, goods = _told(language)
    prices = (Decimal("1190"), Decimal("89.9"), Decimal("49.5"), Decimal("35"))
    dues = (date(2026, 12, 18), None, None, None)
    return Confirmation(
        language=language,
        sender=sender,
        recipient=recipient,
        place_date=place_date,
        number="O-1042",
        ordered_on=date(2026, 11, 3),
        currency="CNY" if language == "zh_CN" else "EUR",
        lines=tuple(
            ConfirmedLine(
                f"AB-12{place:02d}", name, Decimal(2), price, 2 * price, due=due, in_stock=place == 2
            )
            for place, (name, price, due) in enumerate(zip(goods, prices, dues, strict=True))
        ),
        shipping=Decimal("12.5"),
        total=Decimal("2741.3"),
        paid=Decimal("1240"),
        customer="C-317",
        reference="PO 77/4",
        deliver_to=", ".join(recipient),
        country="PL",
    )


def slip(language: str) -> PackingSlip:
    """Part of an order."""
    sender, recipient, place_date, goods = _told(language)
    return PackingSlip(
        language=language,
        sender=sender,
        recipient=recipient,
        place_date=place_date,
        order="O-1042",
        shipment="S-88",
        customer="C-317",
        tracking="00340434161094042557",
        lines=(
            PackedLine("AB-1200", goods[0], Decimal(2), Decimal(1), Decimal(1), due=date(2026, 12, 18)),
            PackedLine("AB-1201", goods[1], Decimal(2), Decimal(2)),
            PackedLine("AB-1202", goods[2], Decimal("2.5"), Decimal(0), Decimal("2.5"), unit="m"),
        ),
    )


def picks(language: str, lines: int = 14) -> PickList:
    """For several orders."""
    sender, recipient, _, goods = _told(language)
    return PickList(
        language=language,
        shop=sender.name,
        location="上海主仓" if language == "zh_CN" else "Main",
        date=delay(language).place_date.rpartition(", ")[2],
        lines=tuple(
            PickedLine(
                bin=f"{'ABCD'[place % 4]}-{place:02d}",
                sku=f"AB-12{place:02d}",
                name=goods[place % 4],
                quantity=Decimal(place + 1),
                order=f"O-10{place + 40}",
                customer=recipient[0],
            )
            for place in range(lines)
        ),
    )


def purchase(language: str) -> Purchase:
    """Two lines with the supplier's numbers, one without."""
    sender, recipient, place_date, goods = _told(language)
    return Purchase(
        language=language,
        sender=sender,
        recipient=recipient,
        place_date=place_date,
        number="P-118",
        currency="CNY" if language == "zh_CN" else "EUR",
        lines=(
            PurchasedLine(
                "AB-1200", goods[0], Decimal(10), Decimal(650), Decimal(6500),
                supplier_sku="FR-9", wanted=date(2026, 12, 11),
            ),
            PurchasedLine("AB-1201", goods[1], Decimal(20), Decimal("41.25"), Decimal(825), "", "SD-3"),
            PurchasedLine("AB-1202", goods[2], Decimal(5), Decimal("22.5"), Decimal("112.5")),
        ),
        total=Decimal("7437.5"),
        customer_number="44120",
        deliver_to=("，" if language == "zh_CN" else ", ").join(sender.lines),
    )  # fmt: skip


def labels(language: str, count: int = 5) -> list[Label]:
    """For goods of one customer."""
    _, recipient, _, goods = _told(language)
    kept = "保留至12月24日" if language == "zh_CN" else "kept until 24 December"
    return [
        Label(f"O-{1042 + place}", recipient[0], goods[place % 4], "2", f"K-{place}", kept)
        for place in range(count)
    ]


def printed_voucher(language: str) -> PrintedVoucher:
    """For an order that came late."""
    sender, recipient, place_date, _ = _told(language)
    return PrintedVoucher(
        language=language,
        sender=sender,
        recipient=recipient,
        place_date=place_date,
        code="T4QK-9MWE-7XPD",
        worth="¥180.00" if language == "zh_CN" else "€25.00",
        until=date(2027, 11, 22),
        customer="C-317",
        order="O-1042",
    )


def account(language: str) -> Statement:
    """A month in which something left, was paid, came back."""
    sender, recipient, place_date, _ = _told(language)
    chinese = language == "zh_CN"
    currency = "CNY" if chinese else "EUR"
    words = (
        ("订单 O-1042 的 S-88", "O-1042 的付款，银行转账", "订单 O-1042 的退货 R-3", "O-1042 的退款，现金")
        if chinese
        else ("S-88 for order O-1042", "Payment for O-1042, Bank transfer", "Return R-3 of order O-1042",
              "Refund for O-1042, Cash")
    )  # fmt: skip
    amounts = ("2380.00", "-1000", "-12.50", "5")
    return Statement(
        language=language,
        sender=sender,
        recipient=recipient,
        place_date=place_date,
        first=date(2026, 11, 1),
        last=date(2026, 11, 30),
        accounts=(
            Account(
                currency,
                Decimal("-200"),
                tuple(
                    Entry(date(2026, 11, 3 + 6 * place), what, Decimal(amount))
                    for place, (what, amount) in enumerate(zip(words, amounts, strict=True))
                ),
            ),
        ),
        orders=(OpenOrder("O-1050", date(2026, 11, 20), currency, Decimal(640), Decimal(0), Decimal(100)),),
        vouchers=(OpenVoucher("T4QK-9MWE-7XPD", "¥180.00" if chinese else "€25.00", date(2027, 11, 22)),),
        customer="C-317",
    )
