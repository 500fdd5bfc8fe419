from decimal import Decimal

import pytest
from werkzeug.datastructures import MultiDict
from wtforms import Form

from matchmaker.web.fields import (
    EnumMultiCheckbox,
    EnumSelect,
    LongTextField,
    MoneyField,
    Required,
    RowSelect,
    TextField,
    WholeNumberField,
)
from models import District
from models.enums import CooperationMode, OrganizationKind, Stage

ROWS = [District(id=1, code="a", zh="罗庄区", en="Luozhuang"), District(id=2, code="b", zh="河东区", en="Hedong")]


class Sample(Form):
    name = TextField("name", [Required()])
    words = LongTextField("words")
    budget = MoneyField("budget", [Required("请填写预算。")])
    months = WholeNumberField("months")
    stage = EnumSelect("stage", members=Stage, blank="请选择")
    kind = EnumSelect("kind", members=(OrganizationKind.FIRM, OrganizationKind.UNIVERSITY))
    modes = EnumMultiCheckbox("modes", members=CooperationMode)
    district = RowSelect("district", rows=lambda: ROWS)


GOOD = {"name": " 林 ", "budget": "80", "kind": "FIRM"}


@pytest.fixture
def fill(app):
    with app.test_request_context():
        yield lambda **given: Sample(MultiDict({**GOOD, **given}))


def test_text_is_stripped_and_never_none(fill):
    form = fill(words="一\r\n二 ")
    assert form.validate()
    assert (form.name.data, form.words.data) == ("林", "一\n二")
    assert fill().words.data == ""


def test_spaces_alone_are_nothing(fill):
    form = fill(name="　 ")
    assert not form.validate()
    assert form.errors == {"name": ["请填写此项。"]}


@pytest.mark.parametrize(
    ("typed", "amount"),
    [("80", "80.00"), ("１２３．５", "123.50"), ("1,250.05 万元", "1250.05"), ("0", "0.00"), ("80.500", "80.50")],
)
def test_amounts_are_exact(fill, typed, amount):
    form = fill(budget=typed)
    assert form.validate()
    assert str(form.budget.data) == amount
    assert isinstance(form.budget.data, Decimal)


@pytest.mark.parametrize(
    ("typed", "word"),
    [("", "预算"), ("八十", "数字"), ("-1", "负"), ("NaN", "负"), ("1e12", "过大"), ("0.001", "两位小数")],
)
def test_a_wrong_amount_says_why_once_and_is_shown_again(fill, typed, word):
    form = fill(budget=typed)
    assert not form.validate()
    (message,) = form.budget.errors
    assert word in message
    assert f'value="{typed}"' in form.budget()


def test_whole_numbers(fill):
    assert fill(months="１２").months.data == 12
    form = fill(months="一年")
    assert not form.validate()
    assert form.months.errors == ["请填写整数。"]


def test_an_enum_is_posted_by_name_and_read_as_a_member(fill):
    form = fill(stage="PILOT")
    assert form.validate()
    assert form.stage.data is Stage.PILOT
    assert fill(stage="").stage.data is None
    assert [choice.label for choice in form.kind.iter_choices()] == ["企业", "高等院校"]


@pytest.mark.parametrize(
    "given", [{"stage": "CEO"}, {"kind": "BUREAU"}, {"modes": "X"}, {"district": "9"}, {"kind": ""}]
)
def test_what_was_not_offered_is_refused(fill, given):
    form = fill(**given)
    assert not form.validate()
    assert form.errors == {next(iter(given)): ["请从列表中选择。"]}


def test_check_boxes_give_members(fill):
    form = Sample(MultiDict([*GOOD.items(), ("modes", "JOINT"), ("modes", "LICENSE")]))
    assert form.validate()
    assert form.modes.data == [CooperationMode.JOINT, CooperationMode.LICENSE]
    assert [c.value for c in form.modes.iter_choices() if c.selected] == ["JOINT", "LICENSE"]


def test_a_row_is_chosen_by_id(fill):
    form = fill(district="2")
    assert form.validate()
    assert (form.district.data, form.district.row.zh) == (2, "河东区")


def test_fields_take_the_data_of_a_record(app):
    with app.test_request_context():
        form = Sample(
            data={"stage": Stage.LAB, "budget": Decimal("5"), "district": 1, "modes": [CooperationMode.JOINT]}
        )
        assert 'value="5.00"' in form.budget()
        assert '<option selected value="LAB">' in form.stage()
        assert '<option selected value="1">' in form.district()
