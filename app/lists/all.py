"""Every list, by its key."""

from types import MappingProxyType

from app.lists import (
    backorders,
    customers,
    history,
    letters,
    lost_sales,
    moves,
    notices,
    orders,
    products,
    purchases,
    resources,
    stock,
    suppliers,
    transfers,
    vouchers,
)

LISTS = MappingProxyType(
    {
        listing.key: listing
        for listing in (
            backorders.LISTING,
            orders.LISTING,
            stock.LISTING,
            purchases.LISTING,
            purchases.WHOLE,
            customers.LISTING,
            suppliers.LISTING,
            products.LISTING,
            resources.LISTING,
            transfers.LISTING,
            moves.LISTING,
            history.LISTING,
            notices.LISTING,
            letters.LISTING,
            lost_sales.LISTING,
            vouchers.LISTING,
        )
    }
)
