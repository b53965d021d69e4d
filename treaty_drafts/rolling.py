"""The rolling text that stands now, and what each delegation has on the table against it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import F, Max, OuterRef, Subquery

from .errors import AgreedAdReferendum
from .models import (
    Agreement,
    Carried,
    Draft,
    Instrument,
    Proposal,
    Provision,
    RollingProvision,
    RollingText,
    Sponsorship,
    Version,
    hash_of,
)


@dataclass(frozen=True, slots=True)
class Tabled:
    """A standing proposal with its latest version.

    `wording` is what it offers on the text that stands: its own text, or where that text has moved on, its text
    carried forward to it (`forwarding`). `current` where it speaks to the text that stands, in its own words or carried
    forward; `in_text` where it is that text: the chair took it; `settled` where, carried forward, nothing of it is left
    to decide. `to_settle` is how many of its changes wait for its delegation, because the text changed there too; until
    then it is not current. `aside` where the provision is agreed ad referendum, so that it counts again only when that
    is reopened. `before_correction` where it was measured against the wording that a correction replaced.
    """

    proposal: Proposal
    version: Version
    current: bool
    in_text: bool
    aside: bool = False
    before_correction: bool = False
    carried: Carried | None = None

    @property
    def wording(self) -> str:
        return self.carried.text if self.carried and not self.carried.conflicts else self.version.text

    @property
    def to_settle(self) -> int:
        return self.carried.conflicts if self.carried and not (self.current or self.in_text) else 0

    @property
    def settled(self) -> bool:
        return bool(self.carried) and not (self.current or self.aside or self.in_text or self.to_settle)


def current(instrument: Instrument) -> RollingText | None:
    """The last published revision, as it was last corrected."""
    return instrument.rolling_texts.filter(number__isnull=False).order_by("-number", "-correction").first()


def state(provision: Provision) -> RollingProvision | None:
    """The provision in the last published revision, or None where it is not, or no longer, in it."""
    text = current(provision.instrument)
    return text.provisions.filter(provision=provision).first() if text else None


def base_of(state: RollingProvision | None) -> str:
    """The wording that proposals are measured against; empty for a provision that is only proposed."""
    return state.base if state else ""


def words_for(draft: Draft, state: RollingProvision | None) -> str:
    """What a draft is measured against in `state`: its base, or in the drafting room what is printed."""
    return state.text if state and draft.delegation.is_bureau else base_of(state)


def measured(draft: Draft) -> str:
    """The words that a draft is measured against."""
    return words_for(draft, draft.base)


def standing_for(draft: Draft) -> RollingProvision | None:
    """The state that a draft should be measured against: of the text that stands, or of what the drafting room began from."""
    if draft.provision is None:
        return None
    if draft.delegation.is_bureau:
        return draft.instrument.drafting_room.start.provisions.filter(provision=draft.provision).first()
    return state(draft.provision)


def behind(draft: Draft) -> RollingProvision | None:
    """What a new provision would follow, in the text that its draft should be measured against."""
    if draft.after and draft.delegation.is_bureau:
        return draft.instrument.drafting_room.start.provisions.filter(provision=draft.after).first()
    return state(draft.after) if draft.after else None


def speaks_to(version: Version, base: str) -> bool:
    """Whether a version was measured against `base`, or tabled when that stood, knowing that the text had moved on."""
    return version.base_text == base or (version.base_had_moved and version.stood_hash == hash_of(base))


def counts(version: Version, base: str, before: Iterable[str]) -> bool:
    """Whether a version speaks to `base`, or to one of the wordings that `base` corrects."""
    return any(speaks_to(version, one) for one in (base, *before))


Corrected = Mapping[tuple[str, str], frozenset[str]]  # by provision id and wording, the wordings that it corrects


def corrections(instrument: Instrument, provisions: Iterable[Provision] | None = None) -> Corrected:
    """What each corrected wording was before, by however many corrections: one and the same text of the provision."""
    earlier = RollingProvision.objects.filter(
        rolling_text=OuterRef("rolling_text__superseding"), provision=OuterRef("provision")
    )
    of = RollingProvision.objects.filter(
        rolling_text__instrument=instrument, rolling_text__number__isnull=False, rolling_text__correction__gt=0
    )
    if provisions is not None:
        of = of.filter(provision__in=list(provisions))
    found: dict[tuple[str, str], frozenset[str]] = {}
    pairs = of.annotate(was=Subquery(earlier.values("base")[:1])).exclude(base=F("was"))
    ordered = pairs.order_by("rolling_text__number", "rolling_text__correction")
    for provision, base, was in ordered.values_list("provision_id", "base", "was"):
        key = str(provision)
        found[key, base] = found.get((key, base), frozenset()) | {was} | found.get((key, was), frozenset())
    return found


def agreed(instrument: Instrument) -> dict[str, Agreement]:
    """By provision id, what is agreed ad referendum and not reopened."""
    of = Agreement.objects.filter(provision__instrument=instrument, reopened_sequence=None)
    return {str(a.provision_id): a for a in of.select_related("reserved_by", "state__rolling_text")}


def check_open(provision: Provision) -> None:
    """Raise `AgreedAdReferendum` where a provision is agreed: no new wording comes before it is reopened."""
    agreement = agreed(provision.instrument).get(str(provision.pk))
    if agreement:
        raise AgreedAdReferendum(
            f"{agreement.state.label} is agreed ad referendum: ask the chair to reopen it, then table on it"
        )


def has_moved(draft: Draft) -> bool:
    """Whether the text that stands is another one than the draft is measured against."""
    return draft.provision is not None and words_for(draft, standing_for(draft)) != measured(draft)


def standing(
    instrument: Instrument, provisions: Iterable[Provision] | None = None, *, by_chair: bool | None = False
) -> dict[str, list[Tabled]]:
    """By provision id, each delegation's latest version, in the order of the delegations' names.

    `speaks_to` says which of them count. With `by_chair` the chair's texts instead: they stand beside the wordings of
    delegations, and are no delegation's; with None both.
    """
    versions = Version.objects.filter(proposal__instrument=instrument, proposal__withdrawn_at=None)
    if by_chair is not None:
        versions = versions.filter(proposal__delegation__is_chair=by_chair)
    if provisions is not None:
        versions = versions.filter(proposal__provision__in=list(provisions))
    last = versions.alias(last=Max("proposal__versions__number")).filter(number=F("last"))
    text = current(instrument)
    kept = {(c.version_id, c.base_hash): c for c in Carried.objects.filter(version__in=last)}
    bases = dict(text.provisions.values_list("provision_id", "base")) if text else {}
    corrected, settled = corrections(instrument, provisions), agreed(instrument)
    found: dict[str, list[Tabled]] = {}
    for version in last.select_related("proposal__delegation", "proposal__provision", "base__rolling_text").order_by(
        "proposal__delegation__name", "sequence"
    ):
        proposal = version.proposal
        key, base = str(proposal.provision_id), bases.get(proposal.provision_id, "")
        before = corrected.get((key, base), frozenset())
        fits = counts(version, base, before)
        in_text = not fits and version.text in {base, *before}
        carried = None if in_text else kept.get((version.pk, hash_of(base)))
        corrects = fits and not speaks_to(version, base)
        if carried and carried.conflicts and fits:
            carried = None  # a slip that it has on words of its own: it stands as it was tabled
        elif carried and not carried.conflicts:
            fits = corrects or carried.text != base or not version.offers_words
        aside = fits and key in settled
        found.setdefault(key, []).append(
            Tabled(proposal, version, fits and not aside, in_text, aside, corrects, carried)
        )
    return found


def cosponsors(versions: Iterable[Version]) -> dict[str, list[str]]:
    """By version id, the codes of those who co-sponsor exactly this version."""
    joined = Sponsorship.objects.filter(version__in=[v.pk for v in versions], state=Sponsorship.State.JOINED)
    found: dict[str, list[str]] = {}
    for version, code in joined.order_by("delegation__name").values_list("version_id", "delegation__code"):
        found.setdefault(str(version), []).append(code)
    return found


def offered(tabled: Iterable[Tabled]) -> dict[str, str]:
    """By version id, what each offers on the text that stands."""
    return {str(t.version.pk): t.wording for t in tabled}


def wordings(
    versions: Iterable[Version], joined: dict[str, list[str]], carried: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The wordings that `versions` offer by delegation code; `joined` are their co-sponsors.

    `carried` has, by version id, the wording of those that were carried forward (`offered`).
    A delegation that only brackets or reserves offers none: that is not the same as support for the text.
    """
    with_words = [v for v in versions if v.offers_words]
    texts = {v.pk: (carried or {}).get(str(v.pk), v.text) for v in with_words}
    own = {v.proposal.delegation.code: texts[v.pk] for v in with_words}
    return {code: texts[v.pk] for v in with_words for code in joined.get(str(v.pk), ())} | own
