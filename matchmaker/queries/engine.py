"""Whether the ranking can work on this machine."""

from matchmaker.matching import EncoderUnavailable
from matchmaker.search import setups


def trouble() -> str:
    """Why the configured model cannot be used and what to do, in English; '' while its folder looks whole.

    Looks at the folder only, so the pages may ask at every call; a model that fails to load is told by the log.
    """
    try:
        _ = setups.built_in().model
    except EncoderUnavailable as error:
        return str(error)
    return ""
