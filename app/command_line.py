"""What the command line takes; nothing here is slow to import, for the window starts through it too."""

import argparse
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TypeAlias

from app.language import tr
from db.terms import NoticeKind

KINDS = ("products", "customers", "suppliers", "stock", "orders", "purchases")
"""What `import` reads, in the order in which a whole shop moves in."""
FORMATS = (
    *KINDS,
    "shopify-products",
    "shopify-inventory",
    "shopify-orders",
    "shopify-customers",
    "woocommerce-products",
    "square-items",
    "quickbooks-items",
    "zoho-items",
    "odoo-variants",
    "inflow-products",
    "inflow-stock",
    "inflow-customers",
    "etsy-orders",
    "loyverse-items",
    "taobao-orders",
    "pinduoduo-orders",
)
"""All that `import` reads: other programs' files too."""
OUT_FORMATS = (
    "csv",
    "xlsx",
    "shopify-inventory",
    "woocommerce-stock",
    "square-stock",
    "purchase-order",
)
"""What `export` writes a list as; all but the first two belong to one list."""
LISTS = (
    *KINDS,
    "backorders",
    "whole_purchases",
    "resources",
    "transfers",
    "moves",
    "history",
    "notices",
    "letters",
    "lost_sales",
    "vouchers",
)
"""What `export` writes."""


def arguments_of(argv: Sequence[str]) -> argparse.Namespace:
    """The arguments by name; SystemExit with status 2 where they make no sense, 0 after --help."""
    return _parser().parse_args(argv)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="main.py",
        description=tr("Backorder Desk: who waits for what, and until when."),
        epilog=tr("Without a command the window opens. Example: main.py --shop lamps.shop"),
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--shop", metavar="SHOP", help=tr("open this shop: a file or a PostgreSQL URL"))
    what.add_argument("--sample", action="store_true", help=tr("open the sample shop"))
    parser.set_defaults(command=None)
    commands = parser.add_subparsers(title=tr("commands"), metavar="COMMAND")
    _add_new(commands)
    _add_import(commands)
    _add_export(commands)
    _add_letters(commands)
    _add_publish(commands)
    _add_verify(commands)
    return parser


Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"


def _add(commands: Commands, name: str, about: str, example: str) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(
        name,
        help=about,
        description=about,
        epilog=tr("Example: {example}", example=example),
        # The example stays on one line, to be copied.
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(command=name)
    command.add_argument("where", metavar="SHOP", help=tr("a file or a PostgreSQL URL"))
    return command


def _add_new(commands: Commands) -> None:
    new = _add(commands, "new", tr("make a shop"), "main.py new lamps.shop")
    # Not the window's --sample, which stands before a command.
    new.add_argument("--sample", action="store_true", dest="with_sample", help=tr("fill it with the sample"))


def _add_import(commands: Commands) -> None:
    command = _add(
        commands,
        "import",
        tr("bring in CSV or XLSX files, gzipped or not: all of them or nothing"),
        "main.py import lamps.shop orders_export.csv --format shopify-orders --dry-run",
    )
    # The kind may stand before the files, as in: import lamps.shop orders orders.csv
    command.add_argument("files", metavar="FILE", nargs="+", help=tr("files, or a format and then files"))
    add = command.add_argument
    add(
        "--format",
        metavar="NAME",
        choices=FORMATS,
        help=tr("whose file it is, where the headers do not tell: {names}", names=", ".join(FORMATS)),
    )
    add(
        "--map",
        metavar="FIELD=COLUMN",
        action="append",
        default=[],
        type=_mapping,
        help=tr("which column holds a field; may be given many times"),
    )
    add(
        "--preset",
        metavar="NAME",
        default="",
        help=tr("read as kept in the window under this name; else as kept for files with the same headers"),
    )
    add("--dry-run", action="store_true", help=tr("say what would happen, change nothing"))
    add(
        "--skip-bad-rows",
        action="store_true",
        help=tr("take the good rows; the others go to FILE.rejected.csv (here, if FILE lies read-only)"),
    )
    add(
        "--history-before",
        metavar="DATE",
        type=_day,
        help=tr("orders before this day (2026-03-14) are demand of the past, nothing of them is open"),
    )
    add("--create-products", action="store_true", help=tr("make products that orders name"))
    add("--create-customers", action="store_true", help=tr("make customers that orders name"))
    add(
        "--not-goods",
        metavar="CODE",
        action="append",
        default=[],
        help=tr("a code in orders that is no goods (postage, fees) and is left out; may be given many times"),
    )
    add("--encoding", metavar="NAME", help=tr("utf-8, gb18030, cp1252 …; else it is found out"))
    add("--delimiter", metavar="SIGN", help=tr("what parts the cells; else it is found out"))
    add("--decimal", choices=(".", ","), metavar="SIGN", help=tr("the decimal sign: a point or a comma"))
    add("--day-order", choices=("dmy", "mdy", "ymd"), help=tr("how days are written"))
    add("--sheet", metavar="NAME", help=tr("which sheet of a workbook; else that with headers we know"))
    add("--header-row", metavar="LINE", type=int, help=tr("the line of the headers; else it is found out"))


def _add_export(commands: Commands) -> None:
    command = _add(
        commands,
        "export",
        tr("write a list as CSV or XLSX, or stock and purchases as others take them in"),
        "main.py export lamps.shop orders orders.csv",
    )
    command.add_argument("list", metavar="LIST", help=", ".join(LISTS))
    command.add_argument(
        "file", metavar="FILE", type=Path, nargs="?", help=tr("else it goes to standard output")
    )
    add = command.add_argument
    add(
        "--format",
        metavar="NAME",
        choices=OUT_FORMATS,
        default="",
        help=tr("as what, where the file's name does not say: {names}", names=", ".join(OUT_FORMATS)),
    )
    add(
        "--onto",
        metavar="FILE",
        type=Path,
        help=tr("of stock: the other program's own export, whose quantities are written anew"),
    )
    add("--number", metavar="NUMBER", help=tr("of purchases: the one to write for its supplier"))


def _add_letters(commands: Commands) -> None:
    command = _add(
        commands,
        "letters",
        tr("write what customers are to hear, a PDF each, or send it by mail, and record it as sent"),
        "main.py letters lamps.shop --out letters --kind delay --kind date_gone",
    )
    add = command.add_argument
    add(
        "--out",
        metavar="DIR",
        type=Path,
        help=tr("the folder for the PDF files; it is made where it is missing"),
    )
    add("--paper", action="store_true", help=tr("write also those of customers who are told by mail"))
    add(
        "--mail",
        action="store_true",
        help=tr("send by mail what the settings send automatically, and what waits to be tried again"),
    )
    add(
        "--kind",
        metavar="KIND",
        action="append",
        default=[],
        dest="kinds",
        choices=tuple(map(str, NoticeKind)),
        help=tr("only this kind of notice: {kinds}; may be given many times", kinds=", ".join(NoticeKind)),
    )
    add("--dry-run", action="store_true", help=tr("list the letters, write and record nothing"))


def _add_publish(commands: Commands) -> None:
    command = _add(
        commands,
        "publish",
        tr("write a page for each open order, on which its customer sees how it stands"),
        "main.py publish lamps.shop /srv/www/orders",
    )
    command.add_argument(
        "folder",
        metavar="FOLDER",
        type=Path,
        nargs="?",
        help=tr("what the web server shows; without it the folder of the settings"),
    )
    command.add_argument("--dry-run", action="store_true", help=tr("count the pages, write nothing"))


def _add_verify(commands: Commands) -> None:
    _add(
        commands,
        "verify",
        tr("recompute all that can be derived and name each difference"),
        "main.py verify lamps.shop",
    )


def _mapping(text: str) -> tuple[str, str]:
    field, sign, column = text.partition("=")
    if not (field and sign and column):
        raise argparse.ArgumentTypeError(tr("“{text}” is not FIELD=COLUMN", text=text))
    return field, column


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(tr("“{text}” is no day like 2026-03-14", text=text)) from error
