"""Django's admin: people, negotiations and delegations. No text is registered here, private or tabled."""

from django.contrib import admin

from .models import Delegation, Instrument, Membership, Negotiation

admin.site.register(Instrument)


class Memberships(admin.TabularInline):  # type: ignore[type-arg]  # cannot be subscripted at run time
    model = Membership
    extra = 0


@admin.register(Negotiation)
class NegotiationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("title", "session")
    inlines = (Memberships,)


@admin.register(Delegation)
class DelegationAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    list_display = ("name", "code", "negotiation", "is_group")
    list_filter = ("negotiation",)
