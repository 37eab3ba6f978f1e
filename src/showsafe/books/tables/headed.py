"""What columns are called on other people's lists, those of rental houses too, in four languages."""

from __future__ import annotations

ID = (
    "id",
    "asset",
    "asset no",
    "asset number",
    "asset tag",
    "item",
    "item no",
    "item number",
    "inventory no",
    "ref",
)
WEAPON = ("weapon name", "gun", "prop id", "prop no", "arma", "waffe", "arme", "our no", *ID)
SERIAL = (
    *("serial no", "serial number", "serial nr", "serialno", "s/n", "sn", "ser no", "ser", "serial #"),
    *("n\u00famero de serie", "n\u00ba de serie", "seriennummer", "serien nr", "num\u00e9ro de s\u00e9rie"),
)  # fmt: skip
MAKER = (
    *("make", "manufacturer", "manufacturer name", "mfr", "mfg", "brand", "maker and importer"),
    *("fabricante", "marca", "hersteller", "fabricant", "marque"),
)
MODEL = ("model no", "model name", "modelo", "modell", "mod\u00e8le", "model number")
CALIBRE = (
    "caliber",
    "cal",
    "calibre gauge",
    "caliber gauge",
    "gauge",
    "cal gauge",
    "calibre o gauge",
    "kaliber",
)
CLASS = (
    "class",
    "weapon class",
    "category",
    "clase",
    "klasse",
    "classe",
    "status of weapon",
    "condition class",
)
ACTION = (
    "type",
    "action type",
    "weapon type",
    "type of action",
    "firearm type",
    "tipo",
    "acci\u00f3n",
    "typ",
    "art",
)
CAPACITY = (
    *("places", "rounds", "magazine capacity", "mag capacity", "cap", "shots", "capacidad", "kapazit\u00e4t"),
    *("capacit\u00e9", "chambers", "no of chambers"),
)
OWNER = (
    "owned by",
    "rental house",
    "propietario",
    "eigent\u00fcmer",
    "propri\u00e9taire",
    "house",
    "armourer house",
)
TAG = ("barcode", "bar code", "qr", "rfid", "tag no", "etiqueta", "label no")
FEED = ("fed by", "magazine type", "feed type")
PERMIT = ("permit class", "licence class", "license class", "section")
SERVICE = (
    "last service",
    "serviced",
    "service date",
    "last serviced",
    "\u00faltimo servicio",
    "letzte wartung",
)
TAKES = ("also takes", "other calibres", "compatible calibres", "compatible")
CERTIFICATES = ("certificate", "certs", "cert", "certificado", "zertifikat", "certificat")
MODIFIED = ("converted", "altered", "modificada", "umgebaut")

LOT = ("box", "box no", "lot no", "lot number", "batch", "batch no", "lote", "los", "name", *ID)
KIND = (
    "round",
    "round type",
    "type",
    "ammunition type",
    "ammo type",
    "kind of round",
    "tipo",
    "art",
    "contents",
)
LOAD = ("size", "charge", "power", "load size", "carga", "ladung")
COUNT = (
    "quantity",
    "qty",
    "rounds",
    "number of rounds",
    "pieces",
    "cantidad",
    "menge",
    "quantit\u00e9",
    "total",
)
STATE = ("condition", "packing", "estado", "zustand")
SUPPLIER = ("supplied by", "vendor", "proveedor", "lieferant", "fournisseur")
SEAL = ("seal no", "seal number", "precinto", "siegel")
SECOND = ("second person", "countersigned", "checked by", "segunda persona", "zweite person")

PERSON = ("name id", "crew id", "who", "persona", "person id", *ID)
NAME = ("full name", "nombre", "name and surname", "name", "vorname name", "nom")
CONTACT = ("phone", "mobile", "email", "e-mail", "tel\u00e9fono", "telefon")
ROLES = ("role", "department role", "position", "job", "job title", "puesto", "rolle", "poste")
ROLE_WORDS = {
    "armourer": "armorer",
    "assistantarmourer": "assistant-armorer",
    "propsmaster": "property-master",
    "propmaster": "property-master",
    "assistantpropsmaster": "assistant-property-master",
    "assistantpropmaster": "assistant-property-master",
    "1stad": "first-ad",
    "1stassistantdirector": "first-ad",
    "firstassistantdirector": "first-ad",
    "unitproductionmanager": "production-manager",
    "upm": "production-manager",
}
"""Roles by what else the very same one is called; what is near to one, and may be less, is not among them."""

CREDENTIALS = ("credential", "licences", "licenses", "permits", "papers held", "licencias")
INSTRUCTED = ("instructed on", "trained on", "training")
EXPIRES = (
    "expiry",
    "expiry date",
    "valid until",
    "valid to",
    "expiration",
    "caduca",
    "g\u00fcltig bis",
    "expire",
)
NUMBER = (
    "no",
    "number of certificate",
    "certificate no",
    "certificate number",
    "n\u00famero",
    "nummer",
    "cert no",
)

CLASSES = {
    "rubbergun": "rubber",
    "stuntrubber": "rubber",
    "solidrubber": "rubber",
    "deac": "deactivated",
    "deact": "deactivated",
    "decommissioned": "deactivated",
    "live": "live-capable",
    "livefiring": "live-capable",
    "livecapable": "live-capable",
    "firearm": "live-capable",
    "blankonly": "blank-only",
    "blankfiringonly": "blank-only",
    "replicanonfiring": "replica",
    "nonfiringreplica": "replica",
    "nonfiring": "replica",
    "nongun": "non-gun",
    "knife": "blade",
    "sword": "blade",
}
"""Classes by what else they are called. *Blank firing* is none: it is said of guns that take live rounds too."""

ACTIONS = {
    "sarevolver": "single-action-revolver",
    "singleactionrevolver": "single-action-revolver",
    "darevolver": "double-action-revolver",
    "doubleactionrevolver": "double-action-revolver",
    "semiautopistol": "semi-auto-pistol",
    "semiautomaticpistol": "semi-auto-pistol",
    "selfloadingpistol": "semi-auto-pistol",
    "leveraction": "lever-rifle",
    "leveractionrifle": "lever-rifle",
    "leverrifle": "lever-rifle",
    "boltaction": "bolt-rifle",
    "boltactionrifle": "bolt-rifle",
    "boltrifle": "bolt-rifle",
    "semiautorifle": "semi-auto-rifle",
    "semiautomaticrifle": "semi-auto-rifle",
    "pumpaction": "pump-shotgun",
    "pumpactionshotgun": "pump-shotgun",
    "pumpshotgun": "pump-shotgun",
    "breakaction": "break-shotgun",
    "breakactionshotgun": "break-shotgun",
    "sidebyside": "break-shotgun",
    "overunder": "break-shotgun",
    "doublebarrelshotgun": "break-shotgun",
    "beltfed": "belt-fed",
    "muzzleloader": "muzzle-loader",
    "percussionrevolver": "percussion-revolver",
    "capandball": "percussion-revolver",
}
"""Actions by what else they are called, in small letters without spaces and signs."""

KINDS = {
    "blanks": "blank",
    "blankround": "blank",
    "blankrounds": "blank",
    "dummies": "dummy",
    "dummyround": "dummy",
    "dummyrounds": "dummy",
    "snapcaps": "snap-cap",
    "snapcap": "snap-cap",
    "liverounds": "live",
    "liveround": "live",
    "liveammunition": "live",
}
"""Kinds of rounds by what else they are called."""

LOADS = {
    "fullload": "full",
    "halfload": "half",
    "quarterload": "quarter",
    "1/2": "half",
    "12": "half",
    "14": "quarter",
}
"""Sizes of blanks by what else they are called."""

CERTIFICATE_KINDS = {
    "deac": "deactivation",
    "deactivationcertificate": "deactivation",
    "conversioncertificate": "conversion",
    "proofcertificate": "proof",
    "proofmark": "proof",
}
"""Kinds of certificates by what else they are called."""
