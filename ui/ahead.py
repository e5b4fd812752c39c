"""What pages and the everyday dialogs import: read ahead, away from the GUI thread.

Else the first visit of a page would stop the window for as long as its modules take to be read.
"""


def import_ahead() -> None:
    """Returns when all of it is there; a page that is visited meanwhile imports its own part."""
    import ui.dialogs.counter_sale
    import ui.dialogs.order_entry
    import ui.dialogs.palette
    import ui.dialogs.purchase_entry
    import ui.dialogs.receive
    import ui.dialogs.set_eta
    import ui.dialogs.ship
    import ui.mail_rounds
    import ui.pages.backorders
    import ui.pages.costs
    import ui.pages.customers
    import ui.pages.history
    import ui.pages.notices
    import ui.pages.orders
    import ui.pages.purchases
    import ui.pages.resources
    import ui.pages.stock
    import ui.pages.suppliers
    import ui.pages.today
    import ui.panes.backorder_pane  # noqa: F401
