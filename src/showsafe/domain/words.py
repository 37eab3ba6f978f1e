"""The words of the field that this room uses: roles, classes, actions, kinds. Data only.

Source: glossary (section 10) of the rules catalogue; the scenario format names the same words.
"""

from __future__ import annotations

CUSTODIAN_ROLES = ("armorer", "property-master", "assistant-property-master")
"""Roles that may have a weapon in charge (protocol, ``common``; CA-9153(a)(1))."""

ROLES = (
    *CUSTODIAN_ROLES,
    "first-ad",
    "performer",
    "assistant-armorer",
    "stand-in",
    "stunt",
    "stunt-double",
    "stunt-coordinator",
    "background",
    "director",
    "camera",
    "sfx",
    "crew",
    "producer",
    "production-manager",
    "safety-advisor",
    "supplier",
    "guest",
    "medic",
)

USER_ROLES = ("performer", "stand-in", "stunt", "stunt-double", "stunt-coordinator", "background")
"""Roles to which a weapon may be issued for a scene."""

DEPARTMENT_ROLES = (*CUSTODIAN_ROLES, "assistant-armorer", "supplier")
"""The weapons department: nobody in it can be the outside review of a stop."""

OUTSIDE_ROLES = ("safety-advisor", "producer", "production-manager", "first-ad")
"""Who releases what is frozen after an incident: they answer for the production, and have no part in the department."""

WEAPON_CLASSES = (
    "live-capable",
    "blank-only",
    "deactivated",
    "replica",
    "rubber",
    "non-gun",
    "airsoft",
    "blade",
)
FIRING_CLASSES = ("live-capable", "blank-only")
"""Classes that hold a cartridge and can fire it; a look-alike of any other class cannot."""

DISCHARGING_CLASSES = (*FIRING_CLASSES, "airsoft", "non-gun")
"""Classes out of which something comes: for these distance and muzzle line are asked."""

ACTIONS = (
    "single-action-revolver",
    "double-action-revolver",
    "semi-auto-pistol",
    "lever-rifle",
    "bolt-rifle",
    "semi-auto-rifle",
    "automatic",
    "automatic-closed-bolt",
    "automatic-open-bolt",
    "belt-fed",
    "pump-shotgun",
    "break-shotgun",
    "percussion-revolver",
    "muzzle-loader",
    "none",
)

REVOLVERS = ("single-action-revolver", "double-action-revolver", "percussion-revolver")
TUBE_FED = ("lever-rifle", "pump-shotgun")
BOX_FED = (
    "semi-auto-pistol",
    "bolt-rifle",
    "semi-auto-rifle",
    "automatic",
    "automatic-closed-bolt",
    "automatic-open-bolt",
)
BY_DIFFERENCE = ("automatic", "automatic-closed-bolt", "automatic-open-bolt", "belt-fed")
"""Actions whose shots nobody can count one by one."""

FAMILY = {
    "single-action-revolver": ("revolver", "handgun"),
    "double-action-revolver": ("revolver", "handgun"),
    "percussion-revolver": ("revolver", "handgun"),
    "semi-auto-pistol": ("pistol", "handgun"),
    "lever-rifle": ("rifle", "long-gun"),
    "bolt-rifle": ("rifle", "long-gun"),
    "semi-auto-rifle": ("rifle", "long-gun"),
    "automatic": ("automatic", "machine-gun"),
    "automatic-closed-bolt": ("automatic", "machine-gun"),
    "automatic-open-bolt": ("automatic", "machine-gun"),
    "belt-fed": ("automatic", "machine-gun"),
    "pump-shotgun": ("shotgun", "long-gun"),
    "break-shotgun": ("shotgun", "long-gun"),
    "muzzle-loader": ("muzzle-loader", "long-gun"),
}
"""What else the class on a credential may call an action."""

LOT_KINDS = ("dummy", "snap-cap", "blank", "unidentified")
USABLE_KINDS = ("dummy", "snap-cap", "blank")
"""Kinds that may be loaded; anything else can only be found, and is quarantined."""

INERT_KINDS = ("dummy", "snap-cap")
"""Kinds that are meant to have nothing in them that burns; the word for them is *cold, with dummies*."""

BLANK_SIZES = ("full", "half", "quarter")
BARRELS = ("open", "plugged")
"""An open barrel vents to the front, a plugged one does not; their blanks are not interchangeable."""

LOT_STATES = ("sealed", "opened", "loose", "unlabelled", "home-made", "mixed")
BAD_LOT_STATES = ("loose", "unlabelled", "home-made", "mixed")
"""States in which nobody can say what a round is: in the set's record only until quarantined."""

PROOF_METHODS = ("rattle", "drilled-hole", "primer-state", "weight", "crimp")

CREDENTIALS = (
    "firearms",
    "firearms-permit",
    "course",
    "theatrical-armourer",
    "ordnance-supplier",
    "dealer",
    "dangerous-weapons",
)

LOOKS = ("chambers", "magazine-well", "tube", "feed", "bore")

RESERVED_ACTS = ("run", "file", "flag")
"""Names of no act, kept so that they never come to mean one: runs and files are opened, and flags are counted."""
