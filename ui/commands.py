"""The lines of the menus that need an open shop; what they do is imported when it is done."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from app.language import ntr, tr
from ui.common.places import Command

if TYPE_CHECKING:
    from ui.common.list_page import ListPage
    from ui.common.page import Desk


def _new_order(desk: "Desk") -> None:
    from ui.dialogs import order_entry

    entered = order_entry.ask(desk.window(), desk)
    if entered is not None:
        desk.go("orders", entered.order_id)


def _new_purchase(desk: "Desk") -> None:
    _do_there("purchases", "new_purchase", desk)


def _receive(desk: "Desk") -> None:
    page = desk.page()
    act = page.command("receive") if page else None
    if act is not None:
        act()
        return
    from ui.dialogs import receive

    receive.ask(desk.window(), desk)


def _suggest(desk: "Desk") -> None:
    _do_there("purchases", "suggest", desk)


def _do_on(place: str, key: str, desk: "Desk", among: str) -> None:
    """On the chosen row where the page can, else show the rows of which one is to be chosen."""
    from ui.common.listing_page import ListingPage

    page = desk.page()
    act = page.command(key) if page else None
    if act is not None:
        act()
        return
    desk.go(place)
    page = desk.page()
    if isinstance(page, ListingPage):
        page.chips.choose(among)


def _on(place: str, key: str, among: str) -> Callable[["Desk"], None]:
    """A line of a menu that does this."""
    return lambda desk: _do_on(place, key, desk, among)


def _do_there(place: str, key: str, desk: "Desk") -> None:
    """What needs no chosen row, on its page."""
    desk.go(place)
    page = desk.page()
    act = page.command(key) if page else None
    if act is not None:
        act()


def _new_product(desk: "Desk") -> None:
    from ui.dialogs import product

    product.ask_new(desk.window(), desk)


def _products(desk: "Desk") -> None:
    from ui.dialogs import all_products

    all_products.ask(desk.window(), desk)


def _lost_sales(desk: "Desk") -> None:
    from ui.dialogs import lost_sales

    lost_sales.ask(desk.window(), desk)


def _new_customer(desk: "Desk") -> None:
    from ui.dialogs import customer

    customer_id = customer.ask_new(desk.window(), desk)
    if customer_id is not None:
        desk.go("customers", customer_id)


def _vouchers(desk: "Desk") -> None:
    from ui.dialogs import vouchers

    vouchers.ask(desk.window(), desk)


def _new_supplier(desk: "Desk") -> None:
    from ui.dialogs import supplier

    supplier_id = supplier.ask_new(desk.window(), desk)
    if supplier_id is not None:
        desk.go("suppliers", supplier_id)


def _what_if(desk: "Desk") -> None:
    _do_there("backorders", "what_if", desk)


def _on_page_or(desk: "Desk", key: str, ask: Callable[..., object]) -> None:
    """On what is chosen where the page can, else a dialog in which it is found."""
    page = desk.page()
    act = page.command(key) if page else None
    if act is not None:
        act()
    else:
        ask(desk.window(), desk)


def _counter_sale(desk: "Desk") -> None:
    from ui.dialogs import counter_sale

    counter_sale.ask(desk.window(), desk)


def _take_back(desk: "Desk") -> None:
    from ui.dialogs import take_back

    _on_page_or(desk, "take_back", take_back.ask)


def _answer(desk: "Desk") -> None:
    from ui.dialogs import answer

    _on_page_or(desk, "answer", answer.ask)


def _count(desk: "Desk") -> None:
    from ui.dialogs import count

    _on_page_or(desk, "count_sheet", count.ask)


def _take_out(desk: "Desk") -> None:
    from ui.dialogs import take_out

    _on_page_or(desk, "take_out", take_out.ask)


def _move(desk: "Desk") -> None:
    from ui.dialogs import transfer

    _on_page_or(desk, "move", transfer.ask)


def _arrivals(desk: "Desk") -> None:
    from ui.dialogs import arrivals

    arrivals.ask(desk.window(), desk)


def _locations(desk: "Desk") -> None:
    from ui.dialogs import locations

    locations.ask(desk.window(), desk)


def bring_files(desk: "Desk", paths: Sequence[str] = ()) -> None:
    """Files of other programs and ours, those that are given first."""
    from ui.dialogs import bring_files as dialog

    dialog.ask(desk.window(), desk, paths)


def _past_imports(desk: "Desk") -> None:
    from ui.dialogs import past_imports

    past_imports.ask(desk.window(), desk)


def _stock_file(desk: "Desk") -> None:
    from ui.dialogs import stock_file

    stock_file.ask(desk.window(), desk)


def _export(desk: "Desk") -> None:
    from PySide6.QtWidgets import QFileDialog

    from ui.common.file_places import chosen, named_as, suggested, tables
    from ui.common.list_page import ListPage

    page = desk.page()
    act = page.command("export") if page else None
    if act is not None:
        act()
    if not isinstance(page, ListPage):
        return
    where, pattern = QFileDialog.getSaveFileName(
        desk.window(), tr("Export what is shown"), suggested(f"{page.list_key}.csv"), tables()
    )
    if chosen(where):
        export_shown(desk, page, named_as(where, pattern))


def export_shown(desk: "Desk", page: "ListPage", where: Path) -> None:
    """Write the page's list to a CSV file or a workbook: filter, search, order and columns as shown."""
    from app.exporting import export_view

    question = page.model.question

    def tell(rows: int) -> None:
        words = ntr(
            "{count} row written to {file}.", "{count} rows written to {file}.", rows, file=where.name
        )
        page.set_status(words)

    desk.jobs.read(
        export_view,
        page.list_key,
        where,
        columns=page.columns.layout.keys(),
        listing=page.listing,
        filter=question.filter,
        search=question.search,
        sort=question.sort,
        descending=question.descending,
        done=tell,
    )


def _letter_texts(desk: "Desk") -> None:
    from ui.dialogs import letter_texts

    letter_texts.ask(desk.window(), desk)


def open_settings(desk: "Desk", part: str = "") -> None:
    """The shop's settings, a part of them or that of the last time first, and how the window looks here."""
    from ui.dialogs import settings
    from ui.main_window import MainWindow

    window = desk.window()
    looks = settings.ask(window, desk, part)
    if looks is not None and isinstance(window, MainWindow) and window.workplace is not None:
        window.workplace.set_looks(looks.language, looks.theme)


def _letters(desk: "Desk") -> None:
    from ui.dialogs import letters

    letters.ask(desk.window(), desk)


def _publish(desk: "Desk") -> None:
    from ui.dialogs import publish

    publish.ask(desk.window(), desk)


def _ask_suppliers(desk: "Desk") -> None:
    from ui.dialogs import chase

    chase.ask(desk.window(), desk)


def _about(desk: "Desk") -> None:
    from ui.dialogs import about

    about.ask(desk.window(), desk)


MENUS: tuple[tuple[str, Callable[[], str]], ...] = (
    ("file", lambda: tr("&File")),
    ("edit", lambda: tr("&Edit")),
    ("view", lambda: tr("&View")),
    ("order", lambda: tr("&Order")),
    ("stock", lambda: tr("&Stock")),
    ("purchase", lambda: tr("&Purchase")),
    ("people", lambda: tr("P&eople")),
    ("go", lambda: tr("&Go")),
    ("help", lambda: tr("&Help")),
)
"""The menus from left to right, each by the key that a command names; those without lines are left out."""
_FILLED_BY_THE_WINDOW = ("file", "edit", "view", "go", "help")

COMMANDS: tuple[Command, ...] = (
    Command("file", lambda: tr("Bring your files…"), bring_files, "Ctrl+I"),
    Command("file", lambda: tr("Earlier imports…"), _past_imports),
    Command("file", lambda: tr("Export what is shown…"), _export, "Ctrl+E"),
    Command("file", lambda: tr("Stock for other programs…"), _stock_file),
    Command("file", lambda: tr("Print…"), _on("orders", "print", "open")),
    Command("edit", lambda: tr("Settings…"), open_settings, "Ctrl+,"),
    Command("edit", lambda: tr("Texts of letters…"), _letter_texts),
    Command("order", lambda: tr("New order…"), _new_order, "Ctrl+N"),
    Command("order", lambda: tr("Edit order…"), _on("orders", "edit_order", "open"), "Ctrl+Shift+E"),
    Command("order", lambda: tr("Ship…"), _on("orders", "ship", "ready"), "Ctrl+Shift+S"),
    Command("order", lambda: tr("Record payment…"), _on("orders", "pay", "open"), "Ctrl+Shift+Y"),
    Command("order", lambda: tr("What if"), _what_if, "Ctrl+Shift+W"),
    Command("order", lambda: tr("Finish work…"), _on("resources", "work", "waiting"), "Ctrl+Shift+F"),
    Command("purchase", lambda: tr("New purchase…"), _new_purchase, "Ctrl+Shift+N"),
    Command("purchase", lambda: tr("Edit purchase…"), _on("purchases", "edit_purchase", "open")),
    Command("purchase", lambda: tr("Receive goods…"), _receive, "Ctrl+R"),
    Command("purchase", lambda: tr("Set ETA…"), _on("purchases", "set_eta", "open"), "Ctrl+T"),
    Command("purchase", lambda: tr("Close short…"), _on("purchases", "close_short", "open")),
    Command("purchase", lambda: tr("Suggest purchases"), _suggest),
    Command("order", lambda: tr("Counter sale…"), _counter_sale, "F8"),
    Command("order", lambda: tr("Take goods back…"), _take_back, "Ctrl+Shift+B"),
    Command("order", lambda: tr("Record answer…"), _answer, "Ctrl+Shift+A"),
    Command(
        "order", lambda: tr("Suggest substitutes…"), _on("backorders", "substitutes", "all"), "Ctrl+Shift+T"
    ),
    Command("order", lambda: tr("Publish order pages…"), _publish),
    Command("stock", lambda: tr("New product…"), _new_product, "Ctrl+Shift+P"),
    Command("stock", lambda: tr("Count…"), _count, "Ctrl+Shift+U"),
    Command("stock", lambda: tr("Take out…"), _take_out, "Ctrl+Shift+O"),
    Command("stock", lambda: tr("Move to another location…"), _move, "Ctrl+Shift+M"),
    Command("stock", lambda: tr("On the way between locations…"), _arrivals),
    Command("stock", lambda: tr("Locations…"), _locations),
    Command("stock", lambda: tr("All products…"), _products, "Ctrl+P"),
    Command("stock", lambda: tr("Lost sales…"), _lost_sales),
    Command("people", lambda: tr("New customer…"), _new_customer, "Ctrl+Shift+C"),
    Command("people", lambda: tr("New supplier…"), _new_supplier),
    Command("people", lambda: tr("Vouchers…"), _vouchers),
    Command("people", lambda: tr("Give voucher…"), _on("customers", "give_voucher", "active")),
    Command("people", lambda: tr("Statement…"), _on("customers", "statement", "active")),
    Command("people", lambda: tr("Write letters…"), _letters, "Ctrl+L"),
    Command("people", lambda: tr("Ask suppliers for dates…"), _ask_suppliers),
    Command("help", lambda: tr("About Backorder Desk"), _about),
)


def menu_titles() -> tuple[str, ...]:
    """The menus of a window with a shop, for the frame that is painted before they are made."""
    filled = {*_FILLED_BY_THE_WINDOW, *(command.menu for command in COMMANDS)}
    return tuple(title() for key, title in MENUS if key in filled)
