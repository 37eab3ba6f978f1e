"""Views that people read: board, custody, counts, people, and the set. Rebuilt from the records at any time."""
