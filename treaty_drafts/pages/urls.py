"""The addresses of the pages."""

from django.urls import path

from . import consolidate, drafts, exports, flags, imports, tags, views

urlpatterns = [
    path("", views.home, name="home"),
    path("negotiations/<slug:slug>/", views.negotiation, name="negotiation"),
    path("provisions/<uuid:pk>/", views.provision, name="provision"),
    path("provisions/<uuid:pk>/draft/", drafts.begin, name="draft-begin"),
    path("instruments/<int:pk>/drafts/", drafts.drafts, name="drafts"),
    path("drafts/<uuid:pk>/", drafts.draft, name="draft"),
    path("drafts/<uuid:pk>/look/", drafts.look, name="draft-look"),
    path("drafts/<uuid:pk>/base/", drafts.move_base, name="draft-base"),
    path("drafts/<uuid:pk>/table/", drafts.tabling_, name="tabling"),
    path("drafts/<uuid:pk>/discard/", drafts.discard, name="draft-discard"),
    path("proposals/<uuid:pk>/withdraw/", drafts.withdraw, name="proposal-withdraw"),
    path("instruments/<int:pk>/import/", imports.import_, name="import"),
    path("instruments/<int:pk>/consolidate/", consolidate.consolidate, name="consolidate"),
    path("rolling-texts/<uuid:pk>/publish/", consolidate.publish, name="publish"),
    path("rolling-texts/<uuid:pk>/exports/", exports.exports, name="exports"),
    path("exports/<uuid:pk>/", exports.export, name="export"),
    path("instruments/<int:pk>/flags/", flags.flags, name="flags"),
    path("instruments/<int:pk>/flags/set-aside/", flags.set_aside, name="flag-set-aside"),
    path("set-aside/<uuid:pk>/take-back/", flags.take_back, name="flag-take-back"),
    path("provisions/<uuid:pk>/tags/", tags.tag, name="tag"),
    path("tags/<uuid:pk>/remove/", tags.remove, name="tag-remove"),
    path("instruments/<int:pk>/compare/", views.compare, name="compare"),
]
