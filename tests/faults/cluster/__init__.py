"""The real cluster, whole on this machine: acts are recorded while its parts are killed, frozen and cut off."""
