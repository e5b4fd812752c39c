"""What the help says beside the pages' own words: keys that stand in no menu, and every dialog."""

from collections.abc import Callable
from typing import NamedTuple

from app.language import tr

Words = Callable[[], str]


class Topic(NamedTuple):
    """A dialog by its module, what it is called, and what it is for."""

    module: str
    title: Words
    words: Words


KEYS: tuple[tuple[Words, tuple[tuple[str, Words], ...]], ...] = (
    (
        lambda: tr("In a list"),
        (
            ("↑ ↓ Home End", lambda: tr("Go through the rows")),
            ("Enter", lambda: tr("Open the chosen row")),
            ("F2", lambda: tr("Change the cell, where it can be typed in")),
            ("Menu, Shift+F10", lambda: tr("What can be done with the row")),
            ("Shift+↑ ↓, Ctrl+A", lambda: tr("Choose several rows, where a list allows it")),
            ("Ctrl+C", lambda: tr("Copy the chosen rows as a table")),
            ("Space, ← →", lambda: tr("Fold or unfold a group")),
            ("Esc", lambda: tr("Empty the search box")),
        ),
    ),
    (
        lambda: tr("In the queue"),
        (
            ("Alt+↑ Alt+↓", lambda: tr("Rank a line higher or lower")),
            ("Alt+Home", lambda: tr("Rank a line first")),
        ),
    ),
    (
        lambda: tr("In a dialog"),
        (
            ("Tab, Shift+Tab", lambda: tr("To the next or the previous field")),
            ("Ctrl+Tab, Ctrl+Shift+Tab", lambda: tr("To the next or the previous part of the settings")),
            ("Ctrl+Enter", lambda: tr("Do what the filled button says")),
            ("Esc", lambda: tr("Leave; what is typed is asked about first")),
        ),
    ),
)

DIALOGS: tuple[Topic, ...] = (
    Topic(
        "order_entry",
        lambda: tr("New order"),
        lambda: tr(
            "Customer, then product after product by SKU, name or barcode. Each line says at once what is"
            " there, when the rest comes and who slips by it."
        ),
    ),
    Topic(
        "order_edit",
        lambda: tr("Edit order"),
        lambda: tr("Terms, lines and money of an order or quote, with who gains and who slips."),
    ),
    Topic("address", lambda: tr("Address"), lambda: tr("Where an order's goods go.")),
    Topic("payment", lambda: tr("Payment"), lambda: tr("What a customer paid, or gets back.")),
    Topic(
        "counter_sale",
        lambda: tr("Counter sale"),
        lambda: tr("Scan after scan, paid and handed over at once; no customer is needed."),
    ),
    Topic("ship", lambda: tr("Ship"), lambda: tr("What leaves of an order, at most what is reserved to it.")),
    Topic(
        "ship_several", lambda: tr("Ship several"), lambda: tr("All that is reserved to each chosen order.")
    ),
    Topic(
        "print_paper",
        lambda: tr("Print"),
        lambda: tr(
            "Order confirmation, packing slip, pick list, purchase order and put-aside labels, as they will"
            " come out, to a printer or into a file."
        ),
    ),
    Topic(
        "take_back",
        lambda: tr("Take goods back"),
        lambda: tr("What a customer brings back, fit for sale or not, replaced or paid back."),
    ),
    Topic(
        "answer",
        lambda: tr("Record answer"),
        lambda: tr(
            "What a customer said to a letter, found by its code or from the line: waits, takes a substitute"
            " or a part, cancels, or did not answer."
        ),
    ),
    Topic(
        "substitutes",
        lambda: tr("Suggest substitutes"),
        lambda: tr(
            "What could stand in for goods that are short: your list, then what is like them by name, price"
            " and buyers. Taken for the customer at once, or offered by a letter with the goods set aside."
        ),
    ),
    Topic(
        "substitute_choice",
        lambda: tr("Suggest substitutes while an order is typed"),
        lambda: tr("The same for a line that is short: what you choose becomes lines, the rest waits."),
    ),
    Topic(
        "silence",
        lambda: tr("Nobody answered"),
        lambda: tr("What no answer means of each line: it is cancelled, or its customer asked again."),
    ),
    Topic(
        "act",
        lambda: tr("Rank, hold, release, keep off, split, cancel"),
        lambda: tr("Acts on lines of the queue and on orders: who gains and who loses is shown before."),
    ),
    Topic(
        "promise",
        lambda: tr("Promise a date"),
        lambda: tr("When the goods are expected and why, what was told before, and who shares them."),
    ),
    Topic(
        "move_reservation",
        lambda: tr("Move reservation"),
        lambda: tr("Gives reserved pieces of one line to another."),
    ),
    Topic(
        "what_if_delivery",
        lambda: tr("What if"),
        lambda: tr(
            "Tries ranks, dates, quantities, holds and releases; nothing changes until it is applied."
        ),
    ),
    Topic(
        "work",
        lambda: tr("Finish work"),
        lambda: tr("What was made to order is ready, or a service is done."),
    ),
    Topic(
        "purchase_entry",
        lambda: tr("New purchase"),
        lambda: tr("What to buy, when it comes and for whom, and whose date it makes."),
    ),
    Topic("purchase_edit", lambda: tr("Edit purchase"), lambda: tr("Terms and lines of a purchase.")),
    Topic(
        "chase",
        lambda: tr("Ask suppliers for dates"),
        lambda: tr("One letter to each supplier about what is overdue or has no date."),
    ),
    Topic(
        "receive",
        lambda: tr("Receive goods"),
        lambda: tr("What came, counted or scanned; who gets it is shown before it is posted."),
    ),
    Topic(
        "set_eta",
        lambda: tr("Set ETA"),
        lambda: tr("A new date for what a supplier owes, and who waits longer by it."),
    ),
    Topic(
        "count",
        lambda: tr("Count"),
        lambda: tr("What really lies at a location; differences and whose goods are missing are shown."),
    ),
    Topic(
        "take_out", lambda: tr("Take out"), lambda: tr("Breakage and own use: goods leave without an order.")
    ),
    Topic(
        "transfer",
        lambda: tr("Move to another location"),
        lambda: tr("What goes where, when it arrives, and whose date that changes."),
    ),
    Topic(
        "arrivals",
        lambda: tr("On the way between locations"),
        lambda: tr("What arrived, what comes later, what goes back."),
    ),
    Topic("locations", lambda: tr("Locations"), lambda: tr("The places that hold stock.")),
    Topic(
        "all_products",
        lambda: tr("All products"),
        lambda: tr("Every product, services and those put aside too."),
    ),
    Topic(
        "lost_sales",
        lambda: tr("Lost sales"),
        lambda: tr("What was asked for and could not be sold, and the margin that went with it."),
    ),
    Topic(
        "order_costs",
        lambda: tr("Costs of an order"),
        lambda: tr("What late lines cost more than they should: computed, or entered by hand."),
    ),
    Topic(
        "product",
        lambda: tr("Product"),
        lambda: tr("All that is known of a product, who delivers it and what may stand for it."),
    ),
    Topic("customer", lambda: tr("Customer"), lambda: tr("Address, priority and backorder policy.")),
    Topic(
        "vouchers",
        lambda: tr("Vouchers"),
        lambda: tr("Which are valid, used up or lapsed; printed once more, or taken back."),
    ),
    Topic(
        "give_voucher",
        lambda: tr("Give voucher"),
        lambda: tr("A voucher by hand, in money or points, perhaps for a line that is late."),
    ),
    Topic("supplier", lambda: tr("Supplier"), lambda: tr("Address, lead time and currency.")),
    Topic(
        "letters",
        lambda: tr("Letters"),
        lambda: tr(
            "What customers are to be told, each letter as it prints: on paper, as PDF, by mail or by phone."
        ),
    ),
    Topic(
        "kept_letter",
        lambda: tr("Letter that went out"),
        lambda: tr("Its pages as they were; printed or saved again they are marked as a copy."),
    ),
    Topic(
        "publish",
        lambda: tr("Order pages"),
        lambda: tr("A page on the web for each open order: what is shipped, what waits, how to answer."),
    ),
    Topic(
        "mail_address",
        lambda: tr("Another address"),
        lambda: tr("Where a mail that did not arrive goes instead."),
    ),
    Topic(
        "put_aside",
        lambda: tr("Delete or put aside"),
        lambda: tr("What papers name stays on them and is offered no more; all else is deleted."),
    ),
    Topic("resource", lambda: tr("Resource"), lambda: tr("A person or bench that makes or serves.")),
    Topic(
        "resource_use",
        lambda: tr("Out of use"),
        lambda: tr("Put a resource out of use, use it again, or delete one that nothing names."),
    ),
    Topic(
        "resource_plans",
        lambda: tr("Capacity"),
        lambda: tr("More or less a week, or days blocked; who waits longer is shown before."),
    ),
    Topic(
        "bring_files",
        lambda: tr("Bring your files"),
        lambda: tr("CSV and Excel files of other programs and ours, looked at before anything is kept."),
    ),
    Topic(
        "preset_name",
        lambda: tr("Presets of files"),
        lambda: tr("Keeps how files with the same headers are read, for the next time."),
    ),
    Topic(
        "past_imports",
        lambda: tr("Earlier imports"),
        lambda: tr("Takes an import back, as long as nothing builds on it."),
    ),
    Topic(
        "purchase_file",
        lambda: tr("Purchases for suppliers"),
        lambda: tr("Saves a purchase as a table, their codes first."),
    ),
    Topic(
        "stock_file",
        lambda: tr("Stock for other programs"),
        lambda: tr("Writes what lies there for Shopify, WooCommerce or Square."),
    ),
    Topic(
        "filter_name",
        lambda: tr("Saved filters"),
        lambda: tr("Names a filter so that it can be chosen again."),
    ),
    Topic(
        "letter_texts",
        lambda: tr("Texts of letters"),
        lambda: tr(
            "What each kind of letter says in each language, in the shop's own words, beside the letter it"
            " makes. Fields in braces are filled in for each customer."
        ),
    ),
    Topic(
        "settings",
        lambda: tr("Settings"),
        lambda: tr(
            "The shop's rules, its address, how its letters and mails go out, how the window looks. The list"
            " at the left has the parts; the one you saw last comes first."
        ),
    ),
    Topic(
        "palette", lambda: tr("Find anything"), lambda: tr("Anything of the shop, any page and any command.")
    ),
    Topic("about", lambda: tr("About Backorder Desk"), lambda: tr("What the program is for.")),
)
