from flask import request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import Field
from wtforms.validators import ValidationError

from matchmaker.queries.receipts import digest_of_file, tidy_digest
from matchmaker.web.fields import Required, TextField, at_most

HEX, DIGITS = frozenset("0123456789abcdef"), 64


class VerifyForm(FlaskForm):
    """A receipt's number with its SHA-256, or with the document that was hashed."""

    number = TextField(
        _l("回执号"),
        validators=[Required(_l("请填写回执号。")), at_most(60)],
        description=_l("例如 R-2026-0137-42-1"),
    )
    sha256 = TextField(
        _l("SHA-256 校验码"), validators=[at_most(300)], description=_l("回执上的 64 位校验码，空格和大小写不影响")
    )
    document = FileField(_l("或者：申请内容文件"), description=_l("从回执页下载的 JSON 文件；只用来计算校验码，不保存"))

    @classmethod
    def begun(cls) -> "VerifyForm":
        """As it is sent; from the link on a receipt with the number filled in."""
        return cls(data={"number": request.args.get("number", "")[:60]})

    def validate_sha256(self, field: Field) -> None:
        typed = tidy_digest(field.data)
        if not typed and not self.document.data:
            raise ValidationError(_l("请填写校验码，或上传申请内容文件。"))
        if typed and (len(typed) != DIGITS or not HEX.issuperset(typed)):
            raise ValidationError(_l("校验码是 64 位的数字和字母 a 到 f，请核对。"))

    def digest(self) -> str:
        """What was typed, else that of the file."""
        return tidy_digest(self.sha256.data) or digest_of_file(self.document.data.read())
