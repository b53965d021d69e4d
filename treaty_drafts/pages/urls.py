"""The addresses of the pages."""

from django.urls import path

from . import behalf, clearance, consolidate, drafts, exports, imports, packages, splitting, sponsoring, views

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
    path("drafts/<uuid:pk>/clear/", clearance.clear, name="draft-clear"),
    path("instruments/<int:pk>/clearance/", clearance.demand, name="clearance"),
    path("instruments/<int:pk>/drafts/paste/", splitting.split, name="split"),
    path("instruments/<int:pk>/package/", packages.package, name="package"),
    path("packages/<uuid:pk>/withdraw/", packages.withdraw, name="package-withdraw"),
    path("proposals/<uuid:pk>/co-sponsors/", sponsoring.sponsor, name="sponsor"),
    path("co-sponsors/<uuid:pk>/", sponsoring.answer, name="sponsorship"),
    path("instruments/<int:pk>/handed-in/", behalf.enter, name="hand-in"),
    path("handed-in/<uuid:pk>/", behalf.handed_in, name="handed-in"),
    path("versions/<uuid:pk>/", views.version, name="version"),
    path("proposals/<uuid:pk>/withdraw/", drafts.withdraw, name="proposal-withdraw"),
    path("instruments/<int:pk>/import/", imports.import_, name="import"),
    path("instruments/<int:pk>/consolidate/", consolidate.consolidate, name="consolidate"),
    path("rolling-texts/<uuid:pk>/publish/", consolidate.publish, name="publish"),
    path("rolling-texts/<uuid:pk>/exports/", exports.exports, name="exports"),
    path("exports/<uuid:pk>/", exports.export, name="export"),
    path("instruments/<int:pk>/compare/", views.compare, name="compare"),
]
