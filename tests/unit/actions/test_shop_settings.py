"""Settings: only what differs is written, what moves dates settles, what others changed is told."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from PIL import Image

from app.actions.outlooks import outlook
from app.actions.shop_settings import change_shop_settings, settings_form, stored_values
from app.errors import ChangedMeanwhile, InvalidInput, Refused
from app.happenings import happening_text
from app.letters.people import sender_of
from app.lists import history
from app.lists.backorders import LISTING
from app.settings import ShopSettings, shop_settings
from app.shop import Shop
from app.shop_files import MOST_BYTES
from app.verifying import verify
from db.rows import fetch
from tests.databases import on_both, portable
from tests.desks import Desk, ordinal, told

pytestmark = portable


def a_picture(width: int) -> bytes:
    """Noise, so that it does not become smaller than its dots."""
    file = BytesIO()
    Image.effect_noise((width, width // 4), 64).save(file, "PNG")
    return file.getvalue()


@pytest.fixture
def desk(shop: Shop) -> Desk:
    return Desk(shop)


def change(desk: Desk, **after: Any) -> int:
    before = desk.shop.read(stored_values)
    settled: int = desk.shop.write(change_shop_settings, before, before | after)
    return settled


def waiting(desk: Desk) -> None:
    """Ann's pan comes on Friday, 4 December."""
    desk.product("PAN")
    desk.purchase({"PAN": "1"}, date(2026, 12, 4))
    desk.order("Ann", {"PAN": "1"})


def expected(desk: Desk) -> Any:
    return told(desk.rows(LISTING), "expected")[0][0]


def sentences(desk: Desk) -> list[str]:
    page = desk.shop.read(history.LISTING.page, filter="settings", descending=True)
    return [happening_text(history.happening_of(row)) for row in page.rows]


@pytest.mark.parametrize(
    ("after", "day"),
    [
        ({"handling_days": 3}, (12, 9)),
        ({"handling_days": 0}, (12, 4)),
        ({"working_days": (0, 1, 2, 3, 4, 5)}, (12, 5)),
        ({"closed_days": ("2026-12-07", "2026-12-08")}, (12, 9)),
    ],
)
def test_r10_dates_move_with_the_shops_days(desk: Desk, after: dict[str, Any], day: tuple[int, int]) -> None:
    waiting(desk)
    assert expected(desk) == ordinal(12, 7)
    assert change(desk, **after) == 1
    assert expected(desk) == ordinal(*day)
    assert desk.shop.read(verify) == []


def test_r5_goods_go_to_the_queue_when_reserving_is_automatic_again(desk: Desk) -> None:
    desk.product("PAN")
    change(desk, reserve_automatically=False)
    desk.order("Ann", {"PAN": "2"})
    desk.product("POT", stock="1")
    desk.order("Bob", {"POT": "1"})
    assert [row["reserved"] for row in desk.rows(LISTING)] == [0, 0]
    before = desk.shop.read(stored_values)
    shown = desk.shop.preview(outlook, change_shop_settings, before, before | {"reserve_automatically": True})
    assert [(each.customer, each.gets) for each in shown.affected] == [("Bob", Decimal(1))]
    change(desk, reserve_automatically=True)
    assert [row["customer"] for row in desk.rows(LISTING)] == ["Ann"]


@on_both
def test_r4_complete_orders_keep_what_they_hold_and_take_nothing_more_in_parts(desk: Desk) -> None:
    desk.product("PAN", stock="1")
    desk.product("POT")
    desk.order("Ann", {"PAN": "1", "POT": "1"}, ship_complete=True)
    change(desk, complete_orders_hold_stock=False)
    assert desk.shop.read(verify) == []
    [(held,)] = desk.shop.read(fetch, "SELECT sum(reserved) FROM order_lines")
    assert held == 1000
    desk.product("CUP", stock="1")
    desk.order("Bob", {"CUP": "1", "POT": "1"}, ship_complete=True)
    assert {row["reserved"] for row in desk.rows(LISTING, search="Bob")} == {0}


def test_what_moves_nothing_settles_nothing(desk: Desk) -> None:
    waiting(desk)
    assert change(desk, shop_name="Larder", over_receipt_percent=5) == 0
    assert desk.shop.read(shop_settings).shop_name == "Larder"


def test_only_what_differs_is_written_and_told(desk: Desk) -> None:
    before = desk.shop.read(stored_values)
    desk.shop.write(change_shop_settings, before, before | {"shop_name": "Larder"})
    desk.shop.write(change_shop_settings, before, before | {"handling_days": 2})
    settings = desk.shop.read(shop_settings)
    assert (settings.shop_name, settings.handling_days) == ("Larder", 2)
    assert sentences(desk) == [
        "Handling days: 2 in place of 1",
        "Name of the shop: Larder in place of –",
    ]


@on_both
def test_a_setting_that_another_till_changed_is_told_and_kept(desk: Desk) -> None:
    before = desk.shop.read(stored_values)
    change(desk, handling_days=2)
    with pytest.raises(ChangedMeanwhile) as caught:
        desk.shop.write(change_shop_settings, before, before | {"handling_days": 5})
    assert (caught.value.field, caught.value.theirs, caught.value.yours) == ("handling_days", 2, 5)
    assert str(caught.value) == (
        "Handling days was changed meanwhile to 2. Yours is 5. Save again to keep yours."
    )
    assert desk.shop.read(shop_settings).handling_days == 2
    desk.shop.write(change_shop_settings, before, before | {"handling_days": 2})


@on_both
def test_number_series_go_on_from_the_number_set(desk: Desk) -> None:
    desk.product("PAN", stock="5")
    change(desk, order_prefix="A/", order_next=7)
    entered = desk.order("Ann", {"PAN": "1"})
    assert entered.number == "A/7"
    before = desk.shop.read(stored_values)
    assert before["order_next"] == 8
    desk.order("Ann", {"PAN": "1"})
    change(desk, shop_name="Larder")
    with pytest.raises(ChangedMeanwhile):
        desk.shop.write(change_shop_settings, before, before | {"order_next": 100})


@on_both
def test_the_currency_changes_only_while_nothing_is_priced(desk: Desk) -> None:
    assert not desk.shop.read(settings_form).is_priced
    change(desk, currency="CNY")
    desk.product("PAN", price=Decimal(5))
    assert desk.shop.read(settings_form).is_priced
    with pytest.raises(Refused):
        change(desk, currency="EUR")
    assert desk.shop.read(shop_settings).currency == "CNY"


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("handling_days", -1),
        ("handling_days", 366),
        ("handling_days", Decimal("1.5")),
        ("working_days", ()),
        ("working_days", (7,)),
        ("over_receipt_percent", 1001),
        ("currency", ""),
        ("currency", "Euro"),
        ("language", "klingon"),
        ("email", "nobody"),
        ("shop_name", "a\nb"),
        ("shop_name", "x" * 201),
        ("order_prefix", "a\tb"),
        ("order_next", 0),
        ("delay_policy", "uk"),
        ("own_silence", "guess"),
        ("own_reply_days", 366),
        ("stated_days", -1),
    ],
)
def test_r29_what_a_setting_cannot_be_is_refused_with_its_place(desk: Desk, key: str, given: Any) -> None:
    before = desk.shop.read(stored_values)
    with pytest.raises(InvalidInput) as caught:
        change(desk, **{key: given})
    assert caught.value.place == key
    assert desk.shop.read(stored_values) == before


def test_every_setting_of_the_owner_is_offered() -> None:
    from app.actions.shop_settings import CHECKS
    from app.setting_words import TITLES

    own = {name for name in ShopSettings.__dataclass_fields__ if name not in ("settled_on", "status_mark")}
    assert own <= set(CHECKS)
    assert set(CHECKS) <= set(TITLES)


class TestTheLogo:
    def test_it_is_kept_replaced_and_removed(self, desk: Desk) -> None:
        small, large = a_picture(40), a_picture(400)
        for content in (small, large, b""):
            change(desk, logo=content)
            assert desk.shop.read(stored_values)["logo"] == content
            assert (desk.shop.read(sender_of).logo or b"") == content
        assert sentences(desk) == [
            f"Logo: – in place of {kilobytes(large)} KB",
            f"Logo: {kilobytes(large)} KB in place of {kilobytes(small)} KB",
            f"Logo: {kilobytes(small)} KB in place of –",
        ]

    @pytest.mark.parametrize("content", [b"%PDF-1.7", a_picture(40)[:60], bytes(MOST_BYTES + 1)])
    def test_what_is_no_picture_is_refused(self, desk: Desk, content: bytes) -> None:
        with pytest.raises(InvalidInput) as caught:
            change(desk, logo=content)
        assert caught.value.place == "logo"
        assert desk.shop.read(stored_values)["logo"] == b""

    @on_both
    def test_another_till_s_is_told(self, desk: Desk) -> None:
        before = desk.shop.read(stored_values)
        change(desk, logo=a_picture(40))
        with pytest.raises(ChangedMeanwhile) as caught:
            desk.shop.write(change_shop_settings, before, before | {"logo": a_picture(400)})
        assert caught.value.field == "logo"
        assert caught.value.title == "Logo was changed meanwhile to 1 KB."


def test_offsets_read_in_millimetres(desk: Desk) -> None:
    change(desk, letter_offset_x=-15)
    assert sentences(desk) == ["Move letters right: −1.5 mm in place of 0.0 mm"]


def kilobytes(content: bytes) -> int:
    return -(-len(content) // 1024)
