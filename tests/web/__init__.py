"""The web app from outside: what it is built of, what it signs, and the tests that it has of its own."""
