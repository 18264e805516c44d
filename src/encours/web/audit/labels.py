"""The words of acts and of pages in the trail: kept in English, read in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from encours.api import words
from encours.i18n import _, mark
from encours.web import typography
from encours.web.labels import work
from encours.web.navigation import PAGES
from encours.web.sentences import read, told_here
from encours.web.workflow.trail.models import PART

INTERFACE = "rest:"
SIGNING = {
    "account_change_password": mark("Password, to change"),
    "account_inactive": mark("Deactivated account"),
    "account_login": mark("Sign in"),
    "account_logout": mark("Sign out"),
    "account_reauthenticate": mark("Confirmation by password"),
    "account_reset_password": mark("Forgotten password"),
    "account_reset_password_done": mark("Forgotten password, link sent"),
    "account_reset_password_from_key": mark("Forgotten password, to choose another"),
    "account_reset_password_from_key_done": mark("Forgotten password, another chosen"),
    "account_set_password": mark("Password, to choose"),
    "mfa_activate_totp": mark("Authenticator application, to set up"),
    "mfa_add_webauthn": mark("Security key, to add"),
    "mfa_authenticate": mark("Second factor, at sign-in"),
    "mfa_deactivate_totp": mark("Authenticator application, to remove"),
    "mfa_download_recovery_codes": mark("Recovery codes, file"),
    "mfa_edit_webauthn": mark("Security key, to rename"),
    "mfa_generate_recovery_codes": mark("Recovery codes, to draw"),
    "mfa_index": mark("Second factors"),
    "mfa_list_webauthn": mark("Security keys"),
    "mfa_reauthenticate": mark("Confirmation by second factor"),
    "mfa_reauthenticate_webauthn": mark("Confirmation by security key"),
    "mfa_remove_webauthn": mark("Security key, to remove"),
    "mfa_view_recovery_codes": mark("Recovery codes"),
    "openid_connect_callback": mark("Single sign-on, on the way back"),
    "openid_connect_login": mark("Single sign-on"),
    "socialaccount_login_cancelled": mark("Single sign-on, given up"),
    "socialaccount_login_error": mark("Single sign-on, failed"),
}
SEEN = {
    **{page.url: page.label for page in PAGES},
    **SIGNING,
    "act_on_alerts": mark("Alerts, what is done about them"),
    **dict.fromkeys(
        ("day_back", "day_begin", "day_done", "day_give", "day_leave", "day_put_off", "day_time"),
        mark("My day"),
    ),
    "activate_person": mark("User, to open again"),
    "aged_control": mark("Check of the ledger"),
    "aim": mark("Objective, to set"),
    "aged_keep": mark("Buckets of the aged balance, to keep"),
    "alert": mark("Alert"),
    "alert_rule": mark("Rule of alerts"),
    "alert_rules": mark("Rules of alerts"),
    "add_dispute_file": mark("File of a dispute, to add"),
    "answer_dispute": mark("Dispute, to answer"),
    "ask_dispute_again": mark("Dispute, to ask again"),
    "change_dispute_cause": mark("Dispute cause, to change"),
    "dispute_file": mark("File of a dispute"),
    "remove_dispute_file": mark("File of a dispute, to remove"),
    "api": mark("Programming interface"),
    "assign": mark("Customers, to assign"),
    "action": mark("Action"),
    "audit_event": mark("Audit record"),
    "board": mark("Dashboard workbook"),
    "board_file": mark("Dashboard workbook"),
    "board_made": mark("Dashboard workbook"),
    "bridge": mark("DSO bridge"),
    "bridge_cause": mark("DSO bridge, one cause"),
    "bridge_customer": mark("DSO bridge, one cause of a customer"),
    "bulk": mark("Receivables, to record about ticked items"),
    "bulk_made": mark("Receivables, recorded about ticked items"),
    "bulk_undo": mark("Receivables, to take back what was recorded"),
    "cancel_plan": mark("Payment plan, to call off"),
    "cancel_promise": mark("Promise, to cancel"),
    "choices": mark("Scope chooser"),
    "field_values": mark("Values of a field"),
    "choose_action": mark("Action, choice of the customer"),
    "choose_contact": mark("Contact, choice of the customer"),
    "choose_dispute": mark("Dispute, choice of the customer"),
    "choose_hold": mark("Hold, choice of the customer"),
    "choose_plan": mark("Payment plan, choice of the customer"),
    "choose_promise": mark("Promise, choice of the customer"),
    "close_dispute": mark("Dispute, to close"),
    "correct_action": mark("Action, to correct"),
    "contact": mark("Contact"),
    "correct_contact": mark("Contact, to correct"),
    "correct_dispute": mark("Dispute, to correct"),
    "correct_hold": mark("Hold, to correct"),
    "correct_promise": mark("Promise, to correct"),
    "customer": mark("Customer"),
    "customer_note": mark("Note on a customer"),
    "customer_statement": mark("Statement of account"),
    "customers_rows": mark("Customers, ticked rows"),
    "dashboard": mark("Dashboard"),
    "deactivate_person": mark("User, to close"),
    "dashboard_pdf": mark("Dashboard, as PDF"),
    "dashboard_starter": mark("Dashboard to start from"),
    "delete_alert_rule": mark("Rule of alerts, to delete"),
    "delete_dashboard": mark("Dashboard, to delete"),
    "delete_own_indicator": mark("Own indicator, to delete"),
    "delete_view": mark("Saved view, to delete"),
    "dispute": mark("Dispute"),
    "duplicate_dashboard": mark("Dashboard, to copy"),
    "edit_block": mark("Block of a dashboard"),
    "edit_dashboard": mark("Dashboard, to arrange"),
    "end_sessions": mark("Sessions, to end"),
    "first": mark("First account"),
    "hold": mark("Hold"),
    "hook": mark("Webhook"),
    "hooks": mark("Webhooks"),
    "import_check": mark("Files to import, checked"),
    "import_drop": mark("Files to import, put aside"),
    "import_explain": mark("Import, to explain"),
    "import_mapping": mark("Mappings"),
    "import_mapping_forget": mark("Mapping, to forget"),
    "import_mappings": mark("Mappings"),
    "import_reading": mark("Files to import"),
    "import_report": mark("Import report"),
    "import_sample": mark("Sample file"),
    "import_source": mark("Watched folders"),
    "import_source_delete": mark("Watched folder, to remove"),
    "import_source_new": mark("Watch a folder"),
    "import_source_run": mark("Watched folder, to read now"),
    "import_sources": mark("Watched folders"),
    "known_since": mark("Known since"),
    "import_start": mark("Import, to start"),
    "import_undo": mark("Import, to undo"),
    "import_upload": mark("Files to import"),
    "indicator": mark("Indicator"),
    "invitation": mark("Invitation"),
    "invite_person": mark("Invite someone"),
    "item": mark("Item"),
    "job": mark("Job"),
    "job_cancellation": mark("Job stopped"),
    "job_item_settlement": mark("Item of a job settled"),
    "land_on_view": mark("Saved view to open on"),
    "letterhead": mark("Letterhead"),
    "letterhead_example": mark("Letterhead, example"),
    "letterhead_logo": mark("Letterhead, logo"),
    "lift_hold": mark("Hold, to lift"),
    "new_contact": mark("Contact, to record"),
    "look_for_alerts": mark("Alerts, to look for"),
    "move_view": mark("Saved view, to move"),
    "new_alert_rule": mark("New rule of alerts"),
    "new_dashboard": mark("New dashboard"),
    "new_action": mark("Action, to record"),
    "new_dispute": mark("Dispute, to record"),
    "new_hold": mark("Hold, to record"),
    "new_hook": mark("New webhook"),
    "new_key": mark("New API key"),
    "new_own_indicator": mark("New indicator"),
    "new_person": mark("Invite someone"),
    "new_plan": mark("Payment plan, to make"),
    "new_promise": mark("Promise, to record"),
    "own_indicator": mark("Own indicators"),
    "own_indicators": mark("Own indicators"),
    "person": mark("User"),
    "profile": mark("My account"),
    "plan": mark("Payment plan"),
    "promise": mark("Promise"),
    "ready_alert_rule": mark("Ready-made rule of alerts"),
    "reopen_dispute": mark("Dispute, to reopen"),
    "reset_factors": mark("Second factor, to remove"),
    "restore_alert_rule": mark("Rule of alerts, to put back"),
    "restore_dashboard": mark("Dashboard, to put back"),
    "restore_own_indicator": mark("Own indicator, to put back"),
    "restore_view": mark("Saved view, to put back"),
    "revoke_key": mark("API key, to revoke"),
    "roles": mark("Rights of each role"),
    "save_view": mark("Saved view, to keep"),
    "seek": mark("Search"),
    "switch_alert_rule": mark("Rule of alerts, on or off"),
    "theme": mark("Theme"),
    "try_hook": mark("Webhook, to try"),
    "unlock_person": mark("User, to unlock"),
    "update_view": mark("Saved view, to change"),
    "view": mark("Saved view"),
    "views": mark("Saved views"),
    "withdraw_action": mark("Action, to take back"),
    "withdraw_contact": mark("Contact, to take back"),
    "withdraw_dispute": mark("Dispute, to take back"),
    "withdraw_hold": mark("Hold, to take back"),
    "renegotiate_plan": mark("Payment plan, to renegotiate"),
    "withdraw_plan": mark("Payment plan, to take back"),
    "withdraw_promise": mark("Promise, to take back"),
}

# Fields that acts tell of besides the columns of rows.
FIELDS = {
    "email": mark("E-mail"),
    "entities": mark("Entities"),
    "expires_on": mark("Valid until"),
    "name": mark("Name"),
    "person": mark("Person"),
    "portfolios": mark("Portfolios"),
    "refused": mark("Refused unheard"),
    "role": mark("Role"),
    "rows": mark("Rows"),
    "scopes": mark("What it opens"),
    "seconds": mark("Closed for, in seconds"),
    "withdrawn": mark("Taken back"),
    "wrong": mark("Wrong answers"),
}


def said(what: str) -> str:
    """A page by its name, an act by its words; an operation of the programming interface by its own."""
    if what.startswith(INTERFACE):
        return f"API · {what.removeprefix(INTERFACE)}"
    return _(SEEN.get(what, what))


def subject_of(text: str) -> str:
    """What an act is about, or which part of a page was seen, as its reader says it."""
    part = text.removeprefix(PART)
    return read(text) if part == text else _("part: {0}").format(part)


def changed(fields: Mapping[str, tuple[Any, Any]]) -> list[tuple[str, str, str]]:
    """What an act changed, in words: field, before, after. What stayed as it was, or was never said, is left out."""
    return [
        (_(FIELDS[name]) if name in FIELDS else words.field(name), _value(name, before), _value(name, after))
        for name, (before, after) in fields.items()
        if (before or None) != (after or None)
    ]


def _value(name: str, value: Any) -> str:
    value = told_here(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value is None:
        return ""
    if value and (name.endswith("_on") or name == "answer_by"):
        return typography.day(date.fromisoformat(value))
    return work.said(name, str(value))
