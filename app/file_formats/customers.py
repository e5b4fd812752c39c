"""The columns of a file of customers."""

from app.file_formats.fields import Field
from app.file_formats.number_cells import integer
from app.file_formats.shared_fields import ADDRESS, BACKORDERS
from app.file_formats.text_cells import choice, flag, identifier, text
from db.terms import NoticeChannel

_CHANNEL = choice(
    {
        NoticeChannel.LETTER: ("letter", "信件"),
        NoticeChannel.MAIL: ("mail", "e-mail", "email", "邮件"),
        NoticeChannel.PHONE: ("phone", "电话"),
        NoticeChannel.NONE: ("none", "不通知"),
    }
)

FIELDS = (
    Field("number", identifier(), required=True, aliases=("客户编号",)),
    Field("name", text(), required=True, aliases=("客户名称", "姓名", "收货人姓名")),
    *ADDRESS,
    Field("priority", integer(), default=0, aliases=("优先级",)),
    BACKORDERS,
    Field("notice_channel", _CHANNEL, default=NoticeChannel.LETTER, aliases=("通知方式",)),
    Field("notice_per_part", flag(), default=False, aliases=("分批通知",)),
    Field("note", text(), default="", aliases=("备注",)),
    Field("active", flag(), default=True, aliases=("启用",)),
)
