"""The figures that the README quotes, each measured beside its physical limit or peer in the same run."""
