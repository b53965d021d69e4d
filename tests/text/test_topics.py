"""Topics: passages written before the lexicons, and the flags of open brackets."""

import json
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from treaty_drafts.text import TextError, flags, judge, parse, topics_of
from treaty_drafts.text.topics import load_topics

from .strategies import bracketed

A: tuple[str, ...] = ("attribution",)
D: tuple[str, ...] = ("data_sovereignty",)
BOTH = A + D
NEITHER: tuple[str, ...] = ()

PASSAGES = (
    (A, "[Attribution of a malicious ICT operation is a national prerogative of the injured State.]"),
    (A, "States [shall][should] substantiate any accusation that another State organized a wrongful act by means of ICTs."),
    (A, "[A Party that publicly attributes an incident shall disclose the technical indicators on which it relied.]"),
    (A, "The conduct of a private group is imputable to the State [on whose instructions] it acted."),
    (A, "Before it points a finger at anyone, a Party [shall] ask the suspected government for an explanation."),
    (A, "[The panel shall report who launched the attack, and with what degree of certainty it has reached that view.]"),
    (A, "Identifying the perpetrators of an intrusion [requires][may require] log files that only the victim holds."),
    (A, "[Malicious code is easily planted so as to incriminate a third party, and haste in assigning blame must be avoided.]"),
    (A, "Partners [may] issue joint statements that call out the government behind a disruptive campaign."),
    (A, "[An Internet address in the territory of a State is not, alone, proof that the State had a hand in the operation.]"),
    (A, "Where the origin of the harmful activity is disputed, the Parties [agree to] invite an impartial fact-finding team."),
    (A, "[Likely culprits shall not be identified in public while a forensic inquiry is under way.]"),
    (A, "The technical traces left by the intruders [shall be shared] with States that seek to learn who commissioned them."),
    (A, "[A State is answerable for hackers whom it directs, controls or knowingly shelters.]"),
    (D, "[Data localization measures shall be proportionate and no more restrictive of trade than necessary.]"),
    (D, "Each Party [shall] permit the cross-border transfer of personal data for the conduct of business."),
    (D, "[Government records shall be hosted exclusively on servers situated within the national territory.]"),
    (D, "States [affirm] their sovereign right to regulate data generated within their borders."),
    (D, "No provider [shall] be compelled by a foreign court to hand over files kept on machines in another country."),
    (D, "[A copy of every civil register shall remain on domestic soil, whatever cloud service is used.]"),
    (D, "Health files of citizens [may not] leave the country without the consent of the competent ministry."),
    (D, "[Each Party shall give back to the State of origin the digital archives that were moved overseas.]"),
    (D, "Businesses [shall not] be obliged to use or build computing facilities in a Party as a condition of "
        "doing trade there."),
    (D, "[Backups that a State maintains in the territory of a host State enjoy the inviolability of its mission.]"),
    (D, "Law enforcement [shall] use mutual assistance channels, and not direct orders, to reach content held abroad."),
    (D, "[Information about nationals that is processed offshore stays under the law of the country where it was collected.]"),
    (D, "Exports of personal information [are allowed] only to countries whose protection is essentially equivalent."),
    (BOTH, "[Log data needed to establish the author of an attack shall be produced even where it is stored in a "
        "foreign cloud.]"),
    (BOTH, "Evidence on who is behind an incident [should] not be withheld by invoking rules that keep data in the country."),
    (BOTH, "[Nothing here obliges a Party to let raw telemetry leave its territory to support another Party's claim "
        "that a State is responsible for a cyber attack.]"),
    (NEITHER, "[Losses attributable to clerical errors are borne by the secretariat.]"),
    (NEITHER, "The attributes of the digital certificate [shall] be listed in the annex."),
    (NEITHER, "[States enjoy permanent sovereignty over their forests, fisheries and minerals.]"),
    (NEITHER, "Each Party [shall] submit data on training courses every [two][four] years."),
    (NEITHER, "[The flow of migrants across borders shall be the subject of a statistical report.]"),
    (NEITHER, "The immunity of a sovereign from the jurisdiction of foreign courts [is not affected]."),
    (NEITHER, "[The source of the funds shall be entered in the accounts, and the origin of goods on the certificate.]"),
    (NEITHER, "The Party responsible for the upkeep of the registry [shall] update the list of contact points."),
    (NEITHER, "[States shall report serious cyber incidents to the network of contact points within 24 hours.]"),
    (NEITHER, "Transboundary pollution data [shall be exchanged] with neighbouring States."),
    (NEITHER, "[Personal data shall be accurate, relevant and kept no longer than needed.]"),
    (NEITHER, "Critical infrastructure operators [should] encrypt their data and test their recovery plans."),
    (NEITHER, "[Annexes form an integral part of this Convention.]"),
    (NEITHER, "The Conference [shall] meet every two years, unless it decides otherwise."),
    (NEITHER, "[Developed country Parties shall provide new and additional finance.]"),
)  # fmt: skip


@pytest.mark.parametrize(("topics", "passage"), PASSAGES)
def test_a_passage_has_its_topics(topics: tuple[str, ...], passage: str) -> None:
    assert topics_of(passage) == topics


@pytest.mark.parametrize("passage", [
    "The ATTRIBUTION [of a cyber operation] [to a State]", "Data are [stored] [kept] on servers abroad",
    "the State’s data\nmay not be sent\nto a third country",
])  # fmt: skip
def test_capitals_brackets_and_line_breaks_do_not_matter(passage: str) -> None:
    assert len(topics_of(passage)) == 1


def test_a_judgement_says_why() -> None:
    passage = "[Data shall be stored within the territory.] [The attribution of an attack is a matter for each State.]"
    attribution, data = judge(passage)
    assert [e.of(passage) for e in attribution.evidence] == ["attribution", "attack"]
    assert [e.of(passage) for e in data.evidence] == ["Data shall be stored within the territory"]
    assert (attribution.score, data.score) == (0.72, 0.6)


@pytest.mark.parametrize(
    ("text", "flagged"),
    [
        # the words that say why stand outside the bracket
        ("Parties [shall] substantiate an accusation. Parties [shall] pay fees.", ["[shall]"]),
        ("Attribution is for States. They [may] consult.", []),
        ("Attribution is for States.", []),
        # adjacent alternatives are one place
        ("States [shall][should] [may] attribute attacks.", ["[shall][should] [may]"]),
        ("[States shall attribute attacks.][Each State decides on attribution.]", None),
        # what is settled or no wording is not open
        ("Attribution is for States. [Agreed]", []),
        ("Attribution is for States [NOTE: see the Chair's summary].", []),
        # an article in brackets is flagged for one of its sentences, a bracket inside it only for its own
        (
            "[Article 3\n\n1. Fees are paid [yearly].\n\n2. Attribution is [not] for experts.\n\n3. Fees [may] rise.]",
            ["ALL", "[not]"],
        ),
        ("1. States shall:\n(a) pay [all] fees;\n(b) attribute attacks to a State [jointly].", ["[jointly]"]),
        ("See Art. [5] on attribution.", ["[5]"]),
        # a bracket that spans two sentences is judged by its inside alone
        ("Attribution is [for States. Fees are] due.", []),
    ],
)
def test_the_scope_of_a_flag(text: str, flagged: list[str] | None) -> None:
    found = [text[f.start : f.end] for f in flags(text)]
    assert found == ([text] if flagged is None else [text if f == "ALL" else f for f in flagged])


def test_evidence_is_in_the_whole_text() -> None:
    text = "Fees are due. An accusation [shall] be substantiated."
    (flag,) = flags(text)
    assert [e.of(text) for e in flag.evidence] == ["accusation"]
    assert (flag.topic, flag.score, text[flag.start : flag.end]) == ("attribution", 0.6, "[shall]")


GEAR: dict[str, object] = {
    "id": "gear", "name": "Fishing gear", "definition": "Which gear is used.",
    "strong": ["<gear> ~4 mesh", "drift >1 <gear>"], "supporting": ["<gear>", "trawl*"], "unless": ["net of"],
}  # fmt: skip
OWN: dict[str, object] = {"words": {"gear": ["net/nets", "long line*"]}, "topic": [GEAR]}


@pytest.mark.parametrize(
    ("passage", "touched"),
    [
        ("The mesh of [drift] nets", True), ("nets of a small mesh", True), ("drift by nets", True), ("nets drift", False),
        ("Long-lines and trawlers", True), ("a net", False), ("nets, a net and more nets", False),
        ("the net of the mesh", False), ("nets that have one two three four mesh", False), ("nets. A mesh", False),
    ],
)  # fmt: skip
def test_a_negotiation_defines_its_own_topic(passage: str, touched: bool) -> None:
    assert topics_of(passage, topics=load_topics(OWN)) == (("gear",) if touched else ())


def with_topic(**changes: object) -> dict[str, object]:
    return {**OWN, "topic": [{**GEAR, **changes}]}


@pytest.mark.parametrize(
    "data",
    [
        {}, {"topic": [{}]}, {"topic": ["gear"]}, {"topic": 3}, {**OWN, "words": {"gear": "net"}}, {**OWN, "words": []},
        {**OWN, "topic": [GEAR, GEAR]}, with_topic(id=""), with_topic(name=3),
        with_topic(strong=[], supporting=[]), with_topic(strong="net"), with_topic(strong=[""]), with_topic(unless=[3]),
        with_topic(strong=["<stranger>"]), with_topic(strong=["net ~ mesh"]), with_topic(strong=["n*t"]),
        with_topic(strong=["net ~4 "]), with_topic(strong=["a b c d e f g h i"]),
        with_topic(strong=[" ".join(["a/b/c/d/e/f/g/h"] * 8)]),
    ],
)  # fmt: skip
def test_bad_topics_are_refused(data: dict[str, object]) -> None:
    with pytest.raises(TextError):
        load_topics(data)


ON_TOPIC = ["attribution", "an attack", "Data", "stored abroad", ". ", ".\n\n", "who ", "; ", "(a) ", "proof"]
soup = st.lists(st.one_of(bracketed, st.sampled_from([*ON_TOPIC, "[", "]"])), max_size=12).map("".join)


@given(soup)
def test_spans_lie_in_the_text_and_scores_in_their_range(text: str) -> None:
    found = [(f.score, f.evidence) for f in flags(text)] + [(j.score, j.evidence) for j in judge(text)]
    for score, evidence in found:
        assert 0.5 <= score <= 1
        assert evidence
        assert evidence == tuple(sorted(evidence))
        assert all(0 <= e.start < e.end <= len(text) for e in evidence)


@given(soup)
def test_a_flag_stands_on_open_brackets_and_goes_with_them(text: str) -> None:
    open_ = [b for b in parse(text).brackets if b.unresolved]
    found = flags(text)
    assert {f.start for f in found} <= {b.start for b in open_}
    assert {f.end for f in found} <= {b.end for b in open_}
    assert len({(f.topic, f.start, f.end) for f in found}) == len(found)
    assert flags(text.replace("[", "").replace("]", "")) == ()


@pytest.mark.parametrize(
    "text",
    [
        "[" * 1_000_000, "data" * 250_000, "data " * 200_000, "ab.]" * 250_000, "\n" * 1_000_000,
        "[data abroad. " * 9_000 + "]" * 9_000,
    ],
    ids=["brackets", "one word", "words", "stops", "lines", "nested"],
)  # fmt: skip
def test_no_text_is_slow(text: str) -> None:
    started = time.perf_counter()
    flags(text)
    judge(text)
    assert time.perf_counter() - started < 20  # some seconds at most; a slow machine is not the point


@pytest.mark.corpus
@pytest.mark.parametrize("topic", BOTH)
def test_the_labelled_passages_are_recognised(corpus: Path, topic: str) -> None:
    lines = (corpus.parent / "labels" / "topics.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [
        (topic in row["must"], topic in row["may"], topic in topics_of(row["text"])) for row in map(json.loads, lines)
    ]
    found = [must or may for must, may, said in rows if said]
    missed = [must for must, _, said in rows if must and not said]
    assert sum(found) / len(found) >= 0.92
    assert len(missed) / sum(must for must, _, _ in rows) <= 0.1


@pytest.mark.corpus
@pytest.mark.parametrize("name", ["unfccc_geneva_2015-02-12.txt", "paris_2015-10-23.md", "paris_2015-12-04.md"])
def test_talks_on_the_climate_are_about_neither(corpus: Path, name: str) -> None:
    assert flags((corpus / name).read_text(encoding="utf-8")) == ()
