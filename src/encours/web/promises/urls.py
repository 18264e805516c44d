"""Addresses of promises."""

from django.urls import path

from encours.i18n import mark
from encours.web.promises import plan_views, views
from encours.web.promises.form import PROMISE
from encours.web.records import pages
from encours.web.records.urls import addresses

CHOOSE = {"kind": PROMISE, "name": "plan", "title": mark("Make a payment plan")}
PLAN = "clients/<code:entity>/<code:customer>/echeanciers/"
ONE = f"{PLAN}<code:plan>/"

urlpatterns = [
    path("promesses/", views.promises, name="promises"),
    *addresses(PROMISE, "promesses", "promesse"),
    path("promesses/<code:record>/annulation/", views.cancel, name="cancel_promise"),
    path("echeancier/", pages.choose, CHOOSE, name="choose_plan"),
    path(PLAN, plan_views.new, name="new_plan"),
    path(ONE, plan_views.plan, name="plan"),
    path(f"{ONE}annulation/", plan_views.cancel, name="cancel_plan"),
    path(f"{ONE}renegociation/", plan_views.renegotiate, name="renegotiate_plan"),
    path(f"{ONE}retrait/", plan_views.withdraw, name="withdraw_plan"),
]
