"""The archive of an office as Parquet, audited and asked with DuckDB in this process."""
