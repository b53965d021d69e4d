"""Django's admin: people, negotiations and delegations. No text is registered here, private or tabled.

Nothing is deleted here but a membership: the page that asks "are you sure" would list private drafts.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from rest_framework.authtoken.models import TokenProxy

from .models import Delegation, Instrument, Membership, Negotiation


class Kept:
    """What cannot be deleted."""

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False


class Memberships(admin.TabularInline):  # type: ignore[type-arg]  # cannot be subscripted at run time
    model = Membership
    extra = 0


@admin.register(Negotiation)
class NegotiationAdmin(Kept, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("title", "session")
    inlines = (Memberships,)


@admin.register(Delegation)
class DelegationAdmin(Kept, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "code", "negotiation", "is_group")
    list_filter = ("negotiation",)

    def get_readonly_fields(self, _request: HttpRequest, obj: Delegation | None = None) -> tuple[str, ...]:
        """The code stands in published texts and in the record: it stays once the delegation has tabled."""
        return ("code", "negotiation") if obj and obj.proposals.exists() else ()


@admin.register(Instrument)
class InstrumentAdmin(Kept, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("title", "negotiation")


admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # with the limits of the sign-in page
admin.site.unregister(get_user_model())
admin.site.unregister(TokenProxy)  # who reads a token can act as its owner


@admin.register(get_user_model())
class People(Kept, UserAdmin):  # type: ignore[type-arg]
    """Somebody who leaves is made inactive, and stays named in the record."""
