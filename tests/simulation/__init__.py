"""A whole set, simulated: people, phones, links and a node, from one seed.

``truth`` is what really is in each weapon, which no record sees; ``node`` the production write path on a store that
dies and is opened again; ``phones``, ``links`` and ``screens`` what the web app does; ``people`` and ``mischief`` who
does what; ``checks`` what has to hold after each act. ``python -m tests.simulation --seed N`` runs one seed again.
"""
