"""Hire: what is here of others, what of ours is elsewhere, in which condition, until when, and when it is serviced."""
