"""Addresses of disputes."""

from django.urls import path

from encours.web.disputes import views
from encours.web.disputes.form import DISPUTE
from encours.web.records.urls import addresses

urlpatterns = [
    path("litiges/", views.disputes, name="disputes"),
    *addresses(DISPUTE, "litiges", "litige"),
    path("litiges/<code:record>/cloture/", views.close, name="close_dispute"),
    path("litiges/<code:record>/reouverture/", views.reopen, name="reopen_dispute"),
]
