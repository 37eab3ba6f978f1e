"""Roles as they are said in Spanish, wherever people stand by their roles; in English they read as written."""

from __future__ import annotations

from collections.abc import Mapping

ROLES_ES: Mapping[str, str] = {
    "armorer": "armero",
    "property-master": "jefe de utilería",
    "assistant-property-master": "ayudante de utilería",
    "assistant-armorer": "ayudante de armería",
    "first-ad": "1er asistente",
    "performer": "intérprete",
    "stand-in": "doble de luces",
    "stunt": "especialista",
    "stunt-double": "doble de acción",
    "stunt-coordinator": "coordinador de acción",
    "background": "figuración",
    "director": "dirección",
    "camera": "cámara",
    "sfx": "efectos especiales",
    "crew": "equipo técnico",
    "producer": "producción ejecutiva",
    "production-manager": "jefatura de producción",
    "safety-advisor": "asesor de seguridad",
    "supplier": "proveedor",
    "guest": "invitado",
    "medic": "sanitario",
}
