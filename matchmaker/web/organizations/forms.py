from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import URL, Optional

from matchmaker.checks.uscc import check_uscc
from matchmaker.queries.organizations import districts
from matchmaker.services.organizations import REGISTRABLE, Identity, Profile
from matchmaker.web.fields import Checked, EnumSelect, LongTextField, Required, RowSelect, TextField, at_most
from models import Organization


class IdentityFields:
    """What the bureau verifies."""

    kind = EnumSelect(_l("单位类型"), [Required(_l("请选择单位类型。"))], members=REGISTRABLE, blank=_l("请选择"))
    organization_name = TextField(
        _l("单位名称"),
        [Required(_l("请填写单位名称。")), at_most(120)],
        description=_l("与营业执照或法人证书上的名称一致。"),
        render_kw={"autocomplete": "organization"},
    )
    uscc = TextField(
        _l("统一社会信用代码"),
        [Required(_l("请填写统一社会信用代码。")), at_most(30), Checked(check_uscc)],
        description=_l("18 位，在营业执照或法人证书的上方；系统会核对校验码。"),
        render_kw={"autocapitalize": "characters", "spellcheck": "false"},
    )

    def identity(self) -> Identity:
        return Identity(kind=self.kind.data, name=self.organization_name.data, uscc=self.uscc.data)


class ProfileFields:
    """What the organization may change about itself at any time."""

    district = RowSelect(
        _l("所在县区"), rows=districts, blank=_l("不在本市（外地单位）"), description=_l("本市单位请选择。")
    )
    city = TextField(_l("所在城市"), [at_most(40)], description=_l("外地单位填写，例如：济南市。已选县区的不用填。"))
    address = TextField(_l("地址"), [at_most(200)], render_kw={"autocomplete": "street-address"})
    website = TextField(
        _l("网址"),
        [Optional(), at_most(200), URL(message=_l("请填写完整网址，以 http:// 或 https:// 开头。"))],
        render_kw={"inputmode": "url", "placeholder": "https://"},
    )
    intro = LongTextField(
        _l("单位简介"),
        [at_most(1000)],
        description=_l("主营业务或研究方向、规模、研发条件。单位通过认证后公开显示。"),
    )

    def profile(self) -> Profile:
        return Profile(
            district=self.district.row,
            city=self.city.data,
            address=self.address.data,
            website=self.website.data,
            intro=self.intro.data,
        )


class ProfileForm(ProfileFields, FlaskForm):
    """For a verified organization."""


class ApplicationForm(IdentityFields, ProfileFields, FlaskForm):
    """For an organization that is not verified yet."""


def form_of(organization: Organization) -> ProfileForm | ApplicationForm:
    kind = ProfileForm if organization.is_verified else ApplicationForm
    return kind(
        kind=organization.kind,
        organization_name=organization.name,
        uscc=organization.uscc,
        district=organization.district_id,
        city=organization.city,
        address=organization.address,
        website=organization.website,
        intro=organization.intro,
    )
