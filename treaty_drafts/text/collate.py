"""Align any number of wordings against a base: stretches that all share, and sites where they differ."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .alignment import Aligner, Difference


@dataclass(frozen=True, slots=True)
class Shared:
    """Words that the base and every delegation have here."""

    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """One wording of a site and those who hold it; `is_base` marks the wording of the base."""

    text: str
    sigla: tuple[str, ...]
    is_base: bool = False


@dataclass(frozen=True, slots=True)
class Site:
    """A place where wordings differ; the reading of the base stands first, whether or not anyone holds it.

    `reserving` and `bracketing` are those who reserve on the base wording or ask for brackets around it, without a
    wording of their own for that.
    """

    readings: tuple[Reading, ...]
    reserving: tuple[str, ...] = ()
    bracketing: tuple[str, ...] = ()

    def reading(self, siglum: str) -> str:
        """What `siglum` has here; the base wording for one who is not named."""
        return next((r.text for r in self.readings if siglum in r.sigla), self.readings[0].text)


@dataclass(frozen=True, slots=True)
class Collation:
    """A base and its witnesses, word by word. `sigla` are all witnesses, also those who changed nothing."""

    segments: tuple[Shared | Site, ...]
    sigla: tuple[str, ...]

    @property
    def sites(self) -> tuple[Site, ...]:
        return tuple(s for s in self.segments if isinstance(s, Site))

    @property
    def base(self) -> str:
        return "".join(s.text if isinstance(s, Shared) else s.readings[0].text for s in self.segments)

    def reading(self, siglum: str) -> str:
        """The whole text of one delegation. Raises `KeyError` for a stranger."""
        if siglum not in self.sigla:
            raise KeyError(siglum)
        return "".join(s.text if isinstance(s, Shared) else s.reading(siglum) for s in self.segments)


def collate(base: str, witnesses: Mapping[str, str]) -> Collation:
    """Align `witnesses` (siglum to text) with `base`. Their order decides the order of readings, nothing else."""
    aligner = Aligner(base)
    texts = dict.fromkeys(witnesses.values())
    by_text = {text: aligner.differences(text) if text != base else [] for text in texts}
    places = _touching_joined({d.a for found in by_text.values() for d in found})
    slices = {text: _slices(text, found, places) for text, found in by_text.items()}
    segments: list[Shared | Site] = []
    at = 0
    for n, (start, end) in enumerate(places):
        if at < start:
            segments.append(Shared(base[at:start]))
        segments.append(site(base[start:end], {siglum: slices[text][n] for siglum, text in witnesses.items()}))
        at = end
    if at < len(base):
        segments.append(Shared(base[at:]))
    return Collation(tuple(segments), tuple(witnesses))


def site(base: str, texts: Mapping[str, str]) -> Site:
    """A site from what the base and each delegation have there; equal wordings share one reading."""
    holders: dict[str, list[str]] = {base: []}
    for siglum, text in texts.items():
        holders.setdefault(text, []).append(siglum)
    return Site(tuple(Reading(text, tuple(sigla), n == 0) for n, (text, sigla) in enumerate(holders.items())))


def _touching_joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The changed stretches of the base, those that touch made one: two sites have a shared token between them."""
    joined: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def _slices(text: str, found: Sequence[Difference], places: list[tuple[int, int]]) -> list[str]:
    """The parts of a wording that stand where the base has `places`; each difference is looked at once."""
    cut = []
    n = grown = 0
    for start, end in places:
        begin = start + grown
        while n < len(found) and found[n].a[0] <= end:
            grown = found[n].b[1] - found[n].a[1]
            n += 1
        cut.append(text[begin : end + grown])
    return cut
