"""Tables: every problem with its line and column, and no cell that starts a formula."""

import csv
import io
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treaty_drafts.formats import table
from treaty_drafts.formats.table import Problem, Row

COLUMNS = ("code", "name")


def read(data: bytes) -> tuple[list[Row], list[Problem]]:
    return table.read(data, COLUMNS, ("code",))


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ends", [b"\n", b"\r\n"])
@pytest.mark.parametrize("separator", [b",", b";"])
def test_spreadsheets_write_it_in_their_ways(mark: bytes, ends: bytes, separator: bytes) -> None:
    data = mark + ends.join([b"Name;CODE", b'"A, and\nB; C";AAA', b"", b"Borvale; BRV "]) + ends
    expected = [Row(2, {"name": "A, and\nB; C", "code": "AAA"}), Row(5, {"name": "Borvale", "code": "BRV"})]
    quoted = (
        data if separator == b";" else data.replace(b"Name;", b"Name,").replace(b'";', b'",').replace(b"e; B", b"e, B")
    )
    assert read(quoted) == (expected, [])


@pytest.mark.parametrize(
    ("data", "line", "column", "words"),
    [
        (b"", 1, "code", "the column is missing"),
        (b"code,name\n", 1, "", "no row"),
        (b"code,colour\nA,red\n", 1, "colour", "no such column; the columns are: code, name"),
        (b"code,code\nA,B\n", 1, "code", "twice"),
        (b"name\nA\n", 1, "code", "missing"),
        (b"code,name\nA,B,C\n", 2, "", "3 cells under 2 columns"),
        (b"code,name\nA,\xff\n", 2, "", "not UTF-8"),
        (b"code,name\nA,B\nC,\0\n", 3, "", "zero character"),
        (b'code,name\nA,"B\n', 2, "", "not a table"),
        (b"code\n" + b"A\n" * 1001, 1002, "", "too many rows"),
        (b"x" * 1_000_001, 1, "", "too large"),
    ],
)
def test_a_problem_has_its_line_and_column(data: bytes, line: int, column: str, words: str) -> None:
    rows, problems = read(data)
    assert rows == []
    assert (problems[0].line, problems[0].column) == (line, column)
    assert words in problems[0].what


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=x"])
def test_no_cell_starts_a_formula_and_it_comes_back(cell: str) -> None:
    data = table.write(COLUMNS, [("A", cell)])
    written = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert written == [["code", "name"], ["A", f"'{cell}"]]
    assert read(data) == ([Row(2, {"code": "A", "name": cell.strip()})], [])


words = st.text(st.characters(exclude_categories=("Cs", "Cc"))).map(str.strip)


@given(st.lists(st.tuples(words.filter(bool), words), min_size=1, max_size=20))
def test_what_is_written_is_read_again(rows: list[tuple[str, str]]) -> None:
    rows = [(code, name) for code, name in rows if not code.startswith("'") and not name.startswith("'")]
    found, problems = read(table.write(COLUMNS, rows))
    assert ([(r.cells["code"], r.cells["name"]) for r in found], problems) == (rows, []) or not rows


@given(st.binary(max_size=300))
def test_nothing_breaks_it(data: bytes) -> None:
    rows, problems = read(b"code,name\n" + data)
    assert bool(rows) != bool(problems)


def test_a_megabyte_is_read_in_time() -> None:
    for data in (b'"' * 999_000, b"code\n" + b'""' * 490_000, b"code" + b"," * 999_000, b"a;" * 499_000):
        began = time.perf_counter()
        _, problems = read(data)
        assert problems
        assert time.perf_counter() - began < 3
