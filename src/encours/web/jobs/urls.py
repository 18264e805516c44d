"""Addresses of jobs."""

from django.urls import path

from encours.web.jobs.pages import cancellation, job, jobs

urlpatterns = [
    path("settings/jobs/", jobs, name="jobs"),
    path("settings/jobs/<int:number>/", job, name="job"),
    path("settings/jobs/<int:number>/cancellation/", cancellation, name="job_cancellation"),
]
