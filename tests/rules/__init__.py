"""The tests of the rulebook: profiles, clauses, gates and decisions."""
