"""The outside world behind the ports: databases, key files, clocks."""
