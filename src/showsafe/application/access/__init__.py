"""Who may do what, and what proves who it is: roles, badges, devices, sessions. No network and no screen in here."""
