"""The words of what is told, in English and Spanish. No name is in them, and nothing that a person wrote."""

from __future__ import annotations

from collections.abc import Mapping

from showsafe.application.role_words import ROLES_ES
from showsafe.application.telling import topics

BY_KIND: Mapping[str, Mapping[str, str]] = {
    "en": {
        "incident": "Incident reported",
        "freeze": "Frozen after an incident",
        "unplanned-discharge": "Unplanned discharge reported",
        "misfire": "Misfire reported",
        "drop": "A weapon was dropped",
        "foul": "Obstructed bore reported",
        "stop": "STOP pressed: the set is stopped",
        "hold": "Hold: somebody has a doubt",
        "release": "Released",
        "find-live": "Live or unidentified round found",
        "raise-concern": "A concern was raised",
        "answer-concern": "A concern was answered",
        "open-day": "Day opened",
        "close-day": "Day closed",
        "override": "A refusal was overridden",
        "close-discrepancy": "A difference in the count was closed",
    },
    "es": {
        "incident": "Incidente comunicado",
        "freeze": "Inmovilizado tras un incidente",
        "unplanned-discharge": "Disparo no previsto comunicado",
        "misfire": "Fallo de disparo comunicado",
        "drop": "Se cayó un arma",
        "foul": "Cañón obstruido comunicado",
        "stop": "ALTO pulsado: el set está parado",
        "hold": "Espera: alguien tiene una duda",
        "release": "Liberado",
        "find-live": "Cartucho real o sin identificar encontrado",
        "raise-concern": "Se planteó una inquietud",
        "answer-concern": "Se respondió a una inquietud",
        "open-day": "Día abierto",
        "close-day": "Día cerrado",
        "override": "Se pasó por encima de una negativa",
        "close-discrepancy": "Se cerró una diferencia de recuento",
    },
}
"""What a message is called, by its act."""

BY_TOPIC: Mapping[str, Mapping[str, str]] = {
    "en": {
        topics.INCIDENT: "An incident",
        topics.STOP: "The set is stopped",
        topics.HOLD: "Somebody has a doubt",
        topics.LIVE_ROUND: "Live or unidentified round found",
        topics.MISSING_ROUND: "Rounds are missing",
        topics.DISCREPANCY: "A count differs from the record",
        topics.DEVIATION: "Something happened that the rules would have refused",
        topics.CONCERN: "A concern",
        topics.DAY: "The day",
        topics.TEST: "This is a test",
    },
    "es": {
        topics.INCIDENT: "Un incidente",
        topics.STOP: "El set está parado",
        topics.HOLD: "Alguien tiene una duda",
        topics.LIVE_ROUND: "Cartucho real o sin identificar encontrado",
        topics.MISSING_ROUND: "Faltan cartuchos",
        topics.DISCREPANCY: "Un recuento difiere del registro",
        topics.DEVIATION: "Ocurrió algo que las reglas habrían rechazado",
        topics.CONCERN: "Una inquietud",
        topics.DAY: "El día",
        topics.TEST: "Esto es una prueba",
    },
}
"""What it is called by its topic, where its act has no title, and what else it is."""

LABELS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "unit": "Unit",
        "record": "Record",
        "at": "Recorded",
        "late": "Said to have happened",
        "who": "By",
        "weapon": "Weapon",
        "lot": "Lot",
        "in": "Where",
        "scene": "Scene",
        "count": "Rounds",
        "missing": "Missing",
        "what": "What was reported",
        "reasons": "Reasons",
        "also": "Also",
        "says": "Words",
        "about": "About",
        "cause": "Cause",
        "harm": "Harm",
        "reason": "Reason",
    },
    "es": {
        "unit": "Unidad",
        "record": "Registro",
        "at": "Registrado",
        "late": "Se dice que ocurrió",
        "who": "Por",
        "weapon": "Arma",
        "lot": "Lote",
        "in": "Dónde",
        "scene": "Escena",
        "count": "Cartuchos",
        "missing": "Faltan",
        "what": "Qué se comunicó",
        "reasons": "Motivos",
        "also": "También",
        "says": "Palabras",
        "about": "Sobre",
        "cause": "Causa",
        "harm": "Daño",
        "reason": "Motivo",
    },
}

SENTENCES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "claim": "The record says who claimed what and when; look at the set for how things are now.",
        "hot": "Treat every firearm as loaded.",
        "no-names": "Names and words are on the set, and not in this message.",
        "test": "If you can read this, this destination is told.",
        "somebody": "somebody",
    },
    "es": {
        "claim": "El registro dice quién afirmó qué y cuándo; mira en el set cómo están las cosas ahora.",
        "hot": "Trata toda arma de fuego como cargada.",
        "no-names": "Los nombres y las palabras están en el set, y no en este mensaje.",
        "test": "Si puedes leer esto, este destino recibe los avisos.",
        "somebody": "alguien",
    },
}


def role(name: str, language: str) -> str:
    """Return a role as people say it."""
    return ROLES_ES.get(name, name) if language == "es" else name.replace("-", " ")
