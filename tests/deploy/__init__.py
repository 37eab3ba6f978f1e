"""The files of ``deploy`` and the tool that fills them in; the cluster itself is broken in ``tests/faults/cluster``."""
