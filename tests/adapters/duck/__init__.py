"""Exports of an office's archive as Parquet, audited and asked."""
