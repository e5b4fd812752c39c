"""The queue of ../look as rows in memory: what the list, its groups and the pane look like without a shop."""

from datetime import date

from PySide6.QtWidgets import QGridLayout, QHBoxLayout

from app.language import tr
from tests.gui.fakes import FakeSource
from ui.common import fonts
from ui.common.buttons import button, tool
from ui.common.cells import Cell, Column, GroupHead, Grouping, Row
from ui.common.choice import FilterChips, Segments
from ui.common.figures import Figures, StatusChip
from ui.common.format import NO_DATE
from ui.common.labels import Hairline, Prose, heading, label
from ui.common.page import Desk, ListPage, Primary
from ui.common.paged_model import PagedModel

TODAY = date(2026, 11, 23)

PRODUCTS = {
    "CI-24": (
        "Cast-iron casserole 24 cm",
        "17",
        [("5 on hand, 0 available", ""), ("14 incoming", ""), ("2 not ordered", "bad")],
    ),
    "CP-20": ("Copper sauté pan 20 cm", "3", [("0 on hand", ""), ("3 incoming", "")]),
    "KN-18": (
        "Santoku knife 18 cm",
        "3",
        [("0 on hand", ""), ("nothing incoming", ""), ("3 not ordered", "bad")],
    ),
    "OB-45": ("Oak board 45 × 30 cm", "7", [("made to order", ""), ("bench free from 30 Nov", "")]),
    "BS-30": ("Bamboo steamer 30 cm", "3", [("0 on hand", ""), ("6 incoming", "")]),
    "LN-02": ("Linen apron", "7", [("0 on hand", ""), ("nothing incoming", ""), ("supply cancelled", "bad")]),
}


def d(day: int, month: int, year: int = 2026) -> int:
    return date(year, month, day).toordinal()


# id, SKU, rank, customer, marks, order, short, expected, estimate, promised, slip, status, reason
ROWS: list[Row] = [
    (
        1,
        "CI-24",
        1,
        "Hotel Alder",
        ("flag",),
        "O-1041",
        2000,
        d(3, 12),
        0,
        d(4, 12),
        0,
        "on_time",
        "P-118 on 2 Dec brings 2",
    ),
    (
        2,
        "CI-24",
        2,
        "Marta Lindqvist",
        (),
        "O-1029",
        1000,
        d(3, 12),
        0,
        d(4, 12),
        0,
        "on_time",
        "P-118 on 2 Dec brings 1",
    ),
    (
        3,
        "CI-24",
        3,
        "Café Brünn",
        (),
        "O-1033",
        3000,
        d(3, 12),
        0,
        d(27, 11),
        6,
        "late",
        "P-118 on 2 Dec brings 3",
    ),
    (
        4,
        "CI-24",
        4,
        "Ines Okafor",
        (),
        "O-1047",
        2000,
        d(21, 12),
        0,
        d(7, 12),
        14,
        "late",
        "P-124 moved to 18 Dec",
    ),
    (
        5,
        "CI-24",
        5,
        "Kochschule Nord",
        (),
        "O-1052",
        5000,
        d(21, 12),
        0,
        d(21, 12),
        0,
        "on_time",
        "P-124 on 18 Dec brings 5",
    ),
    (
        6,
        "CI-24",
        6,
        "Priya Raman",
        (),
        "O-1055",
        3000,
        d(5, 1, 2027),
        1,
        d(22, 12),
        NO_DATE,
        "no_date",
        "P-124 brings 1 of 3",
    ),
    (
        7,
        "CI-24",
        7,
        "Georg Aumann",
        (),
        "O-1058",
        1000,
        "",
        0,
        d(18, 12),
        0,
        "on_hold",
        "On hold since 19 Nov",
    ),
    (
        8,
        "CP-20",
        1,
        "Elena Fuchs",
        (),
        "O-1018",
        1000,
        None,
        0,
        d(19, 11),
        NO_DATE,
        "supplier_overdue",
        "P-112 was due on 16 Nov",
    ),
    (
        9,
        "CP-20",
        2,
        "Restaurant Lindenhof",
        (),
        "O-1036",
        2000,
        None,
        0,
        d(20, 11),
        NO_DATE,
        "supplier_overdue",
        "P-112 was due on 16 Nov",
    ),
    (
        10,
        "KN-18",
        1,
        "Sofia Marques",
        ("pinned",),
        "O-1050",
        1000,
        d(29, 12),
        1,
        d(4, 12),
        NO_DATE,
        "no_date",
        "Not ordered, about 5 weeks",
    ),
    (
        11,
        "KN-18",
        2,
        "Henrik Dahl",
        (),
        "O-1056",
        2000,
        d(29, 12),
        1,
        d(11, 12),
        NO_DATE,
        "no_date",
        "Not ordered, about 5 weeks",
    ),
    (
        12,
        "OB-45",
        1,
        "Bistro Quai 9",
        (),
        "O-1051",
        2000,
        d(7, 12),
        0,
        d(9, 12),
        0,
        "on_time",
        "Bench, week of 30 Nov",
    ),
    (
        13,
        "OB-45",
        2,
        "Amélie Girard",
        (),
        "O-1053",
        1000,
        d(14, 12),
        0,
        d(14, 12),
        0,
        "on_time",
        "Bench, week of 7 Dec",
    ),
    (
        14,
        "OB-45",
        3,
        "Nils Berg",
        (),
        "O-1057",
        4000,
        "",
        0,
        d(16, 12),
        0,
        "kept_off",
        "Kept off since 20 Nov",
    ),
    (
        15,
        "BS-30",
        1,
        "Noodle House Tam",
        (),
        "O-1044",
        2000,
        d(11, 12),
        0,
        d(11, 12),
        0,
        "on_time",
        "Ship complete; holds 2 woks",
    ),
    (
        16,
        "BS-30",
        2,
        "Wen Li",
        (),
        "O-1054",
        1000,
        d(11, 12),
        0,
        d(16, 12),
        0,
        "on_time",
        "P-120 on 10 Dec brings 1",
    ),
    (
        17,
        "LN-02",
        1,
        "Ruth Albrecht",
        (),
        "O-1031",
        1000,
        None,
        0,
        d(30, 11),
        NO_DATE,
        "supply_cancelled",
        "P-109 was cancelled",
    ),
    (
        18,
        "LN-02",
        2,
        "Mill Street Bakery",
        (),
        "O-1035",
        4000,
        None,
        0,
        d(30, 11),
        NO_DATE,
        "supply_cancelled",
        "P-109 was cancelled",
    ),
]


def columns(desk: Desk) -> list[Column]:
    formats = desk.formats
    day = formats.day_width()
    return [
        Column("rank", "#", lambda row: Cell(str(row[2]), "quiet"), 24),
        Column("customer", tr("Customer"), lambda row: Cell(str(row[3]), marks=row[4]), 150),
        Column("order", tr("Order"), lambda row: Cell(str(row[5]), "quiet"), 70, sort="order"),
        Column("short", tr("Short"), lambda row: formats.quantity(row[6]), 47, right=True),
        Column(
            "expected",
            tr("Expected"),
            lambda row: formats.day(row[7], unknown=row[7] is None, estimate=bool(row[8])),
            max(75, day),
            right=True,
        ),
        Column("promised", tr("Promised"), lambda row: formats.day(row[9], tone="quiet"), 74, right=True),
        Column("slip", tr("Slip"), lambda row: formats.slip(row[10]), 70, right=True),
        Column("status", tr("Status"), lambda row: formats.status(row[11]), 148),
        Column("reason", tr("Reason"), lambda row: formats.text(row[12], tone="quiet"), 200),
    ]


GROUPING = Grouping(
    key=lambda row: row[1],
    head=lambda row: GroupHead(
        PRODUCTS[row[1]][0], row[1], {"short": PRODUCTS[row[1]][1]}, tuple(PRODUCTS[row[1]][2])
    ),
    title_at="customer",
    notes_at="expected",
)


class MockBackorders(ListPage):
    """The page of backorders-light.png, but for the time line."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk, PagedModel(FakeSource(ROWS), columns(desk), GROUPING), tr("Backorders"), remembered_as=""
        )
        self.filter_bar.addWidget(Segments("View", [("product", "By product"), ("customer", "By customer")]))
        chips = FilterChips(
            "Filter",
            [("", "All"), ("slipped", "Slipped"), ("no_date", "No date"), ("held", "On hold or kept off")],
        )
        for key, count in {"": "24", "slipped": "10", "no_date": "8", "held": "2"}.items():
            chips.set_count(key, count)
        self.filter_bar.addWidget(chips)
        self.filter_bar.addStretch()
        for icon, name in (("filter", "Filter"), ("columns-3", "Columns"), ("dots", "More")):
            self.filter_bar.addWidget(tool(icon, name))
        self._fill_pane()
        self._wanted_row = 4
        self.set_status(
            "24 lines wait  ·  47 pieces  ·  €5,895.00",
            "Rank: by hand, then priority, wanted date, order date",
        )

    def primary(self) -> Primary:
        return Primary("Receive goods…", "package-import", lambda: None)

    def _fill_pane(self) -> None:
        top = QHBoxLayout()
        top.addWidget(heading("Cast-iron casserole 24 cm"))
        top.addStretch()
        top.addWidget(tool("dots", "More"))
        self.pane.addLayout(top)
        self.pane.addWidget(label("CI-24  ·  Halvorsen Cast Iron  ·  €189.00", fonts.SMALL, tone="quiet"))
        figures = Figures()
        figures.show_figures(
            [
                ("On hand", "5", ""),
                ("Reserved", "5", ""),
                ("Available", "0", ""),
                ("Incoming", "14", ""),
                ("Backordered", "17", ""),
            ]
        )
        self.pane.addWidget(figures)
        self.pane.addWidget(Hairline())
        line = QHBoxLayout()
        line.addWidget(label("O-1047", weight=fonts.STRONG))
        line.addWidget(label("Ines Okafor", weight=fonts.STRONG))
        line.addStretch()
        chip = StatusChip()
        chip.show_cell(self.desk.formats.status("late"))
        line.addWidget(chip)
        self.pane.addLayout(line)
        self.pane.addWidget(
            Prose(
                "2 pieces, expected 21 Dec: 14 days after the promise of 7 Dec. P-124 on 18 Dec brings both; "
                "Halvorsen moved it from 4 Dec because production stopped. Ines has not been told yet."
            )
        )
        buttons = QGridLayout()
        for place, text in enumerate(("Write notice…", "Set ETA…", "Move reservation…", "More")):
            buttons.addWidget(button(text), place // 2, place % 2)
        self.pane.addLayout(buttons)
