import pytest

from matchmaker.web.redirects import is_safe


@pytest.mark.parametrize("target", ["/", "/needs/?q=%E9%93%9D&page=2", "/needs/12#requirements", "/a//b"])
def test_paths_of_this_site(target):
    assert is_safe(target)


@pytest.mark.parametrize(
    "target", ["", "x", "//x.example", "/\\x.example", "http://x.example", "/\n/x", "\t//x", "?a=1"]
)
def test_everything_else(target):
    assert not is_safe(target)
