"""The addresses of the pages."""

from django.urls import path

from . import agreement, consolidate, correct, drafts, exports, imports, news, views

urlpatterns = [
    path("", views.home, name="home"),
    path("negotiations/<slug:slug>/", views.negotiation, name="negotiation"),
    path("negotiations/<slug:slug>/record/", news.record, name="record"),
    path("negotiations/<slug:slug>/read/", news.mark_read, name="news-read"),
    path("provisions/<uuid:pk>/agree/", agreement.agree, name="agree"),
    path("provisions/<uuid:pk>/reopen/", agreement.reopen, name="reopen"),
    path("instruments/<int:pk>/correct/", correct.correct, name="correct"),
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
    path("instruments/<int:pk>/compare/", views.compare, name="compare"),
]
