from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, PasswordField, RadioField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Email, EqualTo, Optional, Regexp, ValidationError

from matchmaker.checks.password import SHORTEST, check_password
from matchmaker.checks.uscc import check_uscc
from matchmaker.errors import Invalid
from matchmaker.services.accounts import LANGUAGES, Person
from matchmaker.web.errors import sentence
from matchmaker.web.fields import Checked, Required, TextField, at_most, halfwidth
from matchmaker.web.organizations.forms import IdentityFields, ProfileFields

PHONE = r"^[0-9+()\-\s转]{5,30}$"
PASSWORD_RULES = _l(
    "至少 %(count)s 个字符，不含您的邮箱或姓名，不是常见密码。几个不相干的词连起来，好记又安全。", count=SHORTEST
)
LANGUAGE_NAMES = {"zh": "中文", "en": "English"}


def _email(label: Any) -> TextField:
    return TextField(
        label,
        [Required(_l("请填写邮箱。")), at_most(254), Email(_l("邮箱格式不对，应类似 name@example.com。"))],
        filters=[halfwidth],
        render_kw={"type": "email", "autocomplete": "username", "spellcheck": "false"},
    )


def _new_password(label: Any) -> PasswordField:
    return PasswordField(
        label,
        [Required(_l("请设置密码。"))],
        description=PASSWORD_RULES,
        render_kw={"autocomplete": "new-password"},
    )


def _repeat() -> PasswordField:
    return PasswordField(
        _l("再输一遍密码"),
        [Required(_l("请再输一遍密码。")), EqualTo("password", _l("两次输入的密码不一致。"))],
        render_kw={"autocomplete": "new-password"},
    )


class LoginForm(FlaskForm):
    email = _email(_l("邮箱"))
    password = PasswordField(_l("密码"), [Required(_l("请填写密码。"))], render_kw={"autocomplete": "current-password"})
    remember = BooleanField(_l("在这台设备上保持登录 30 天"))


class ForgotForm(FlaskForm):
    email = _email(_l("注册时使用的邮箱"))


class ResetForm(FlaskForm):
    password = _new_password(_l("新密码"))
    repeat = _repeat()


class PasswordForm(FlaskForm):
    current = PasswordField(
        _l("当前密码"), [Required(_l("请填写当前密码。"))], render_kw={"autocomplete": "current-password"}
    )
    password = _new_password(_l("新密码"))
    repeat = _repeat()


class PersonFields:
    name = TextField(_l("姓名"), [Required(_l("请填写姓名。")), at_most(40)], render_kw={"autocomplete": "name"})
    title = TextField(_l("职务或职称"), [at_most(40)], render_kw={"autocomplete": "organization-title"})
    phone = TextField(
        _l("联系电话"),
        [Optional(), Regexp(PHONE, message=_l("电话只含数字、加号、括号和短横，例如 0539-5550100。"))],
        filters=[halfwidth],
        render_kw={"autocomplete": "tel", "inputmode": "tel"},
    )


class PersonForm(PersonFields, FlaskForm):
    """One's own data."""

    locale = RadioField(
        _l("界面和邮件的语言"), choices=[SelectChoice(code, LANGUAGE_NAMES[code]) for code in LANGUAGES]
    )


class AccountFields(PersonFields):
    email = _email(_l("邮箱（登录用）"))
    password = _new_password(_l("设置密码"))
    repeat = _repeat()

    def validate_password(self, field: PasswordField) -> None:
        try:
            check_password(field.data, email=self.email.data, name=self.name.data)
        except Invalid as error:
            raise ValidationError(sentence(error)) from error

    def person(self, locale: str) -> Person:
        return Person(
            email=self.email.data,
            name=self.name.data,
            password=self.password.data,
            title=self.title.data,
            phone=self.phone.data,
            locale=locale,
        )


class RegisterForm(IdentityFields, ProfileFields, AccountFields, FlaskForm):
    """A new organization and its owner."""


class JoinForm(AccountFields, FlaskForm):
    uscc = TextField(
        _l("单位的统一社会信用代码"),
        [Required(_l("请填写统一社会信用代码。")), Checked(check_uscc)],
        description=_l("可以向单位管理员询问，也在营业执照或法人证书上。"),
        render_kw={"autocapitalize": "characters", "spellcheck": "false"},
    )
