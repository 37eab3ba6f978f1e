"""The one next right act of a weapon, and what else may be said of it: from what the record believes, by dry runs.

``people`` says who may say an act and who can be its second person, ``candidate`` what an act that could come next is
and what the gates would say of it, ``fill`` how one is made, ``cures`` what answers a finding, ``way`` the order of a
day, ``trouble`` what stands against a weapon, ``together`` runs and files, ``weapon`` what is next of it, ``floor``
what blocks the next take. Nothing here records or permits anything.
"""
