"""The shapes of drafts, of how they compare with the text, and of what would be tabled."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from .. import models, rolling, settled_words
from ..access import Seat, is_own
from .shapes import Input, SpanShape, StanceShape, Words


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
