"""All addresses."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("treaty_drafts.pages.urls")),
    path("", include("positions.pages")),
    path("accounts/", include("allauth.account.urls")),
    path("admin/", admin.site.urls),
    path("live/", include("treaty_drafts.api.live")),
    path("api/", include("treaty_drafts.api.urls")),
    path("api/", include("positions.api")),
]
handler404 = "treaty_drafts.project.errors.not_there"
handler500 = "treaty_drafts.project.errors.broken"
