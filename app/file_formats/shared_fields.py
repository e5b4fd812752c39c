"""Columns that files of several kinds have."""

from app.file_formats.fields import Field
from app.file_formats.text_cells import choice, text
from db.terms import BackorderPolicy

ADDRESS = (
    Field("street", text(), default="", aliases=("地址", "街道")),
    Field("postcode", text(), default="", aliases=("邮编",)),
    Field("city", text(), default="", aliases=("城市", "市")),
    Field("region", text(), default="", aliases=("省份", "省")),
    Field("country", text(), default="", aliases=("国家",)),
    Field("email", text(), default="", aliases=("邮箱", "电子邮件")),
    Field("phone", text(), default="", aliases=("电话", "手机")),
    Field("language", text(), default="", aliases=("语言",)),
)

BACKORDERS = Field(
    "backorders",
    choice(
        {
            BackorderPolicy.ALWAYS: ("always", "总是"),
            BackorderPolicy.ASK: ("ask", "询问"),
            BackorderPolicy.NEVER: ("never", "从不"),
        }
    ),
    default=BackorderPolicy.ALWAYS,
    aliases=("缺货预订",),
)
