"""Addresses of jobs."""

from django.urls import path

from encours.web.jobs.items import settlement
from encours.web.jobs.views import cancellation, job, jobs

urlpatterns = [
    path("reglages/travaux/", jobs, name="jobs"),
    path("reglages/travaux/<int:number>/", job, name="job"),
    path("reglages/travaux/<int:number>/arret/", cancellation, name="job_cancellation"),
    path("reglages/travaux/<int:number>/elements/", settlement, name="job_item_settlement"),
]
