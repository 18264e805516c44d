"""What people and programs do: every act that the audit trail tells, in words each reader has in their language."""

from __future__ import annotations

from dataclasses import dataclass

from encours.i18n import _, mark


@dataclass(frozen=True, slots=True)
class Act:
    """`words` are English, kept as they are in the trail and translated for who reads it. On a time line the act has an
    `icon` (a lucide name) and a `tone`."""

    words: str
    icon: str = ""
    tone: str = ""

    def __str__(self) -> str:
        return _(self.words)


ACCOUNT_CLOSED = Act(mark("account closed to one address after wrong passwords"))
ACCOUNT_UNLOCKED = Act(mark("account unlocked"))
ACTION_CORRECTED = Act(mark("action corrected"), "phone")
ACTION_RECORDED = Act(mark("action recorded"), "phone")
ACTION_WITHDRAWN = Act(mark("action withdrawn"), "phone-off", "warn")
ASSIGNMENT_CHANGED = Act(
    mark("assignment changed"), "history"
)  # trails have it of before the acts below were told
ASSIGNMENT_PUT_BACK = Act(mark("assignment put back as before a change"), "undo-2", "warn")
ATTEMPTS_REFUSED = Act(mark("attempts refused while closed"))
CODE_WRONG = Act(mark("wrong second factor"))
CUSTOMER_PLACED = Act(mark("customer placed"), "user-check")
CUSTOMER_PLACED_NO_LONGER = Act(mark("customer no longer placed by hand"), "user-x", "warn")
CUSTOMERS_PLACED = Act(mark("customers placed by a file"), "file-up")
DASHBOARD_CHANGED = Act(mark("dashboard changed"))
DASHBOARD_CREATED = Act(mark("dashboard created"))
DASHBOARD_DELETED = Act(mark("dashboard deleted"))
DASHBOARD_PUT_BACK = Act(mark("dashboard put back"))
DAY_BACK = Act(mark("customer on the list of the day again"))
DAY_DONE = Act(mark("customer dealt with"))
DAY_GIVEN = Act(mark("customer given to a colleague for the day"))
DAY_PUT_OFF = Act(mark("customer put off"))
DISPUTE_CLOSED = Act(mark("dispute closed"), "check", "good")
DISPUTE_CORRECTED = Act(mark("dispute corrected"), "message-square-warning")
DISPUTE_OPENED = Act(mark("dispute opened"), "message-square-warning", "bad")
DISPUTE_REOPENED = Act(mark("dispute reopened"), "message-square-warning", "bad")
DISPUTE_WITHDRAWN = Act(mark("dispute withdrawn"), "message-square-warning", "warn")
FILES_BROUGHT = Act(mark("files brought"))
FILES_DROPPED = Act(mark("files dropped"))
FILES_SENT = Act(mark("files sent"))
FIRST_ADMINISTRATOR_CREATED = Act(mark("first administrator created"))
IMPORT_ASKED_FOR = Act(mark("import asked for"))
IMPORT_CHECKED = Act(mark("import checked"))
IMPORT_REFUSED = Act(mark("import refused"))
IMPORT_UNDO_ASKED_FOR = Act(mark("import undo asked for"))
IMPORT_UNDONE = Act(mark("import undone"))
IMPORTED = Act(mark("imported"))
IMPORTED_AGAIN = Act(mark("imported again"))
INVITATION_MADE = Act(mark("invitation made"))
JOB_ITEM_BEGUN_AGAIN = Act(mark("item of a job begun again"))
JOB_ITEM_SAID_DONE = Act(mark("item of a job said to be done"))
KEY_MADE = Act(mark("key made"))
KNOWN_SINCE_SAID = Act(mark("days known corrected"))
KEY_NO_LONGER_VALID = Act(mark("key no longer valid"))
KEY_REVOKED = Act(mark("key revoked"))
LETTERHEAD_CHANGED = Act(mark("letterhead changed"))
MAPPING_CHANGED = Act(mark("mapping changed"))
MAPPING_FORGOTTEN = Act(mark("mapping forgotten"))
NOTE_CORRECTED = Act(mark("note corrected"), "sticky-note")
NOTE_WRITTEN = Act(mark("note written"), "sticky-note")
OBJECTIVE_SET = Act(mark("objective set"))
RECORDS_LOST = Act(mark("records of what was seen lost for want of room on the disk"))
OWN_ACCOUNT_CHANGED = Act(mark("own account changed"))
OWN_INDICATOR_CHANGED = Act(mark("own indicator changed"))
OWN_INDICATOR_MADE = Act(mark("own indicator made"))
OWN_INDICATOR_PUT_BACK = Act(mark("own indicator put back"))
OWN_INDICATOR_REMOVED = Act(mark("own indicator removed"))
PASSWORD_CHOSEN = Act(mark("password chosen"))
PORTFOLIO_CHANGED = Act(mark("portfolio changed"), "folder-pen")
PORTFOLIO_REMOVED = Act(mark("portfolio removed"), "folder-x", "warn")
PREFERENCE_CHANGED = Act(mark("preference changed"))
ROWS_EXPORTED = Act(mark("rows exported"))
PROMISE_CANCELLED = Act(mark("promise cancelled"), "handshake", "warn")
PROMISE_CORRECTED = Act(mark("promise corrected"), "handshake")
PROMISE_MADE = Act(mark("promise made"), "handshake", "good")
PROMISE_WITHDRAWN = Act(mark("promise withdrawn"), "handshake", "warn")
RULE_REMOVED = Act(mark("rule removed"), "list-x", "warn")
RULE_WRITTEN = Act(mark("rule written"), "list-plus")
RULES_REORDERED = Act(mark("rules put in another order"), "list-ordered")
SECOND_FACTOR_CLOSED = Act(mark("second factor closed after wrong answers"))
SECOND_FACTORS_RESET = Act(mark("second factors reset"))
SESSIONS_ENDED = Act(mark("sessions ended"))
SIGN_IN_FAILED = Act(mark("sign-in failed"))
SIGN_IN_SLOWED = Act(mark("sign-in slowed down after wrong passwords"))
SINGLE_SIGN_ON_CLOSED = Act(mark("single sign-on refused: the account is closed"))
SINGLE_SIGN_ON_UNANSWERED = Act(mark("single sign-on failed: the provider did not answer"))
SINGLE_SIGN_ON_UNCONFIRMED = Act(mark("single sign-on refused: not confirmed by the provider"))
SINGLE_SIGN_ON_UNKNOWN = Act(mark("single sign-on refused: no account has the address"))
SINGLE_SIGN_ON_UNVERIFIED = Act(mark("single sign-on refused: the address is not verified"))
SIGNED_IN = Act(mark("signed in"))
SIGNED_OUT = Act(mark("signed out"))
USER_ACTIVATED = Act(mark("user activated"))
USER_CHANGED = Act(mark("user changed"))
USER_CREATED = Act(mark("user created"))
USER_DEACTIVATED = Act(mark("user deactivated"))
VIEW_CHANGED = Act(mark("view changed"))
VIEW_DELETED = Act(mark("view deleted"))
VIEW_KEPT = Act(mark("view kept"))
VIEW_PUT_BACK = Act(mark("view put back"))
WATCHED_FOLDER_ADDED = Act(mark("watched folder added"))
WATCHED_FOLDER_CHANGED = Act(mark("watched folder changed"))
WATCHED_FOLDER_REMOVED = Act(mark("watched folder removed"))
WATCHED_FOLDER_RUN = Act(mark("watched folder run"))

ALL = {act.words: act for act in list(globals().values()) if isinstance(act, Act)}
