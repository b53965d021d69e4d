"""The shapes of what is sent and answered."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

from .. import models, rolling, settled_words
from ..access import Seat, is_own
from ..flagged import Flagged
from ..text import Style


class Input(serializers.Serializer[Any]):
    """What a client may send: exactly the fields named, no others."""

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict) and (unknown := sorted(set(data) - set(self.fields))):
            raise serializers.ValidationError({name: ["there is no such field"] for name in unknown})
        return super().to_internal_value(data)


def sent(shape: type[serializers.Serializer[Any]], request: Request) -> dict[str, Any]:
    """What the client sent, checked against `shape`."""
    found = shape(data=request.data)
    found.is_valid(raise_exception=True)
    return dict(found.validated_data)


class Words(serializers.CharField):
    """Text whose white space counts."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(trim_whitespace=False, allow_blank=True, **kwargs)


class DelegationShape(serializers.ModelSerializer[models.Delegation]):
    members: serializers.RelatedField[Any, Any, Any] = serializers.SlugRelatedField("code", many=True, read_only=True)

    class Meta:
        model = models.Delegation
        fields = ("code", "name", "is_group", "members")


class InstrumentShape(serializers.ModelSerializer[models.Instrument]):
    class Meta:
        model = models.Instrument
        fields = ("id", "title")


class NegotiationShape(serializers.ModelSerializer[models.Negotiation]):
    instruments = InstrumentShape(many=True)
    delegations = DelegationShape(source="parties", many=True)

    class Meta:
        model = models.Negotiation
        fields = ("slug", "title", "session", "observers_admitted", "instruments", "delegations")


class EntryShape(serializers.ModelSerializer[models.Entry]):
    negotiation = serializers.CharField(source="negotiation.slug")

    class Meta:
        model = models.Entry
        fields = ("negotiation", "sequence", "act", "at", "by", "what", "previous_hash", "hash")


class RollingTextShape(serializers.ModelSerializer[models.RollingText]):
    label = serializers.CharField()  # type: ignore[assignment]  # the field's word is a word of DRF's, too
    published = serializers.BooleanField()

    class Meta:
        model = models.RollingText
        fields = (
            "id", "label", "number", "correction", "published", "symbol", "session", "date", "original_language", "source",
            "text_hash", "prepared_at", "published_at", "sequence",
        )  # fmt: skip


class SourceShape(serializers.ModelSerializer[models.Source]):
    delegation = serializers.CharField(source="version.proposal.delegation.code")
    number = serializers.IntegerField(source="version.number")

    class Meta:
        model = models.Source
        fields = ("version", "delegation", "number", "text_hash", "taken")


class StateShape(serializers.ModelSerializer[models.RollingProvision]):
    label = serializers.CharField()  # type: ignore[assignment]  # the field's word is a word of DRF's, too
    sources = SourceShape(many=True)

    class Meta:
        model = models.RollingProvision
        fields = (
            "id", "provision", "eid", "kind", "number", "heading", "label", "text", "separator", "base", "collation",
            "note", "sources",
        )  # fmt: skip

    def to_representation(self, instance: models.RollingProvision) -> Any:
        """Who holds what beside the printed words is for those who see proposals."""
        shown = super().to_representation(instance)
        return shown if self.context["seat"].sees_proposals else shown | {"collation": None, "sources": []}


class RollingTextWhole(RollingTextShape):
    provisions = StateShape(many=True)

    class Meta:
        model = models.RollingText
        fields = (*RollingTextShape.Meta.fields, "provisions")


class StanceShape(serializers.Serializer[Any]):
    """On a paragraph of the base, without new words; offsets are code points in `base_text`."""

    stance = serializers.ChoiceField(models.OnParagraph.choices)
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    words = serializers.CharField()
    cited = serializers.CharField()


class VersionShape(serializers.ModelSerializer[models.Version]):
    stances = StanceShape(many=True)
    delegation = serializers.CharField(source="proposal.delegation.code")
    provision = serializers.UUIDField(source="proposal.provision_id")

    class Meta:
        model = models.Version
        fields = (
            "id", "proposal", "provision", "delegation", "number", "kind", "text", "text_hash", "note", "stances", "authorship",
            "base", "base_text", "base_had_moved", "sequence", "tabled_at",
        )  # fmt: skip


class ProposalShape(serializers.ModelSerializer[models.Proposal]):
    delegation = serializers.CharField(source="delegation.code")
    versions = VersionShape(many=True)

    class Meta:
        model = models.Proposal
        fields = (
            "id", "provision", "after", "delegation", "package", "withdrawn_at", "withdrawal_sequence", "versions",
        )  # fmt: skip


class SpanShape(serializers.Serializer[Any]):
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class SettledWordsShape(serializers.Serializer[Any]):
    """A point that the chair settled where delegations had other words: none of them says `text` there by itself."""

    settlement = serializers.UUIDField(source="settlement.pk")
    sequence = serializers.IntegerField(source="settlement.sequence")
    cited = serializers.CharField(help_text="the paragraph; empty where it is not known any more")
    at = SpanShape(allow_null=True, help_text="of the base, in code points")
    was = serializers.CharField(source="settlement.was", help_text="what the text said there")
    text = serializers.CharField(help_text="what stands there; empty for no words")
    had = serializers.DictField(
        child=serializers.CharField(), help_text="by code, what delegations had there that had other words"
    )
    printed = serializers.BooleanField(help_text="in the text that stands; else in the next revision")


class DraftShape(serializers.ModelSerializer[models.Draft]):
    delegation = serializers.CharField(source="delegation.code")
    base_text = serializers.SerializerMethodField()
    stances = StanceShape(many=True)
    settled = serializers.SerializerMethodField(help_text="the chair’s words in the text it is on")
    begins = serializers.IntegerField(help_text="the seq at which the delegation that joined last did; 0: none has")

    class Meta:
        model = models.Draft
        fields = (
            "id", "delegation", "kind", "provision", "after", "base", "base_text", "text", "note", "private_note", "stances",
            "authorship", "settled", "cleared_edition", "edition", "seq", "begins", "opened_at", "edited_at",
        )  # fmt: skip

    @extend_schema_field(SettledWordsShape(many=True))
    def get_settled(self, draft: models.Draft) -> Any:
        return SettledWordsShape(settled_words.in_draft(draft), many=True).data

    @extend_schema_field(serializers.CharField())
    def get_base_text(self, draft: models.Draft) -> str:
        return rolling.measured(draft)


def draft_for(seat: Seat, draft: models.Draft) -> dict[str, Any]:
    """A draft as the person may see it: the private note and the clearance are its own delegation's."""
    made = dict(DraftShape(draft).data)
    return made if is_own(seat, draft) else made | {"private_note": "", "cleared_edition": None}


class ChangeShape(serializers.Serializer[Any]):
    kind = serializers.CharField()
    before = SpanShape()
    after = SpanShape()
    text = serializers.CharField()
    twin = SpanShape(allow_null=True)


class PieceShape(serializers.Serializer[Any]):
    kind = serializers.CharField()
    text = serializers.CharField()
    moved = serializers.BooleanField()


class RowShape(serializers.Serializer[Any]):
    number = serializers.IntegerField()
    before = PieceShape(many=True)
    after = PieceShape(many=True)
    changed = serializers.BooleanField()


class ComparisonShape(serializers.Serializer[Any]):
    before = serializers.CharField()
    after = serializers.CharField()
    changes = ChangeShape(many=True)
    inline = PieceShape(many=True)
    rows = RowShape(many=True)


class ShiftShape(serializers.Serializer[Any]):
    """One change of meaning; offsets are code points in the two texts."""

    kind = serializers.CharField(source="shift.kind")
    effect = serializers.CharField(help_text="stronger, weaker, mixed, neutral, or unknown where no rule can tell")
    before = SpanShape(source="shift.before")
    after = SpanShape(source="shift.after")
    words_before = serializers.CharField(source="before")
    words_after = serializers.CharField(source="after")
    rule = serializers.CharField(source="shift.rule")
    because = serializers.CharField(source="shift.because")


class SubstanceShape(serializers.Serializer[Any]):
    """What a change does to the law; the strongest shifts first, those of wording only apart."""

    effect = serializers.CharField(help_text="on how much States are bound, of all shifts together")
    words = serializers.CharField()
    unread = serializers.CharField(help_text="why it was not analysed, as for its language; empty where it was")
    brackets = serializers.BooleanField(help_text="whether words in square brackets were read as if they stood")
    shifts = ShiftShape(source="told", many=True)
    editorial = ShiftShape(many=True)


class VerdictShape(serializers.Serializer[Any]):
    effect = serializers.CharField()
    words = serializers.CharField()
    because = serializers.CharField()


class ComparedShape(ComparisonShape):
    """A comparison with what it changes in substance."""

    substance = SubstanceShape()


class TablingShape(serializers.Serializer[Any]):
    delegation = serializers.CharField()
    kind = serializers.CharField()
    number = serializers.IntegerField()
    text = serializers.CharField()
    text_hash = serializers.CharField()
    note = serializers.CharField()
    stances = StanceShape(many=True)
    authorship = serializers.CharField()
    base_text = serializers.CharField()
    base_has_moved = serializers.BooleanField()
    problems = serializers.ListField(child=serializers.CharField())


class SetAsideShape(serializers.ModelSerializer[models.SetAside]):
    words = serializers.CharField(source="anchor.words")
    revision = serializers.IntegerField(source="anchor.state.rolling_text.number")

    class Meta:
        model = models.SetAside
        fields = (
            "id", "topic", "words", "wordings", "revision", "reason", "sequence", "set_aside_at", "taken_back_sequence",
            "taken_back_at",
        )  # fmt: skip


class FlagShape(serializers.Serializer[Any]):
    """The key names a flag as it is now. Reasons are for those who may read the record."""

    key = serializers.CharField()
    topic = serializers.CharField()
    open = serializers.BooleanField()
    set_aside = serializers.SerializerMethodField()
    earlier = serializers.SerializerMethodField(help_text="set aside on other words that stood there before")

    @extend_schema_field(SetAsideShape(allow_null=True))
    def get_set_aside(self, flag: Flagged) -> Any:
        return self.reason(flag.set_aside)

    @extend_schema_field(SetAsideShape(allow_null=True))
    def get_earlier(self, flag: Flagged) -> Any:
        return self.reason(flag.earlier)

    def reason(self, found: models.SetAside | None) -> Any:
        return SetAsideShape(found).data if found and self.context["seat"].sees_proposals else None


class PlacedShape(serializers.Serializer[Any]):
    """Words of a text, where they are, and why they are shown."""

    cited = serializers.CharField()
    line = serializers.IntegerField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()
    words = serializers.CharField()
    because = serializers.ListField(child=serializers.CharField())


class OpenPointShape(PlacedShape, FlagShape):
    provision = serializers.CharField(source="provision_id")
    eid = serializers.CharField(source="state.eid")
    place = serializers.CharField(source="label")
    holders = serializers.ListField(child=serializers.CharField())
    score = serializers.FloatField(source="point.score")


class ReadingShape(serializers.Serializer[Any]):
    """A wording; `effect` is what it does to the wording that the base has, in its sentence."""

    text = serializers.CharField()
    sigla = serializers.ListField(child=serializers.CharField())
    is_base = serializers.BooleanField()
    effect = VerdictShape()


class DifferenceShape(serializers.Serializer[Any]):
    eid = serializers.CharField(source="state.eid", default="")
    place = serializers.CharField(source="state.label", default="new provision")
    provision = serializers.CharField(source="provision_id")
    before = serializers.CharField()
    after = serializers.CharField()
    readings = ReadingShape(source="wordings", many=True)
    topics = serializers.ListField(child=serializers.CharField())
    because = serializers.ListField(child=serializers.CharField())
    flags = FlagShape(many=True)


class UnreadShape(serializers.Serializer[Any]):
    """A provision whose language is not analysed: that it has no flag says nothing."""

    provision = serializers.CharField(source="state.provision_id")
    eid = serializers.CharField(source="state.eid")
    place = serializers.CharField(source="state.label")
    language = serializers.CharField(source="language.code", help_text='"und" where it is not sure')
    because = serializers.CharField(source="language.why")


class FlagsShape(serializers.Serializer[Any]):
    counts = serializers.DictField(child=serializers.DictField(child=serializers.IntegerField()))
    open_points = OpenPointShape(many=True)
    not_analysed = UnreadShape(many=True)


class DifferencesShape(serializers.Serializer[Any]):
    counts = serializers.DictField(child=serializers.DictField(child=serializers.IntegerField()))
    differences = DifferenceShape(many=True)


class FindingShape(serializers.Serializer[Any]):
    line = serializers.IntegerField(allow_null=True)
    what = serializers.CharField()


class BecomeShape(serializers.Serializer[Any]):
    carried = serializers.IntegerField()
    waiting = serializers.ListField(child=serializers.CharField(), help_text="for their delegations, each named")
    in_text = serializers.IntegerField()


class RecognisedShape(serializers.Serializer[Any]):
    eid = serializers.CharField(source="unit.eid")
    kind = serializers.CharField(source="unit.kind")
    number = serializers.CharField(source="unit.number")
    heading = serializers.CharField(source="unit.heading")
    start = serializers.IntegerField(source="unit.start")
    end = serializers.IntegerField(source="unit.end")
    line = serializers.IntegerField()
    brackets = serializers.IntegerField()
    continues = serializers.UUIDField(source="continues.provision_id", default=None, allow_null=True)
    status = serializers.ChoiceField(choices=("unchanged", "changed", "new"))
    before = serializers.CharField(source="compared.before", default=None, help_text="what stands, where it changes")
    after = serializers.CharField(source="compared.after", default=None)
    proposals = BecomeShape()


class GoneShape(serializers.Serializer[Any]):
    label = serializers.CharField()  # type: ignore[assignment]
    proposals = serializers.IntegerField(help_text="that would have no text to speak to")


class CountShape(serializers.Serializer[Any]):
    unchanged = serializers.IntegerField()
    changed = serializers.IntegerField()
    new = serializers.IntegerField()


class ImportPreviewShape(serializers.Serializer[Any]):
    text_hash = serializers.CharField()
    encoding = serializers.CharField()
    brackets = serializers.IntegerField()
    flags = serializers.IntegerField()
    count = CountShape()
    proposals = BecomeShape()
    provisions = RecognisedShape(many=True)
    gone = GoneShape(many=True)
    differing = FindingShape(many=True, help_text="brackets that give delegations other words than they tabled")
    problems = FindingShape(many=True)
    notices = FindingShape(many=True)
    to_mend = FindingShape(many=True)


class ConsolidatedShape(serializers.Serializer[Any]):
    provision = serializers.UUIDField(source="state.provision_id")
    eid = serializers.CharField(source="state.eid")
    label = serializers.CharField(source="state.label")  # type: ignore[assignment]
    text = serializers.CharField(source="state.text")
    base = serializers.CharField(source="state.base")
    changed = serializers.BooleanField()
    versions = VersionShape(source="sources", many=True)
    taken = VersionShape(allow_null=True)


class NextRevisionShape(serializers.Serializer[Any]):
    text_hash = serializers.CharField()
    on = serializers.CharField(source="last.label")
    provisions = ConsolidatedShape(many=True)
    gone = serializers.ListField(child=serializers.CharField())


class CorrectionShape(serializers.Serializer[Any]):
    provision = serializers.UUIDField()
    place = serializers.CharField()
    line = serializers.IntegerField()
    before = serializers.CharField()
    after = serializers.CharField()
    because = serializers.CharField()
    words = serializers.CharField()


class CorrigendumShape(serializers.Serializer[Any]):
    text_hash = serializers.CharField()
    corrects = serializers.CharField(source="last.label")
    label = serializers.CharField()  # type: ignore[assignment]  # the field's word is a word of DRF's, too
    corrections = CorrectionShape(many=True)


class AgreementShape(serializers.ModelSerializer[models.Agreement]):
    reserved_by = serializers.CharField(source="reserved_by.code", default="")

    class Meta:
        model = models.Agreement
        fields = (
            "provision", "state", "reserved_by", "sequence", "agreed_at", "reopened_at", "reopened_sequence",
            "reopened_because",
        )  # fmt: skip


class NewsLineShape(serializers.Serializer[Any]):
    sequence = serializers.IntegerField()
    at = serializers.DateTimeField()
    who = serializers.CharField()
    act = serializers.CharField()
    group = serializers.CharField()
    words = serializers.CharField()
    said = serializers.CharField()
    provision = serializers.CharField(help_text="the ids of what it is about; empty where it is about none")
    proposal = serializers.CharField()
    rolling_text = serializers.CharField()


class NewsShape(serializers.Serializer[Any]):
    since = serializers.IntegerField(help_text="the last entry that you marked as read; 0 for none")
    upto = serializers.IntegerField(help_text="the entry to mark as read once you have read these")
    first = serializers.BooleanField(help_text="you never marked anything as read: these are the last lines")
    more = serializers.IntegerField(help_text="earlier lines that are left out; the record has them")
    lines = NewsLineShape(many=True)


class ReadShape(serializers.ModelSerializer[models.LastLook]):
    since = serializers.IntegerField(source="sequence")

    class Meta:
        model = models.LastLook
        fields = ("since",)


class WatchedVersionShape(serializers.Serializer[Any]):
    version = serializers.UUIDField(source="version.pk")
    author = serializers.CharField(source="version.author")
    effect = VerdictShape(source="verdict")


class WatchedShape(serializers.Serializer[Any]):
    """A provision on a watch list; `text` is null where its wording stayed since you last looked."""

    id = serializers.UUIDField(source="watch.pk")
    delegation = serializers.CharField(source="watch.delegation.code")
    provision = serializers.UUIDField(source="watch.provision_id")
    place = serializers.CharField(source="label")
    text = SubstanceShape(allow_null=True)
    versions = WatchedVersionShape(many=True)


class ExportShape(serializers.ModelSerializer[models.Export]):
    class Meta:
        model = models.Export
        fields = (
            "id", "rolling_text", "requested_at", "format", "provisions", "attributed", "line_numbers", "state", "done",
            "total", "problem", "file_name", "content_hash", "record_sequence",
        )  # fmt: skip


class ImportInput(Input):
    file = serializers.FileField(allow_empty_file=True)
    encoding = serializers.CharField(default="utf-8", max_length=40)


class StoreInput(ImportInput):
    date = serializers.DateField(required=False)
    symbol = serializers.CharField(default="", allow_blank=True, max_length=100)
    session = serializers.CharField(default="", allow_blank=True, max_length=200)
    original_language = serializers.CharField(default="English", max_length=50)
    text_hash = serializers.CharField(
        default="", allow_blank=True, help_text="of the preview, to be sure it is that file"
    )
    publish = serializers.BooleanField(default=None, allow_null=True, help_text="at once; if not said, where you may")
    brackets_stand = serializers.BooleanField(
        default=False, help_text="brackets that give delegations other words than they tabled are words of the text"
    )


class SetAsideInput(Input):
    flag = serializers.CharField(max_length=40, help_text="its key")
    reason = serializers.CharField(max_length=2000)


class TakeBackInput(Input):
    reason = serializers.CharField(default="", allow_blank=True, max_length=2000)


class TagInput(Input):
    provision = serializers.UUIDField()
    quote = Words(max_length=20_000, help_text="words of the provision in the revision that stands")
    occurrence = serializers.IntegerField(
        required=False, min_value=1, help_text="which of them, where they are there more than once"
    )
    name = serializers.CharField(max_length=100)
    topic = serializers.CharField(default="", allow_blank=True, max_length=50)
    delegation = serializers.CharField(
        default="", allow_blank=True, help_text="for which delegation, privately; the chair tags for all"
    )


class TagShape(serializers.Serializer[Any]):
    id = serializers.UUIDField(source="tag.id")
    name = serializers.CharField(source="tag.name")
    topic = serializers.CharField(source="tag.topic")
    delegation = serializers.CharField(source="tag.delegation.code", default=None, allow_null=True)
    provision = serializers.UUIDField(source="tag.anchor.state.provision_id")
    words = serializers.CharField(source="tag.anchor.words")
    revision = serializers.IntegerField(source="tag.anchor.state.rolling_text.number")
    tagged_at = serializers.DateTimeField(source="tag.tagged_at")
    cited = serializers.CharField()
    stands = serializers.BooleanField()
    start = serializers.IntegerField(allow_null=True, help_text="in the revision that stands")
    end = serializers.IntegerField(allow_null=True)


DRAFT_KINDS = [k for k in models.ProposalKind.choices if k[0] != models.ProposalKind.STANCE]


class DraftInput(Input):
    kind = serializers.ChoiceField(DRAFT_KINDS)
    delegation = serializers.CharField(default="", allow_blank=True)
    provision = serializers.UUIDField(required=False, allow_null=True)
    after = serializers.UUIDField(required=False, allow_null=True)
    authorship = serializers.CharField(
        default="", allow_blank=True, help_text="what the chair calls it: chair, facilitator or non-paper"
    )


class EditionInput(Input):
    edition = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class StanceInput(Input):
    stance = serializers.ChoiceField(models.OnParagraph.choices)
    start = serializers.IntegerField(help_text="where the paragraph begins in the base, in code points")


class EditInput(EditionInput):
    text = Words(required=False)
    stances = StanceInput(many=True, required=False, help_text="on paragraphs of the base, without new words")
    note = Words(
        required=False, max_length=5000, help_text="explains the proposal; tabled with the words, for all to see"
    )
    private_note = Words(required=False, max_length=5000, help_text="for your delegation alone; never tabled")


class TableInput(EditionInput):
    although_moved = serializers.BooleanField(default=False)
    seq = serializers.IntegerField(required=False, min_value=0, help_text="of the live words that you saw, with:")
    hash = serializers.CharField(required=False, max_length=64, help_text="the SHA-256 of them at `seq`")


class ChoiceInput(Input):
    provision = serializers.UUIDField()
    versions = serializers.ListField(child=serializers.UUIDField(), required=False, allow_null=True)
    taken = serializers.UUIDField(required=False, allow_null=True)


class ConsolidateInput(Input):
    only = serializers.ListField(child=serializers.UUIDField(), required=False, allow_null=True)
    choices = ChoiceInput(many=True, required=False)
    notation = serializers.ChoiceField([s.value for s in Style], default=Style.UN.value)


class SaveInput(ConsolidateInput):
    date = serializers.DateField(required=False)
    symbol = serializers.CharField(default="", allow_blank=True, max_length=100)
    session = serializers.CharField(default="", allow_blank=True, max_length=200)
    text_hash = serializers.CharField(
        default="", allow_blank=True, help_text="of the preview, to be sure nothing changed"
    )
    publish = serializers.BooleanField(default=False)


class WordingInput(Input):
    provision = serializers.UUIDField()
    text = Words(help_text="the wording without the proposals on it, as it should have been")
    because = serializers.CharField(max_length=300)


class CorrectInput(Input):
    wordings = WordingInput(many=True)


class StoreCorrectionInput(CorrectInput):
    date = serializers.DateField(required=False)
    symbol = serializers.CharField(default="", allow_blank=True, max_length=100)
    text_hash = serializers.CharField(
        default="", allow_blank=True, help_text="of the preview, to be sure nothing changed"
    )
    publish = serializers.BooleanField(default=False)


class AgreeInput(Input):
    state = serializers.UUIDField(help_text="the state of the provision whose words are agreed: the one that stands")
    reserved_by = serializers.CharField(default="", allow_blank=True, help_text="code of the delegation that reserved")


class ReopenInput(Input):
    because = serializers.CharField(max_length=2000)


class ReadInput(Input):
    upto = serializers.IntegerField(min_value=1, max_value=2**31 - 1)


class WatchInput(Input):
    watched = serializers.BooleanField()
    delegation = serializers.CharField(default="", allow_blank=True)


class ExportInput(Input):
    format = serializers.CharField()
    provisions = serializers.ListField(child=serializers.CharField(), required=False, help_text="eIds; none for all")
    attributed = serializers.BooleanField(default=True)
    line_numbers = serializers.BooleanField(default=True)
