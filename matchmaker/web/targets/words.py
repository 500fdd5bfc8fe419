from decimal import Decimal

from flask_babel import gettext as _

from matchmaker.queries.indicators import Indicator

HUNDRED_MILLION_YUAN = Decimal(10000)


def shown(value: Decimal, indicator: Indicator) -> str:
    """230 项; 80.50 万元; 187.86 亿元 from a hundred million yuan on."""
    if not indicator.is_amount:
        return f"{value:,.0f} {_(indicator.unit)}"
    if value < HUNDRED_MILLION_YUAN:
        return f"{value:,.2f} {_('万元')}"
    return _("%(amount)s 亿元", amount=f"{value / HUNDRED_MILLION_YUAN:,.2f}")
