"""The certificates of a set: what a phone has to trust so that the node can be reached over HTTPS, with no internet.

* ``place``       the directory that they lie in, beside the unit's data directory and never inside
* ``hosts``       names and addresses, and which of them a production's own authority may speak for
* ``authority``   the production's certificate authority; ``leaf`` what it issues to this machine
* ``own``         a name and certificate of the studio's own
* ``modes``       which of the three ways holds now: own, production authority, plain HTTP
* ``context``     the way that was chosen as an ``ssl.SSLContext``; ``serving`` keeps it up to date
* ``addresses``   where this machine can be reached now
* ``words``, ``codes``, ``apple``, ``steps``, ``join``   what a phone's owner is shown and given

A private key is never printed, logged or put in an error. Errors have codes ``ca.*``, and those of
``adapters.files`` where the disk does not do its part.
"""
