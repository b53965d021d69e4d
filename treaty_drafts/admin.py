"""Django's admin: accounts, and who may begin a negotiation. No text is registered here, private or tabled.

Negotiations, delegations and roles are only looked at here: they are set up on their own pages, so that each act
enters the record. Nothing is deleted: the page that asks "are you sure" would list private drafts.
"""

from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from rest_framework.authtoken.models import TokenProxy

from .models import Delegation, Instrument, Membership, Negotiation


class Kept:
    """What cannot be deleted."""

    def has_delete_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False


class Shown(Kept):
    """What is looked at only."""

    def has_add_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False

    def has_change_permission(self, _request: HttpRequest, _obj: Any = None) -> bool:
        return False


class Memberships(Shown, admin.TabularInline):  # type: ignore[type-arg]  # cannot be subscripted at run time
    model = Membership


@admin.register(Negotiation)
class NegotiationAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("title", "session")
    inlines = (Memberships,)


@admin.register(Delegation)
class DelegationAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "code", "negotiation", "is_group")
    list_filter = ("negotiation",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Delegation]:
        """Without the bureau: it is there once there is a drafting room."""
        return super().get_queryset(request).filter(is_bureau=False)


@admin.register(Instrument)
class InstrumentAdmin(Shown, admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("title", "negotiation")


admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # with the limits of the sign-in page
admin.site.unregister(get_user_model())
admin.site.unregister(TokenProxy)  # who reads a token can act as its owner


@admin.register(get_user_model())
class People(Kept, UserAdmin):  # type: ignore[type-arg]
    """Somebody who leaves is made inactive, and stays named in the record."""
