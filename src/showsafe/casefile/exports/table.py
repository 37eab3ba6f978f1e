"""The table of formats: what each is called, what it holds, and who makes its files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from showsafe.application.nearest import did_you_mean
from showsafe.casefile.exports import brat, case_uco, duties, prov, schema_org, tables, web_annotation
from showsafe.casefile.exports.material import WHOLE, Material
from showsafe.casefile.exports.written import Files
from showsafe.errors import WrongInput


@dataclass(frozen=True, slots=True)
class Format:
    """One format: what it holds, how it is made, and whether it can be of one source alone."""

    name: str
    says: str
    make: Callable[[Material], Files]
    of_one_source: bool = False


def _report(material: Material) -> Files:
    # Only here: the typesetter is large, and no other format needs it.
    from showsafe.casefile.exports.report import report  # noqa: PLC0415

    return report(material)


FORMATS: Mapping[str, Format] = {
    each.name: each
    for each in (
        Format(
            "web-annotation",
            "every statement with its place and words in its source (W3C Web Annotation)",
            web_annotation.annotated,
            of_one_source=True,
        ),
        Format(
            "prov",
            "who proposed each statement, and who confirmed it, when (PROV-O)",
            prov.provenance,
            of_one_source=True,
        ),
        Format(
            "schema-org",
            "statements as Quotation and Claim (schema.org)",
            schema_org.claims,
            of_one_source=True,
        ),
        Format(
            "case-uco",
            "the case as an investigation, with its sources and what was done with them (CASE/UCO)",
            case_uco.investigation,
            of_one_source=True,
        ),
        Format(
            "brat",
            "statements in their places, to be marked elsewhere (brat)",
            brat.standoff,
            of_one_source=True,
        ),
        Format("timeline", "both sides of the timeline (CSV and JSON)", tables.timeline),
        Format("sources", "the list of sources (CSV and JSON)", tables.sources),
        Format("duties", "who had a duty, from the record of the production (CSV and JSON)", duties.duties),
        Format("report", "the report on paper (PDF/A)", _report),
    )
}
"""Every format by its name."""


_MEDIA = {
    "jsonld": "application/ld+json",
    "json": "application/json",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}


def media_type(name: str) -> str:
    """Return what a file of an export is, by the end of its name."""
    return _MEDIA.get(name.rpartition(".")[2], "text/plain; charset=utf-8")


def format_of(name: str, of: str = WHOLE) -> Format:
    """Return a format; raises WrongInput ``export.unknown-format``, ``export.whole-case``."""
    if name not in FORMATS:
        meant = did_you_mean(name, FORMATS, f"Formats: {', '.join(FORMATS)}.")
        raise WrongInput("export.unknown-format", f"There is no format {name[:40]!r}.", meant)
    found = FORMATS[name]
    if of != WHOLE and not found.of_one_source:
        raise WrongInput(
            "export.whole-case", f"{name} is of the whole case, never of one source.", "Leave the source out."
        )
    return found
