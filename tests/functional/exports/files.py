"""What was answered, as a table."""

import csv
import io
from typing import Any

from openpyxl import load_workbook

HEAD_ROWS = 3


def csv_rows(answer: Any) -> list[dict[str, str]]:
    assert answer.status_code == 200 and answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def sheet(answer: Any) -> Any:
    assert answer.status_code == 200 and answer.mimetype.endswith("spreadsheetml.sheet")
    return load_workbook(io.BytesIO(answer.data)).active


def notes(answer: Any) -> list[str]:
    return [sheet(answer).cell(row, 1).value for row in range(1, HEAD_ROWS + 1)]
