import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matchmaker.checks.uscc import ALPHABET, check_sign, check_uscc
from matchmaker.errors import Invalid

SEED = Path(__file__).parents[2] / "seed_data" / "organizations"
bodies = st.builds(
    lambda head, region, tail: head + region + tail,
    st.sampled_from(["91", "12", "52", "N2"]),
    st.from_regex(r"[0-9]{6}", fullmatch=True),
    st.text(ALPHABET, min_size=9, max_size=9),
)


@pytest.mark.parametrize(
    "typed",
    ["91350100M000100Y43", " 91350100m000100y43 ", "9135 0100 M000 100Y 43", "９１３５０１００M000100Y43"],
)
def test_a_valid_code_is_kept_in_its_plain_form(typed):
    assert check_uscc(typed) == "91350100M000100Y43"


@pytest.mark.parametrize(
    ("typed", "words", "params"),
    [
        ("", "应为 18 位", {"count": 0}),
        ("91350100M000100Y4", "应为 18 位", {"count": 17}),
        ("91350100M000100Y433", "应为 18 位", {"count": 19}),
        ("9135O100M000100Y43", "不用 I、O、S、V、Z", {"signs": ["O"]}),
        ("91350100M0001汉0Y43", "不用 I、O、S、V、Z", {"signs": ["汉"]}),
        ("M1350100M000100Y43", "第 1 位", {"sign": "M"}),
        ("913501A0M000100Y43", "第 3 至 8 位", {"part": "3501A0"}),
        ("91350100M000100Y44", "校验码", {}),
        ("91350010M000100Y43", "校验码", {}),
    ],
)
def test_the_message_says_which_part_is_wrong(typed, words, params):
    with pytest.raises(Invalid) as caught:
        check_uscc(typed)
    assert words in caught.value.message
    assert caught.value.params == params
    assert caught.value.field == "uscc"


@given(bodies)
def test_exactly_one_last_sign_is_right(body):
    good = [sign for sign in ALPHABET if _accepts(body + sign)]
    assert good == [check_sign(body)]


@given(bodies, st.integers(8, 16), st.sampled_from(ALPHABET))
def test_one_wrong_sign_is_always_noticed(body, place, sign):
    code = body + check_sign(body)
    changed = code[:place] + sign + code[place + 1 :]
    assert _accepts(changed) == (changed == code)


@pytest.mark.parametrize("path", sorted(SEED.glob("*.csv")), ids=lambda path: path.stem)
def test_the_demo_organizations_carry_valid_codes(path):
    with path.open(encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            assert check_uscc(row["uscc"]) == row["uscc"]


def _accepts(code):
    try:
        check_uscc(code)
    except Invalid:
        return False
    return True
