"""What no page may contain: inline script or style, and addresses outside the site."""

from html.parser import HTMLParser

ADDRESSES = {"src", "href", "action", "formaction", "poster", "data", "srcset"}
OUTSIDE = ("http:", "https:", "//", "javascript:", "data:", "ftp:")
LINKS = {"a"}
TAGS_WITHOUT_LINKS = {"base", "iframe", "embed", "object", "style"}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in TAGS_WITHOUT_LINKS or (tag == "script" and "src" not in given):
            self.found.append(f"<{tag}>")
        for attribute, value in attrs:
            self._look_at(tag, attribute, (value or "").strip().lower())

    def _look_at(self, tag: str, attribute: str, value: str) -> None:
        inline = attribute == "style" or attribute.startswith("on")
        # A link to another site loads nothing; everything that is fetched comes from here.
        outside = attribute in ADDRESSES and value.startswith(OUTSIDE)
        harmless = tag in LINKS and value.startswith(("http:", "https:"))
        if inline or (outside and not harmless):
            self.found.append(f'<{tag} {attribute}="{value}">')


def violations(markup: str) -> list[str]:
    reader = _Reader()
    reader.feed(markup)
    return reader.found
