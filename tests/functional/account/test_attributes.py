import pytest


@pytest.mark.parametrize("address", ["/account/login", "/account/register", "/account/forgot"])
def test_controls_carry_no_attribute_without_a_value(client, address):
    assert '="None"' not in client.get(address).text
