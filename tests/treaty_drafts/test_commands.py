"""The commands of manage.py, and the demo negotiation that they tell."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tests.factories import CONVENTION, Cast
from treaty_drafts import rolling
from treaty_drafts.demo import story
from treaty_drafts.models import Draft, Entry, Negotiation, RollingText, Version
from treaty_drafts.text import AmbiguousText, read

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def run(*arguments: Any, **options: Any) -> str:
    out = io.StringIO()
    call_command(*arguments, stdout=out, stderr=io.StringIO(), **options)
    return out.getvalue()


def test_import_flag_consolidate_export(empty_cast: Cast, tmp_path: Path) -> None:
    where = {"negotiation": "quiet", "by": "chair"}
    file = tmp_path / "convention.txt"
    file.write_text(CONVENTION)
    assert "8 provisions, 3 brackets, 2 on watched topics; nothing is stored" in run(
        "import_text", file, preview=True, **where
    )
    assert not RollingText.objects.exists()
    assert run("import_text", file, symbol="QN/1", **where).startswith("Rev.1: 8 provisions")
    empty_cast.table("ardenia", "art_1", kind="delete")
    assert "Article 2" in run("flag_text", **where)
    assert " - ARD delete]" in run("consolidate_text", **where)
    assert run("consolidate_text", publish=True, **where).startswith(
        "Rev.2: consolidated from 1 tabled version, 1 provision"
    )
    assert "SHA-256" in run("export_text", format="source", output=tmp_path, **where)
    text = rolling.current(empty_cast.instrument)
    assert text
    assert (tmp_path / "qn-1-rev.2-source.txt").read_bytes().decode() == text.text


def test_a_refusal_is_one_line(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "empty"
    file.touch()
    with pytest.raises(CommandError, match="the file is empty"):
        run("import_text", file, negotiation="quiet", by="chair")
    (tmp_path / "a").write_text("Article 1\n")
    with pytest.raises(CommandError, match="only the chair and the secretariat import"):
        run("import_text", tmp_path / "a", negotiation="quiet", by="ardenia")
    with pytest.raises(CommandError, match="there is no user 'nobody'"):
        run("import_text", file, negotiation="quiet", by="nobody")


def test_a_record_is_exported_and_verified(cast: Cast, tmp_path: Path) -> None:
    cast.table("ardenia", "art_1", kind="delete")
    file = tmp_path / "record.jsonl"
    file.write_text(run("export_record", "quiet"))
    head = Entry.objects.order_by("sequence").last()
    assert head
    assert run("verify_record", file, head=head.hash).startswith("2 entries, as they were made")
    file.write_text(file.read_text().replace('"ARD"', '"BRV"'))
    with pytest.raises(CommandError, match="entry 2 was changed"):
        run("verify_record", file)


def test_the_demo_negotiation_is_rich_and_true(db: None) -> None:
    assert "loaded" in run("load_demo")
    assert "kept as it is" in run("load_demo")
    negotiation = Negotiation.objects.get()
    instrument = negotiation.instruments.get()
    text = rolling.current(instrument)
    assert text
    assert text.number == 3
    assert text.provisions.filter(kind="article").count() >= 14
    assert (
        negotiation.parties.filter(is_group=False).count(),
        negotiation.parties.filter(is_group=True).count(),
    ) == (8, 1)
    assert Version.objects.count() >= 40
    assert Draft.objects.count() >= 9
    codes = list(negotiation.delegations.values_list("code", flat=True))
    sources = [(s, p) for p in text.provisions.all() for s in p.sources.all() if not s.taken]
    for source, provision in sources:
        assert source.version.text_hash == source.text_hash
        try:
            assert read(provision.text, source.version.proposal.delegation.code, sigla=codes) == source.version.text
        except AmbiguousText:
            assert "※" in provision.text
    assert len(sources) >= 30
    assert {username for username, _ in story.sign_ins()} >= {"ardenia", "chair", "secretariat", "observer"}


def test_the_demo_pipeline_writes_every_document(db: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO_OUTPUT", str(tmp_path / "out"))
    run("demo_pipeline")
    names = sorted(p.name for p in (tmp_path / "out").iterdir())
    assert [n.rsplit(".", 1)[1] for n in names] == ["txt", "docx", "html", "txt", "txt", "jsonl", "txt"]
    assert all(p.stat().st_size > 1000 for p in (tmp_path / "out").iterdir())
    assert json.loads((tmp_path / "out" / "record.jsonl").read_text().split("\n")[0])["sequence"] == 1
