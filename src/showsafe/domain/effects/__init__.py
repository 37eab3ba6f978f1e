"""The effects of events on state, one file a subject, and the table that joins each act to its effect."""
