"""Whether a place is this city, by the name it is configured with."""

from matchmaker.settings import settings


def home_name() -> str:
    """Of this city, as it stands within any longer name of it: 临沂 in 山东省临沂市."""
    return str(settings["CITY"]).removesuffix("市")


def is_home(place: str) -> bool:
    return home_name() in place
