"""The laws of the shop's figures: each finds in SQL what does not hold, and says it in a sentence."""

from app.laws.goods import GOODS
from app.laws.law import Law
from app.laws.money import MONEY
from app.laws.told import TOLD

LAWS: tuple[Law, ...] = (*GOODS, *TOLD, *MONEY)
