"""Could it have happened so? The rules held against the records, and one day against the physical world."""
