"""Exports: the same bytes for the same input, true progress, and jobs that survive their workers."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories import CONVENTION, NOON, Cast
from treaty_drafts import circulation, consolidation, next_revision, publishing, rolling
from treaty_drafts.demo import story
from treaty_drafts.errors import BadInput
from treaty_drafts.models import Export, ExportState, RollingText
from treaty_drafts.text import parse

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def text(cast: Cast) -> RollingText:
    base = cast.state("art_2").base
    cast.table("ardenia", "art_2", base.replace("shall take", "should take"))
    saved = consolidation.save(
        revision=next_revision.prepare(instrument=cast.instrument, by=cast.seat("chair")),
        by=cast.seat("chair"),
        at=NOON,
        dated=NOON.date(),
    )
    return publishing.publish(text=saved, by=cast.seat("chair"), at=NOON)


def made(cast: Cast, text: RollingText, format: str, **options: object) -> Export:
    export = circulation.request(text=text, format=format, by=cast.seat("chair"), at=NOON, **options)  # type: ignore[arg-type]
    circulation.make(export_id=str(export.pk))
    return Export.objects.get(pk=export.pk)


@pytest.mark.parametrize("format", circulation.FORMATS)
def test_the_same_input_gives_the_same_bytes(cast: Cast, text: RollingText, format: str) -> None:
    one, other = made(cast, text, format), made(cast, text, format)
    assert one.state == ExportState.READY
    assert bytes(one.content or b"") == bytes(other.content or b"")
    assert one.content_hash == other.content_hash
    assert one.done == one.total == text.provisions.count() + 1


def test_a_document_says_what_it_is(cast: Cast, text: RollingText) -> None:
    words = bytes(made(cast, text, "text").content or b"").decode()
    for expected in ("QN/1", "First session", "2 November 2026", "English", "Rev.2", "should - ARD"):
        assert expected in words


def test_unattributed_has_the_brackets_and_no_names(cast: Cast, text: RollingText) -> None:
    words = bytes(made(cast, text, "source", attributed=False).content or b"").decode()
    assert "Each Party [shall][should] take" in words
    assert "ARD" not in words
    assert "ARD" not in bytes(made(cast, text, "text", attributed=False).content or b"").decode()


def test_names_in_an_imported_text_go_too(cast: Cast) -> None:
    cast.import_text("Article 1\n\nParties [shall - ARD, BRV] [ARD propose; BRV oppose: now] act.\n")
    text = rolling.current(cast.instrument)
    assert text
    words = bytes(made(cast, text, "source", attributed=False).content or b"").decode()
    assert words == "Article 1\n\nParties [shall] [now] act.\n"


def test_a_selection_of_articles(cast: Cast, text: RollingText) -> None:
    words = bytes(made(cast, text, "source", provisions=["art_1"]).content or b"").decode()
    assert words == cast.state("art_1").text + cast.state("art_1").separator


def test_nothing_to_export_is_said(cast: Cast, text: RollingText) -> None:
    with pytest.raises(BadInput, match=r"not in Rev\.2: art_99"):
        circulation.request(text=text, format="docx", by=cast.seat("chair"), at=NOON, provisions=["art_99"])
    with pytest.raises(BadInput, match="no format 'papyrus'"):
        circulation.request(text=text, format="papyrus", by=cast.seat("chair"), at=NOON)
    text.provisions.all().delete()
    with pytest.raises(BadInput, match="nothing in this revision to export"):
        circulation.request(text=text, format="docx", by=cast.seat("chair"), at=NOON)
    assert Export.objects.count() == 0


def test_a_job_is_made_once_and_a_lost_one_again(cast: Cast, text: RollingText) -> None:
    export = circulation.request(text=text, format="source", by=cast.seat("chair"), at=timezone.now())
    rows = Export.objects.filter(pk=export.pk)
    rows.update(state=ExportState.RUNNING, heartbeat=timezone.now())
    assert circulation.lost() == []
    circulation.make(export_id=str(export.pk))
    assert rows.get().state == ExportState.RUNNING
    rows.update(heartbeat=timezone.now() - circulation.LOST_AFTER - timedelta(seconds=1))
    assert circulation.lost() == [str(export.pk)]
    circulation.make(export_id=str(export.pk))
    assert rows.get().state == ExportState.READY
    rows.update(content=b"untouched")
    circulation.make(export_id=str(export.pk))
    assert bytes(rows.get().content or b"") == b"untouched"


def test_without_names_the_brackets_of_the_demo_are_those_with_names(db: None) -> None:
    negotiation, _ = story.load()
    text = rolling.current(negotiation.instruments.get())
    assert text
    codes = list(negotiation.names)
    for state in text.provisions.all():
        plain = circulation.unattributed(state, codes)
        assert parse(plain).problems == parse(state.text).problems
        assert len(parse(plain).brackets) == len(parse(state.text).brackets)
        assert [code for code in codes if f"- {code}" in plain or f"{code}]" in plain] == []


def test_a_document_says_where_nothing_was_looked_for(cast: Cast) -> None:
    text = cast.import_text(CONVENTION + "\nArticle 4\nAttribution\n\nChaque Partie [doit][peut] coopérer.\n")
    said = "Not analysed, so that nothing is listed as unresolved there: Article 4 (French)."
    for provisions, there in (([], True), (["art_2"], False)):
        made = circulation.request(text=text, format="text", by=cast.seat("chair"), at=NOON, provisions=provisions)
        assert (said in circulation.document(made).notes) is there
