"""Sending what is told: mail and web hooks, in bounded time, and only to where a destination may lie."""
