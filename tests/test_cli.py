"""`treaty-drafts` on plain files."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.formats import word_files
from treaty_drafts.cli import main


def run(capsys: pytest.CaptureFixture[str], *arguments: Any) -> tuple[int, str, str]:
    code = main([str(a) for a in arguments])
    shown = capsys.readouterr()
    return code, shown.out, shown.err


@pytest.fixture
def files(tmp_path: Path) -> Path:
    texts = {
        "base": "Each Party shall act.",
        "ard": "Each Party should act.",
        "brv": "Each Party shall act promptly.",
        "flagged": "A State [shall] [should] attribute the cyber operation on evidence.\n",
        "lost": "Article 1\n\nParties [shall act.\n",
    }
    for name, text in texts.items():
        (tmp_path / name).write_bytes(text.encode())
    return tmp_path


def test_collate_and_read_back(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text, _ = run(
        capsys, "collate", files / "base", "--witness", f"ARD={files / 'ard'}", "--witness", f"BRV={files / 'brv'}"
    )
    assert (code, text) == (0, "Each Party [shall][should - ARD] act [promptly - BRV].")
    (files / "text").write_text(text)
    assert run(capsys, "read", files / "text", "BRV", "--sigla", "ARD,BRV")[:2] == (0, "Each Party shall act promptly.")


def test_the_codes_are_those_in_the_brackets(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "text").write_text("Each Party [shall][should - ARD] act [promptly - BRV].")
    assert run(capsys, "read", files / "text", "ARD")[:2] == (0, "Each Party should act .".replace(" .", "."))
    assert run(capsys, "read", files / "text", "KETH") == (
        2,
        "",
        "treaty-drafts: KETH is not among the codes ARD, BRV\n",
    )


@pytest.mark.parametrize(
    ("witnesses", "said"),
    [
        (("ARD=ard", "ARD=brv"), "treaty-drafts: ARD is named twice\n"),
        (("A:D=ard",), "treaty-drafts: 'A:D' cannot stand as a delegation's code in a consolidated text\n"),
        (("[A]=ard",), "treaty-drafts: '[A]' cannot stand as a delegation's code in a consolidated text\n"),
        (("ard",), "treaty-drafts: say whose wording ard is: SIGLUM=FILE\n"),
    ],
)
def test_bad_witnesses_are_one_line(
    files: Path, capsys: pytest.CaptureFixture[str], witnesses: tuple[str, ...], said: str
) -> None:
    named = [part for w in witnesses for part in ("--witness", w.replace("=", f"={files}/"))]
    assert run(capsys, "collate", files / "base", *named) == (2, "", said)


def test_an_empty_base_is_all_in_brackets(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "empty").write_text("")
    shown = run(capsys, "collate", files / "empty", "--witness", f"ARD={files / 'ard'}")
    said = f"treaty-drafts: {files / 'empty'} is empty: every wording is proposed as new\n"
    assert shown == (0, "[Each Party should act. - ARD]", said)


def test_diff(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "diff", files / "base", files / "ard")[1] == "Each Party [-shall-]{+should+} act."
    (change,) = json.loads(run(capsys, "diff", "--json", files / "base", files / "ard")[1])
    assert change == {
        "kind": "replace",
        "before": {"start": 11, "end": 16},
        "after": {"start": 11, "end": 17},
        "text": "should",
        "twin": None,
    }


def test_rebase_says_what_is_to_settle(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "mine").write_text("Each Party should act promptly.")
    (files / "new").write_text("Every Party shall act.")
    assert run(capsys, "rebase", files / "base", files / "new", files / "mine") == (
        0,
        "Every Party should act promptly.",
        "2 changes carry over, 0 are there already, 0 places to settle\n",
    )
    (files / "mine").write_text("Each Party should act promptly. No Party shall wait for the others to act at all.")
    (files / "base").write_text("Each Party shall act. No Party shall wait for the others to act.")
    (files / "other").write_text("Each Party may act. No Party shall wait for the others to act.")
    text = "Each Party may act. No Party shall wait for the others to act at all."
    assert run(capsys, "rebase", files / "base", files / "other", files / "mine") == (
        1,
        text,
        "line     1  old: shall act; new: may act; mine: should act promptly\n"
        "1 change carries over, 0 are there already, 1 place to settle\n",
    )
    found = json.loads(run(capsys, "rebase", "--json", files / "base", files / "other", files / "mine")[1])
    spans = {name: {"start": 11, "end": end} for name, end in (("old", 20), ("new", 18), ("mine", 30), ("at", 18))}
    assert (found["text"], found["already"], found["conflicts"]) == (text, [], [spans | {"changes": 2}])


def as_a_program(*arguments: Any) -> tuple[int, str, str]:
    """What a program prints whose reader has gone after the first line: the code, the line, and what it complains of."""
    with subprocess.Popen(
        [sys.executable, *map(str, arguments)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"SECRET_KEY": "x", "DJANGO_SETTINGS_MODULE": "treaty_drafts.project.settings"},
    ) as ran:  # fmt: skip
        assert ran.stdout
        assert ran.stderr
        first = ran.stdout.readline()
        ran.stdout.close()
        complaint = ran.stderr.read()
        return ran.wait(), first, complaint


def test_it_runs_as_a_module_and_a_reader_may_leave(files: Path) -> None:
    (files / "long").write_text("".join(f"{n}. Parties [shall][should] act.\n" for n in range(3000)))
    first = "line     1  alternative  [shall]\n"
    assert as_a_program("-m", "treaty_drafts.cli", "brackets", files / "long") == (0, first, "")
    assert as_a_program("manage.py", "spectacular") == (0, "openapi: 3.0.3\n", "")


def test_brackets_and_problems(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "brackets", files / "lost")
    assert (code, out.split("\n")[-2], err) == (
        1,
        "0 brackets, 0 unresolved, 1 problem",
        "line     3  a bracket is unclosed\n",
    )


def test_brackets_with_what_to_mend(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "noted").write_text("Parties [shall][shall] act\n[promptly - QQ].\n")
    code, out, _ = run(capsys, "brackets", files / "noted", "--codes", "AA")
    assert (code, out.splitlines()) == (
        0,
        [
            "line     1  alternative  [shall]",
            "line     1  alternative  [shall]",
            "line     2  contested    [promptly - QQ]  QQ proposes (inferred)",
            "line     1  same-alternatives: [shall]  This alternative says the same as another one.",
            "line     2  unknown-delegation: QQ  QQ is not a delegation of this negotiation.",
            "3 brackets, 3 unresolved, 0 problems",
        ],
    )
    found = json.loads(run(capsys, "brackets", "--json", files / "noted")[1])
    assert [b["rule"] for b in found["brackets"]] == ["adjacent", "adjacent", "attributed"]
    assert [f["rule"] for f in found["findings"]] == ["same-alternatives"]


def test_lineage(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "rev1").write_text("Each Party [shall] act.\n")
    (files / "rev2").write_text("Each Party shall act.\n")
    assert run(capsys, "lineage", files / "rev1", files / "rev2")[1].splitlines() == [
        "    1  born       rev1, line 1: [shall]",
        "    1  resolved   rev2, line 1: shall",
        "rev1: 1 born",
        "rev2: 1 resolved",
    ]
    (thread,) = json.loads(run(capsys, "lineage", "--json", files / "rev1", files / "rev2")[1])
    assert [(s["event"], s["won"]) for s in thread["steps"]] == [("born", None), ("resolved", "shall")]


def test_flags_and_outline(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(capsys, "flags", files / "flagged")[1]
    assert out.startswith("line     1  attribution       [shall] [should]  because of: ")
    assert json.loads(run(capsys, "outline", "--json", files / "lost")[1])[0]["eid"] == "art_1"


def test_shifts(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "shifts", files / "base", files / "ard")
    assert (code, out) == (
        0,
        "line     1  modality     weaker   “shall” became “should”: a duty became a recommendation; States are bound less."
        "  [modality.recommendation]\n1 shift, overall weaker\n",
    )
    told = json.loads(run(capsys, "shifts", "--json", files / "base", files / "ard")[1])
    assert (told["overall"], told["brackets"], [s["kind"] for s in told["shifts"]]) == ("weaker", False, ["modality"])


def test_shifts_read_what_stands_in_brackets_as_the_pages_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, after = tmp_path / "before", tmp_path / "after"
    before.write_text("Each Party [shall] [should] report.")
    after.write_text("Each Party should report.")
    assert run(capsys, "shifts", before, after)[1] == (
        "line     1  unclassified mixed    “[shall] [should]” became “should”: one of the alternatives is kept; which of"
        " them binds is open, so no rule can tell.  [brackets.alternatives]\n"
        "1 shift, overall unknown: no rule can tell\nWords in square brackets are read as if they stood.\n"
    )
    told = json.loads(run(capsys, "shifts", "--json", before, after)[1])
    assert (told["overall"], told["brackets"], [s["rule"] for s in told["shifts"]]) == (
        "unknown",
        True,
        ["brackets.alternatives"],
    )


FRENCH = "Article 2\n\nLes Parties [doivent][peuvent] agir dans le cadre de la Convention et de la loi."


def test_flags_of_another_language_say_that_it_is_not_analysed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    english = "Article 1\n\nA State [shall] [should] attribute the cyber operation on evidence.\n\n"
    (tmp_path / "both").write_text(english + FRENCH)
    code, out, err = run(capsys, "flags", tmp_path / "both")
    assert (code, out.splitlines()[1:], err) == (
        3,
        [
            "line     5  Article 2 Les Parties [doivent][peuvent…  not analysed in this language (French)",
            "1 unresolved; not analysed: 1",
        ],
        "",
    )
    code, out, _ = run(capsys, "flags", "--json", tmp_path / "both")
    found = json.loads(out)
    assert (code, [f["topic"] for f in found]) == (3, ["attribution", "not-analysed"])
    assert (found[1]["language"], found[1]["start"], found[1]["end"], found[1]["evidence"]) == (
        "fr", len(english), len(english + FRENCH), [],
    )  # fmt: skip
    (tmp_path / "zh").write_text("各缔约方[应][可]采取措施。")
    assert run(capsys, "flags", tmp_path / "zh")[:2] == (
        3,
        "line     1  各缔约方[应][可]采取措施。  not analysed in this language (Chinese)\n0 unresolved; not analysed: 1\n",
    )


def given_on_standard_input(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data)))


def test_word_documents_and_standard_input_are_read(
    files: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "A State [shall] [should] attribute the cyber operation on evidence."
    (files / "flagged.docx").write_bytes(word_files.word(word_files.p(word_files.t(text))))
    plain = run(capsys, "flags", files / "flagged")
    assert plain[1].endswith("\n1 unresolved\n")
    assert run(capsys, "flags", files / "flagged.docx") == plain
    given_on_standard_input(monkeypatch, (files / "flagged").read_bytes())
    assert run(capsys, "flags", "-") == plain
    given_on_standard_input(monkeypatch, (files / "base").read_bytes())
    assert run(capsys, "shifts", "-", files / "ard") == run(capsys, "shifts", files / "base", files / "ard")
    given_on_standard_input(monkeypatch, b"Each Party shall act.")
    assert run(capsys, "diff", "-", "-") == (
        2, "", "treaty-drafts: - is standard input: it can stand for one file only\n",
    )  # fmt: skip
    (files / "broken.docx").write_bytes((files / "flagged.docx").read_bytes()[:200])
    code, out, err = run(capsys, "shifts", files / "base", files / "broken.docx")
    assert (code, out) == (2, "")
    assert err.startswith(f"treaty-drafts: {files / 'broken.docx'} is not a Word document that can be read: ")


def test_shifts_of_very_long_texts_are_refused_at_once(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (files / "long").write_text("Each Party shall act.\n" * 60_000)
    assert run(capsys, "shifts", files / "long", files / "base") == (
        2,
        "",
        f"treaty-drafts: {files / 'long'} has 1,320,000 characters; shifts are read in at most 200,000:"
        " compare it part by part\n",
    )


def test_bad_input_is_one_line(files: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "diff", files / "nothing", files / "ard")
    assert (code, err.count("\n")) == (2, 1)
    (files / "latin").write_bytes(b"caf\xe9")
    assert run(capsys, "flags", files / "latin")[0] == 2
