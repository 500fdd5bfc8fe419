"""A person without a browser: cookies, forms and nothing else."""

import re
import urllib.parse
import urllib.request
from http.cookiejar import CookieJar

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')


class Visitor:
    def __init__(self, url: str) -> None:
        self.url, self.token = url, ""
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> str:
        return self._open(urllib.request.Request(self.url + path))

    def post(self, path: str, **fields: str) -> str:
        """Sends the token of the page that was read last, as a form in it would."""
        body = urllib.parse.urlencode({"csrf_token": self.token, **fields}).encode()
        return self._open(urllib.request.Request(self.url + path, body))

    def sign_in(self, email: str, password: str) -> None:
        self.get("/account/login")
        self.post("/account/login", email=email, password=password)

    def _open(self, request: urllib.request.Request) -> str:
        with self._opener.open(request, timeout=60) as answer:
            page = str(answer.read().decode())
        found = TOKEN.search(page)
        self.token = found[1] if found else self.token
        return page
