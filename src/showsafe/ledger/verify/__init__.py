"""The auditor: reads a whole data directory and says whether the record holds, step by step.

It shares nothing with the writer: no other module of this package but ``errors``. It has its own reading of
JSON, its own hashing and tree, its own reading of notes, and opens the database itself, for reading only.
It always ends, and it never changes a byte of content (beside a write-ahead log that a killed writer left
behind, the engine may make its -shm index again). It names the first bad record. An empty ledger is never
green.

1.  directory    no file but the known ones; settings in canonical form, of a known format
2.  structure    sound pages; exactly the known tables; records 1 to N without a gap, each of at most 65,535
                 bytes, in the one form of envelope and body, of this unit, with every field that a record has
3.  tree         every stored sum is that of the record's bytes (RFC 6962); every kept edge of the tree, too
4.  checkpoint   signed by the key of the first record, of this unit; its size and root are those of step 3
5.  chains       each device counts its own records from 1 without a gap, and names the one before by its sum
6.  signatures   every record is signed by its device, whose key the first record enrols; no other claim fails
7.  index        act ids occur once; the columns and the indexes say what the records say
8.  derived      snapshots and the ends of the devices' chains speak of records that are there
9.  keys         the key file's halves belong together and to the first record; so does a key from outside
10. seen         the log that a kept checkpoint describes, if one is given, is a beginning of this one

Times that run backwards are told, and are no fault: clocks on a set do that. What no check of the data alone
can know is listed in the report, so that green is never read for more than it is.
"""

from __future__ import annotations

from showsafe.ledger.verify.audit import verify
from showsafe.ledger.verify.report import Fault, Report, Step

__all__ = ["Fault", "Report", "Step", "verify"]
