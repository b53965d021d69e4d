"""The real texts: nothing lost, every bracket matched or named, provisions found, identities kept."""

from pathlib import Path

import pytest

from treaty_drafts.text import match, outline, parse, units, write

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
