"""The columns of a file of suppliers."""

from app.file_formats.fields import Field
from app.file_formats.number_cells import integer
from app.file_formats.shared_fields import ADDRESS
from app.file_formats.text_cells import flag, identifier, text

FIELDS = (
    Field("name", identifier(), required=True, aliases=("供应商", "供应商名称")),
    Field("contact", text(), default="", aliases=("联系人",)),
    *ADDRESS,
    Field("currency", identifier(), default="", aliases=("币种",)),
    Field("lead_days", integer(least=0), aliases=("采购周期天数",)),
    Field("note", text(), default="", aliases=("备注",)),
    Field("active", flag(), default=True, aliases=("启用",)),
)
