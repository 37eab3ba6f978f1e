"""Names in the bound book: kinds of its entries, keys of each, and the clauses that they rest on."""

from __future__ import annotations

LICENCE, ACQUIRE, DISPOSE = "state-licence", "acquire", "dispose"
CORRECT, STRIKE = "correct-entry", "strike-entry"
MISSING, TOLD, FOUND = "find-missing", "report-missing", "find-again"
ASKED, PRINTED, BACKED_UP = "receive-request", "log-print", "log-backup"
CLOSED_DAYS, ENDED = "state-closed-days", "discontinue"

CORRECTABLE = (LICENCE, ACQUIRE, DISPOSE, MISSING, TOLD, FOUND)
"""Entries that can be corrected, and struck."""

DEALER, MANUFACTURER, IMPORTER = "dealer", "manufacturer", "importer"
LICENCES = (DEALER, MANUFACTURER, IMPORTER)

ACQUIRED_BY = ("bought", "consigned", "made", "imported", "repair", "returned", "found", "other")
DISPOSED_BY = ("sold", "returned", "consigned", "repaired", "lost", "stolen", "destroyed", "seized", "other")
THEFT, LOSS = "theft", "loss"
AGENCY, POLICE = "agency", "police"
PRINTS = ("semi-annual", "request", "upgrade", "discontinuance", "other")

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
WEEKEND = ["sat", "sun"]

ACQUIRE_FACTS = ("manufacturer", "model", "serial", "type", "calibre")
"""What an acquisition says of a weapon, beside its day and where it came from; a privately made one has no maker."""

SAYS_WHO = "CFR-478.125(e)-both"
FACTS = "ATF-2016-1(1)"
CORRECTIONS = "ATF-2016-1(2)"
ACQUISITION, DISPOSITION = "CFR-478.125(e)-acq", "CFR-478.125(e)-disp"
IMPORTED, MADE = "CFR-478.122(a)", "CFR-478.123(a)"
LOSS_REPORT, LOSS_ENTRY = "CFR-478.39a", "CFR-478.39a-2016"
RETENTION = "CFR-478.129"
PRINT, BACKUP, QUERY = "ATF-2016-1(print)", "ATF-2016-1(backup)", "ATF-2016-1(query)"
PRIVATELY_MADE = "CFR-478.125(i)"
"""Clauses, by their ids in the list of sources. How well each was read is said there, and decides what is shown."""
