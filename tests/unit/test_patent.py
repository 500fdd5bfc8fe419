import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.checks.patent import check_sign, read_patent_number
from matchmaker.errors import Invalid


@pytest.mark.parametrize(
    ("typed", "plain", "kind", "granted"),
    [
        ("201710601862.3", "201710601862.3", "INVENTION", False),
        ("ZL201710601862.3", "ZL201710601862.3", "INVENTION", True),
        ("zl 2017 1 0601862.3", "ZL201710601862.3", "INVENTION", True),
        ("2017106018623", "201710601862.3", "INVENTION", False),
        ("CN201710601862.3", "201710601862.3", "INVENTION", False),
        ("ＺＬ２０１７１０６０１８６２．３", "ZL201710601862.3", "INVENTION", True),
        ("95115608.X", "95115608.X", "INVENTION", False),
        ("ZL95115608.x", "ZL95115608.X", "INVENTION", True),
    ],
)
def test_a_valid_number_is_read(typed, plain, kind, granted):
    number = read_patent_number(typed)
    assert (str(number), number.kind, number.granted) == (plain, kind, granted)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "应为 12 位"),
        ("20171060186.3", "应为 12 位"),
        ("201710601862.33", "应为 12 位"),
        ("2017A0601862.3", "应为 12 位"),
        ("CN107393012B", "公开（公告）号"),
        ("CN 107393012 A", "公开（公告）号"),
        ("199910601862.3", "12 位专利号从 2003 年"),
        ("50115608.X", "1985 至 2003"),
        ("201750601862.3", "专利类型"),
        ("201710601862.4", "校验位"),
        ("201710601826.3", "校验位"),
        ("95115608.0", "校验位"),
    ],
)
def test_the_message_says_which_part_is_wrong(typed, words):
    with pytest.raises(Invalid) as caught:
        read_patent_number(typed)
    assert words in caught.value.message
    assert caught.value.field == "number"


@pytest.mark.parametrize(
    ("sign", "kind"), [("1", "INVENTION"), ("2", "UTILITY"), ("3", "DESIGN"), ("8", "INVENTION"), ("9", "UTILITY")]
)
def test_the_fifth_digit_is_the_type(sign, kind):
    digits = f"2019{sign}0123456"
    assert read_patent_number(f"{digits}.{check_sign(digits)}").kind == kind


@given(st.integers(2003, 2030), st.sampled_from("12389"), st.integers(0, 9_999_999))
def test_exactly_one_check_sign_is_right(year, kind, serial):
    digits = f"{year}{kind}{serial:07d}"
    accepted = [sign for sign in "0123456789X" if _accepts(f"{digits}.{sign}")]
    assert accepted == [check_sign(digits)]


def _accepts(text):
    try:
        read_patent_number(text)
    except Invalid:
        return False
    return True
