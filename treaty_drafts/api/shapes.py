"""The shapes of what is sent and answered: those that several parts share."""

from typing import Any

from rest_framework import serializers
from rest_framework.request import Request

from .. import models


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
