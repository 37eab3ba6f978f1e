"""Consignments: what travels between units and owners, with a named carrier, as records that point at each other."""
