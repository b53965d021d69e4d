"""The addresses of the REST interface."""

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp_update
from django.urls import path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from . import drafts, exports, negotiations, people, proposing, publishing, rolling_texts, setting_up, topics

# the page that tries the interface out sets styles of its own; nothing that users wrote is on it
docs = csp_update({"style-src": [SELF, UNSAFE_INLINE]})(SpectacularSwaggerSplitView.as_view(url_name="api-schema"))

urlpatterns = [
    path("", docs, name="api-docs"),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
    path("negotiations/", negotiations.Negotiations.as_view(), name="api-negotiations"),
    path("negotiations/<slug:slug>/", negotiations.OneNegotiation.as_view(), name="api-negotiation"),
    path("negotiations/<slug:slug>/topics/", topics.Topics.as_view(), name="api-topics"),
    path("negotiations/<slug:slug>/topics/try/", topics.TryTopic.as_view(), name="api-topics-try"),
    path("negotiations/<slug:slug>/topics/<int:pk>/", topics.OneTopic.as_view(), name="api-topic"),
    path("negotiations/<slug:slug>/record/", negotiations.Record.as_view(), name="api-record"),
    path("negotiations/<slug:slug>/instruments/", setting_up.Instruments.as_view(), name="api-instruments"),
    path("negotiations/<slug:slug>/delegations/", setting_up.Delegations.as_view(), name="api-delegations"),
    path(
        "negotiations/<slug:slug>/delegations/<path:code>/", setting_up.OneDelegation.as_view(), name="api-delegation"
    ),
    path("negotiations/<slug:slug>/people/", people.People.as_view(), name="api-people"),
    path("negotiations/<slug:slug>/people/<int:pk>/", people.OnePerson.as_view(), name="api-person"),
    path("negotiations/<slug:slug>/people/<int:pk>/head/", people.Head.as_view(), name="api-person-head"),
    path("negotiations/<slug:slug>/people/<int:pk>/link/", people.Link.as_view(), name="api-person-link"),
    path("negotiations/<slug:slug>/tables/<slug:what>/", people.Table.as_view(), name="api-table"),
    path("countries/", setting_up.Countries.as_view(), name="api-countries"),
    path("negotiations/<slug:slug>/news/", negotiations.News.as_view(), name="api-news"),
    path("negotiations/<slug:slug>/watched/", negotiations.Watched.as_view(), name="api-watched"),
    path("provisions/<uuid:pk>/watch/", negotiations.Watch.as_view(), name="api-watch"),
    path("instruments/<int:pk>/correct/preview/", publishing.CorrectPreview.as_view(), name="api-correct-preview"),
    path("instruments/<int:pk>/correct/", publishing.Correct.as_view(), name="api-correct"),
    path("rolling-texts/<uuid:pk>/corrections/", publishing.Corrections.as_view(), name="api-corrections"),
    path("provisions/<uuid:pk>/agreements/", publishing.Agreements.as_view(), name="api-agreements"),
    path("provisions/<uuid:pk>/reopen/", publishing.Reopen.as_view(), name="api-reopen"),
    path("instruments/<int:pk>/import/preview/", rolling_texts.ImportPreview.as_view(), name="api-import-preview"),
    path("instruments/<int:pk>/rolling-texts/", rolling_texts.RollingTexts.as_view(), name="api-rolling-texts"),
    path("instruments/<int:pk>/differences/", rolling_texts.Differences.as_view(), name="api-differences"),
    path("instruments/<int:pk>/compare/", drafts.Compare.as_view(), name="api-compare"),
    path(
        "instruments/<int:pk>/consolidate/preview/",
        rolling_texts.ConsolidatePreview.as_view(),
        name="api-consolidate-preview",
    ),
    path("instruments/<int:pk>/consolidate/", rolling_texts.Consolidate.as_view(), name="api-consolidate"),
    path("instruments/<int:pk>/drafts/", drafts.Drafts.as_view(), name="api-drafts"),
    path("instruments/<int:pk>/drafts/split/", proposing.Split.as_view(), name="api-split"),
    path("instruments/<int:pk>/packages/", proposing.Packages.as_view(), name="api-packages"),
    path("instruments/<int:pk>/handed-in/", proposing.AllHandedIn.as_view(), name="api-all-handed-in"),
    path("handed-in/<uuid:pk>/confirm/", proposing.ConfirmHandedIn.as_view(), name="api-handed-in-confirm"),
    path("handed-in/<uuid:pk>/decline/", proposing.DeclineHandedIn.as_view(), name="api-handed-in-decline"),
    path("packages/<uuid:pk>/withdraw/", proposing.WithdrawPackage.as_view(), name="api-package-withdraw"),
    path("proposals/<uuid:pk>/co-sponsors/", proposing.Sponsorships.as_view(), name="api-sponsorships"),
    path("co-sponsors/<uuid:pk>/agree/", proposing.Agree.as_view(), name="api-sponsorship-agree"),
    path("co-sponsors/<uuid:pk>/confirm/", proposing.Confirm.as_view(), name="api-sponsorship-confirm"),
    path("co-sponsors/<uuid:pk>/end/", proposing.EndSponsorship.as_view(), name="api-sponsorship-end"),
    path("negotiations/<slug:slug>/clearance/", proposing.Clearance.as_view(), name="api-clearance"),
    path("drafts/<uuid:pk>/clear/", proposing.Clear.as_view(), name="api-draft-clear"),
    path("drafts/<uuid:pk>/", drafts.OneDraft.as_view(), name="api-draft"),
    path("drafts/<uuid:pk>/base/", drafts.MoveBase.as_view(), name="api-draft-base"),
    path("drafts/<uuid:pk>/redline/", drafts.Redline.as_view(), name="api-draft-redline"),
    path("drafts/<uuid:pk>/preview/", drafts.TablingPreview.as_view(), name="api-draft-preview"),
    path("drafts/<uuid:pk>/table/", drafts.Table.as_view(), name="api-draft-table"),
    path("provisions/<uuid:pk>/", negotiations.OneProvision.as_view(), name="api-provision"),
    path("proposals/<uuid:pk>/", drafts.OneProposal.as_view(), name="api-proposal"),
    path("proposals/<uuid:pk>/withdraw/", drafts.Withdraw.as_view(), name="api-proposal-withdraw"),
    path("versions/<uuid:pk>/", drafts.OneVersion.as_view(), name="api-version"),
    path("versions/<uuid:pk>/shifts/", drafts.Shifts.as_view(), name="api-shifts"),
    path("rolling-texts/<uuid:pk>/", rolling_texts.OneRollingText.as_view(), name="api-rolling-text"),
    path("rolling-texts/<uuid:pk>/flags/", rolling_texts.Flags.as_view(), name="api-flags"),
    path("rolling-texts/<uuid:pk>/reading/", rolling_texts.Reading.as_view(), name="api-reading"),
    path("rolling-texts/<uuid:pk>/publish/", rolling_texts.Publish.as_view(), name="api-publish"),
    path("rolling-texts/<uuid:pk>/exports/", exports.Exports.as_view(), name="api-exports"),
    path("exports/<uuid:pk>/", exports.OneExport.as_view(), name="api-export"),
    path("exports/<uuid:pk>/file/", exports.ExportFile.as_view(), name="api-export-file"),
]
