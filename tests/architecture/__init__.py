"""The rules of the house that no linter knows, each with a test that it catches what it should."""
