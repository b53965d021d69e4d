"""The real texts: nothing lost, every bracket matched or named, provisions found, identities kept."""

from pathlib import Path

import pytest

from bench.brackets import PARIS, SEED, SIZE, share
from treaty_drafts.text import lineage, match, outline, parse, units, write

pytestmark = pytest.mark.corpus
# brackets that open, as counted in the files; articles and numbered paragraphs outside articles
FILES = {
    "bbnj_adopted_2023.txt": (0, 76),
    "paris_2015-10-23.md": (1052, 30),
    "paris_2015-12-04.md": (1055, 30),
    "paris_2015-12-09.md": (222, 29),
    "paris_2015-12-12.md": (6, 29),
    "unfccc_geneva_2015-02-12.txt": (1273, 104),
    "unfccc_nonpaper_2015-10-05.txt": (231, 26),
}


def read(corpus: Path, name: str) -> str:
    return (corpus / name).read_bytes().decode()


@pytest.mark.parametrize("name", FILES)
def test_every_character_and_every_bracket_is_accounted_for(corpus: Path, name: str) -> None:
    text = read(corpus, name)
    parsed = parse(text)
    assert write(parsed) == text
    opened, _ = FILES[name]
    assert len(parsed.brackets) + sum(p.what == "unclosed" for p in parsed.problems) == opened == text.count("[")
    assert len(parsed.brackets) + sum(p.what == "unopened" for p in parsed.problems) == text.count("]")


@pytest.mark.parametrize("name", FILES)
def test_the_provisions_are_found_and_tile_the_text(corpus: Path, name: str) -> None:
    text = read(corpus, name)
    found = units(text)
    assert "".join(text[u.start : u.end] for u in found) == text
    assert sum(u.kind in ("article", "paragraph") for u in found) == FILES[name][1]
    assert len({p.eid for p in outline(text)}) == len(outline(text))


def test_articles_that_keep_their_subject_keep_their_identity(corpus: Path) -> None:
    old, new = (read(corpus, f"paris_2015-{day}.md") for day in ("12-09", "12-12"))
    before, after = units(old), units(new)
    pairs = match([(u, old[u.start : u.end]) for u in before], [(u, new[u.start : u.end]) for u in after])
    continued = {after[n].eid: before[m].eid for n, m in pairs.items()}
    # adaptation, finance, technology and transparency were renumbered in the adopted text
    assert {e: continued.get(e) for e in ("art_2", "art_7", "art_9", "art_10", "art_13")} == {
        "art_2": "art_2", "art_7": "art_4", "art_9": "art_6", "art_10": "art_7", "art_13": "art_9",
    }  # fmt: skip


def test_every_bracket_of_paris_is_followed_to_its_end(corpus: Path) -> None:
    revisions = [read(corpus, name) for name in PARIS]
    threads = lineage(revisions)
    steps = [(s.revision, s.span.start, s.span.end) for t in threads for s in t.steps if s.event != "resolved"]
    assert sorted(steps) == [(n, b.start, b.end) for n, text in enumerate(revisions) for b in parse(text).brackets]
    # 1,052 brackets open in the first revision: one of them never closes, the others are threads
    first = [t for t in threads if t.steps[0].revision == 0]
    unclosed = [p for p in parse(revisions[0]).problems if p.what == "unclosed"]
    assert (len(first), len(unclosed)) == (1051, 1)
    # each is followed in the next revision, and in each one until it is resolved
    assert {t.steps[1].revision for t in first} == {1}
    # the text that was adopted has none of them, but for the name of a link below it
    left = [t.steps[0].span for t in first if t.steps[-1].event != "resolved"]
    assert [revisions[0][s.start : s.end] for s in left] == ["[source]"]
    for thread in first:
        assert [s.revision for s in thread.steps] == list(range(len(thread.steps))) or "reopened" in {
            str(s.event) for s in thread.steps
        }


def test_the_checked_sample_is_read_as_it_was_checked(corpus: Path) -> None:
    right, total = share(corpus)
    assert (SEED, total) == (2026, 3 * SIZE)
    assert right >= 159


def test_nobody_is_taken_for_a_delegation_where_none_is_named(corpus: Path) -> None:
    named = {name: [s.siglum for b in parse(read(corpus, name)).brackets for s in b.stances] for name in FILES}
    assert named == {name: [] for name in FILES}
