"""The auditor: reads a data directory, a tile folder or an evidence bundle, and says step by step whether it holds.

It shares nothing with the writer: no other module of this package but ``errors``. It has its own reading of
JSON, its own hashing and tree, its own reading of notes, policies and zip files, and opens the database itself, for
reading only. It always ends, and it never changes a byte of content (beside a write-ahead log that a killed writer
left behind, the engine may make its -shm index again; sets too large for memory go to nameless temporary files). It
names the first bad record. An empty ledger is never green.

1.  structure     no file, table or member but the known ones; records 1 to N without a gap, each of at most 65,535
                  bytes, in the one form of envelope and body, of this unit; act ids once; columns and indexes right
2.  tiles         every stored sum is that of the record's bytes (RFC 6962); every tile of the tree, too; none beside
3.  root          the records lead to the root that the checkpoint states; in a bundle, each by its own proof, and the
                  stretch of records as a whole
4.  checkpoint    signed by the key that the node had then, of this log; a checkpoint kept outside is a beginning of it
5.  cosignatures  every cosignature under a known key holds, and as many witnesses as the policy asks for gave one
6.  time          every time token stamps the checkpoint beside it, and leads to a root certificate that is trusted
7.  chains        each device counts its own records from 1 without a gap, and names the one before by its sum
8.  signatures    every signature of every record holds, under a key enrolled before it and not ended
9.  keys          the history of keys: proven, strong, each ended once; in a data directory also the files of keys and
                  settings, attachments, personal values and erasures, snapshots and the ends of the chains
10. rules         could this log have happened under its rules? Added by who knows them (``Report.joined``)

Times that run backwards are told, and are no fault: clocks on a set do that. A fork that a witness showed is
evidence, and is told loudly. What no check of the data alone can know is listed in the report, so that green is never
read for more than it is.
"""

from __future__ import annotations

from showsafe.ledger.verify.audit import verify
from showsafe.ledger.verify.report import BUNDLE, DIRECTORY, FOLDER, Fault, Report, State, Step

__all__ = ["BUNDLE", "DIRECTORY", "FOLDER", "Fault", "Report", "State", "Step", "verify"]
