"""The shapes of setting up: negotiations, delegations, people and their roles, tables."""

from datetime import date
from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from .. import models
from .shapes import Input


class NegotiationInput(Input):
    title = serializers.CharField(max_length=300)
    slug = serializers.SlugField(max_length=50, help_text="stands in addresses, and stays")
    session = serializers.CharField(default="", allow_blank=True, max_length=200)


class DescribeInput(Input):
    title = serializers.CharField(required=False, max_length=300)
    session = serializers.CharField(required=False, allow_blank=True, max_length=200)
    observers_admitted = serializers.BooleanField(required=False, help_text="whether observers see what is tabled")


class InstrumentInput(Input):
    title = serializers.CharField(max_length=300)


class DelegationInput(Input):
    country = serializers.CharField(default="", allow_blank=True, help_text="three letters of ISO 3166-1, or else:")
    code = serializers.CharField(default="", allow_blank=True, max_length=20)
    name = serializers.CharField(default="", allow_blank=True, max_length=200)
    is_group = serializers.BooleanField(default=False)
    members = serializers.ListField(child=serializers.CharField(max_length=20), default=list, help_text="codes")


class DelegationChange(Input):
    name = serializers.CharField(required=False, max_length=200)
    members = serializers.ListField(child=serializers.CharField(max_length=20), required=False, help_text="codes")


class RoleInput(Input):
    role = serializers.ChoiceField(models.Role.choices)
    delegation = serializers.CharField(default="", allow_blank=True, help_text="its code, for drafters")


class HeadInput(Input):
    is_head = serializers.BooleanField()


class InviteInput(RoleInput):
    email = serializers.EmailField(default="", allow_blank=True, max_length=254)
    username = serializers.CharField(default="", allow_blank=True, max_length=150)
    name = serializers.CharField(default="", allow_blank=True, max_length=150)


class RosterInput(Input):
    file = serializers.FileField(allow_empty_file=True)
    store = serializers.BooleanField(default=False, help_text="if not said, what it would do is shown")


class PersonShape(serializers.ModelSerializer[models.Membership]):
    username = serializers.CharField(source="user.username")
    name = serializers.CharField(source="user.get_full_name")
    email = serializers.CharField(source="user.email")
    delegation = serializers.CharField(source="delegation.code", default="")
    last_signed_in = serializers.SerializerMethodField()

    class Meta:
        model = models.Membership
        fields = ("id", "username", "name", "email", "role", "delegation", "is_head", "given_at", "last_signed_in")

    @extend_schema_field(serializers.DateField(allow_null=True))
    def get_last_signed_in(self, membership: models.Membership) -> date | None:
        return membership.last_signed_in


class InvitedShape(PersonShape):
    link = serializers.SerializerMethodField(help_text="lets the person in; shown once")
    mailed = serializers.SerializerMethodField()

    class Meta:
        model = models.Membership
        fields = (*PersonShape.Meta.fields, "link", "mailed")

    def get_link(self, membership: models.Membership) -> str:
        return str(self.context["links"][membership.pk])

    def get_mailed(self, membership: models.Membership) -> bool:
        return membership.pk in self.context["mailed"]


class LineShape(serializers.Serializer[Any]):
    line = serializers.IntegerField(source="row.line")
    cells = serializers.DictField(source="row.cells", child=serializers.CharField())
    does = serializers.CharField()


class TableProblemShape(serializers.Serializer[Any]):
    line = serializers.IntegerField()
    column = serializers.CharField()
    what = serializers.CharField()


class TableShape(serializers.Serializer[Any]):
    stored = serializers.BooleanField()
    lines = LineShape(many=True)
    problems = TableProblemShape(many=True)
    invited = InvitedShape(many=True)
