"""Tables as CSV: read with every problem's line and column, written so that no cell starts a formula."""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MAX_BYTES = 1_000_000
MAX_ROWS = 1_000
FORMULA = ("=", "+", "-", "@", "\t", "\r")  # a spreadsheet takes a cell that begins so for a formula


@dataclass(frozen=True, slots=True)
class Row:
    """One row by its columns, and the line on which it begins."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong, on which line and in which column; an empty column for the whole line."""

    line: int
    column: str
    what: str


def write(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """UTF-8 with a byte order mark, for spreadsheets; separated by commas."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(columns)
    table.writerows([_harmless(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def read(
    data: bytes, columns: Sequence[str], required: Sequence[str], most: int = MAX_ROWS
) -> tuple[list[Row], list[Problem]]:
    """The rows, and every problem. Columns may stand in any order, and those that are not required may be missing."""
    if len(data) > MAX_BYTES:
        return [], [Problem(1, "", f"the file is too large: at most {MAX_BYTES:,} bytes")]
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return [], [Problem(line, "", "not UTF-8: save the table as CSV in UTF-8")]
    if "\0" in text:
        return [], [Problem(text.count("\n", 0, text.index("\0")) + 1, "", "not a table: a zero character")]
    return _rows(text, columns, required, most)


def _rows(
    text: str, columns: Sequence[str], required: Sequence[str], most: int
) -> tuple[list[Row], list[Problem]]:  # fmt: skip
    top = text.split("\n", 1)[0]
    separator = ";" if top.count(";") > top.count(",") else ","
    table = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[Row] = []
    problems: list[Problem] = []
    try:
        heads = [head.strip().casefold() for head in next(table, [])]
        problems = _heads(heads, columns, required)
        line = table.line_num + 1
        for cells in table:
            if len(rows) == most:
                return [], [Problem(line, "", f"too many rows: at most {most:,}")]
            if any(cell.strip() for cell in cells):
                problems += _too_many(cells, heads, line)
                rows.append(Row(line, dict(zip(heads, map(_plain, cells), strict=False))))
            line = table.line_num + 1
    except csv.Error as error:
        problems.append(Problem(table.line_num or 1, "", f"not a table: {error}"))
    if not rows and not problems:
        problems.append(Problem(1, "", "there is no row in this table"))
    return ([], problems) if problems else (rows, [])


def _heads(heads: list[str], columns: Sequence[str], required: Sequence[str]) -> list[Problem]:
    what = [(h, f"there is no such column; the columns are: {', '.join(columns)}") for h in heads if h not in columns]
    what += [(h, "the column is there twice") for h in columns if heads.count(h) > 1]
    what += [(h, "the column is missing: the first line names the columns") for h in required if h not in heads]
    return [Problem(1, head, said) for head, said in what]


def _too_many(cells: list[str], heads: list[str], line: int) -> list[Problem]:
    return [Problem(line, "", f"{len(cells)} cells under {len(heads)} columns")] if len(cells) > len(heads) else []


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _plain(cell: str) -> str:
    """A cell as it was before `_harmless`."""
    return (cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell).strip()
