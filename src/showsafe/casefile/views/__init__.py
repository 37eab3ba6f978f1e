"""What screens and exports show of a case: plain dicts, with roles in place of names unless they were asked for."""
