"""What a browser sends in a form: names of files in UTF-8. Of a name in GBK Werkzeug would drop the whole form without
a word."""

from typing import Any

from flask import Flask, Request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.formparser import FormDataParser

from matchmaker.errors import Invalid
from matchmaker.messages import N_


class LoudParser(FormDataParser):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{**kwargs, "silent": False})


class FormRequest(Request):
    form_data_parser_class = LoudParser

    def _load_form_data(self) -> None:
        try:
            super()._load_form_data()
        except ValueError as error:
            # Whoever asks again, such as the page that shows the sentence, gets an empty form.
            self.__dict__.update(form=ImmutableMultiDict(), files=ImmutableMultiDict())
            if isinstance(error, UnicodeDecodeError):
                raise Invalid(N_("文件名的编码无法识别，请把文件改名（例如用字母和数字）后重新上传。")) from error


def init_app(app: Flask) -> None:
    app.request_class = FormRequest
