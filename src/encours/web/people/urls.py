"""Addresses of this part."""

from django.urls import include, path

from encours.web.people import accounts, acts, first, invitation, listing, profile

urlpatterns = [
    path("compte/", profile.profile, name="profile"),
    path("compte/sessions/fin/", profile.end_sessions, name="end_sessions"),
    path("compte/premier/<str:token>/", first.first, name="first"),
    path("compte/invitation/<str:token>/", invitation.invitation, name="invitation"),
    path("compte/", include("encours.web.people.sign_urls")),
    path("reglages/utilisateurs/", listing.people, name="people"),
    path("reglages/utilisateurs/roles/", listing.roles, name="roles"),
    path("reglages/utilisateurs/nouveau/", accounts.new, name="new_person"),
    path("reglages/utilisateurs/<int:pk>/", accounts.person, name="person"),
    path("reglages/utilisateurs/<int:pk>/desactivation/", acts.deactivate, name="deactivate_person"),
    path("reglages/utilisateurs/<int:pk>/activation/", acts.activate, name="activate_person"),
    path("reglages/utilisateurs/<int:pk>/invitation/", acts.renew, name="invite_person"),
    path("reglages/utilisateurs/<int:pk>/second-facteur/", acts.reset_factors, name="reset_factors"),
    path("reglages/utilisateurs/<int:pk>/deverrouillage/", acts.open_again, name="unlock_person"),
]
