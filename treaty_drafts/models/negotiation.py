"""A negotiation, who takes part in it, and who may do what for whom."""

from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from ..text import TextError
from ..text.grammar import check_sigla

RESERVED = frozenset({"chair", "secretariat"})  # how the record names their acts


def check_code(code: str) -> None:
    """A delegation's code must be able to stand in a consolidated text, and be told from the chair and secretariat."""
    if code.lower() in RESERVED:
        raise ValidationError(f"the record names the acts of the {code.lower()} so: choose another code")
    try:
        check_sigla({code})
    except TextError as error:
        raise ValidationError(str(error)) from None


class Negotiation(models.Model):
    """The process under a chair."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=300)
    session = models.CharField(max_length=200, blank=True)
    observers_admitted = models.BooleanField(default=False, help_text="observers see what delegations have tabled")

    class Meta:
        ordering = ("title",)

    def __str__(self) -> str:
        return self.title

    @property
    def parties(self) -> models.QuerySet["Delegation"]:
        """The delegations and groups, in English alphabetical order."""
        return self.delegations.filter(is_chair=False, is_bureau=False)

    @property
    def names(self) -> dict[str, str]:
        """The delegations' names by code, in the order in which they joined: it gives each its look on the pages."""
        return dict(self.parties.order_by("pk").values_list("code", "name"))


class Delegation(models.Model):
    """A party, or a group of parties that speaks with one voice; or the chair's office, which no text names.

    The office is there once the chair drafts; the bureau, which is chair and secretariat, once there is a drafting room:
    nobody's role is with it, and it tables nothing. `parties` leaves both out.
    """

    negotiation = models.ForeignKey(Negotiation, models.CASCADE, related_name="delegations")
    code = models.CharField(max_length=20, validators=(check_code,))
    name = models.CharField(max_length=200)
    is_group = models.BooleanField(default=False)
    is_chair = models.BooleanField(default=False, editable=False)
    is_bureau = models.BooleanField(default=False, editable=False)
    needs_clearance = models.BooleanField(default=False, help_text="its head clears a draft before it is tabled")
    members = models.ManyToManyField("self", symmetrical=False, related_name="groups", blank=True)

    class Meta:
        ordering = ("name",)  # English alphabetical order
        constraints = (
            models.UniqueConstraint(fields=("negotiation", "code"), name="one_code_in_a_negotiation"),
            models.UniqueConstraint(fields=("negotiation",), condition=models.Q(is_chair=True), name="one_chair"),
        )

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    DRAFTER = "drafter"
    CHAIR = "chair"
    SECRETARIAT = "secretariat"
    OBSERVER = "observer"


def name_of(person: Any) -> str:
    """How a person is called: by name, else by the name that the person signs in with."""
    return str(person.get_full_name() or person.get_username())


class Membership(models.Model):
    """A person's role in a negotiation; drafters have a delegation, and only they."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="memberships")
    negotiation = models.ForeignKey(Negotiation, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    delegation = models.ForeignKey(Delegation, models.CASCADE, null=True, blank=True, related_name="memberships")
    is_head = models.BooleanField("head of delegation", default=False)
    given_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("negotiation", "role", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("user", "negotiation", "role"),
                condition=models.Q(delegation=None),
                name="one_membership_of_a_role",
            ),
            models.UniqueConstraint(fields=("user", "delegation"), name="one_membership_of_a_delegation"),
            models.CheckConstraint(
                condition=models.Q(role=Role.DRAFTER, delegation__isnull=False)
                | (~models.Q(role=Role.DRAFTER) & models.Q(delegation__isnull=True)),
                name="drafters_have_a_delegation",
            ),
        )

    def __str__(self) -> str:
        return f"{self.user}: {self.role} in {self.negotiation}"

    @property
    def last_signed_in(self) -> date | None:
        """The day on which the person last signed in with this role: the hour is nobody's business, nor what was before."""
        at = self.user.last_login
        return at.date() if at and (self.given_at is None or at >= self.given_at) else None

    def clean(self) -> None:
        """Refuse a delegation of another negotiation, and a role that does not go with a delegation, or without one."""
        if self.delegation and self.delegation.negotiation_id != self.negotiation_id:
            raise ValidationError({"delegation": f"{self.delegation} is a delegation of {self.delegation.negotiation}"})
        if (self.role == Role.DRAFTER) != (self.delegation is not None):
            raise ValidationError({"delegation": "drafters have a delegation, and only they"})
