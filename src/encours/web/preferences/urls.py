"""Addresses of the company's choices."""

from django.urls import path

from encours.web.preferences import views

urlpatterns = [path("reglages/tranches-et-objectifs/", views.preferences, name="preferences")]
