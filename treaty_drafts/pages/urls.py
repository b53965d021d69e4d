"""The addresses of the pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.home, name="home"),
    path("negotiations/<slug:slug>/", views.negotiation, name="negotiation"),
    path("provisions/<uuid:pk>/", views.provision, name="provision"),
    path("instruments/<int:pk>/compare/", views.compare, name="compare"),
]
