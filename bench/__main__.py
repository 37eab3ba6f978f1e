"""``make bench``: every figure beside its limit, printed and written into ``bench/README.md``.

A first argument sets how many records the large ledger has (1,000,000 unless said).
"""

from __future__ import annotations

import os
import platform
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bench import (
    audit,
    batched,
    bundle,
    casefile,
    decide,
    facts,
    first_board,
    gold,
    hours,
    ingest,
    ledger,
    postgres,
    reading,
    scenarios,
    served,
    unit,
)

PAGE = Path(__file__).parent / "README.md"
BEGIN, END = "<!-- figures -->", "<!-- end of figures -->"


def main(records: int) -> None:
    """Measure everything, print the table, and write it into the page."""
    rows = [
        *_decide(decide.run()),
        *_unit(unit.run(records)),
        *_scenarios(scenarios.run()),
        *_ledger(ledger.run(records)),
        *_batched(batched.run()),
        *_postgres(postgres.run()),
        *_audit(audit.run(records)),
        *_bundle(bundle.run(records)),
        *_served(served.run()),
        *_hours(hours.run()),
        *_first_board(first_board.run()),
        *_reading(reading.run()),
        *_gold(gold.run()["everything"]),
        *_casefile(casefile.run()),
        *_ingest(ingest.run(records)),
        *_facts(facts.run()),
    ]
    table = "\n".join(["| what | measured | goal or limit |", "| --- | --- | --- |", *rows])
    print(table)
    when = datetime.now(UTC).date().isoformat()
    cores = os.cpu_count()
    machine = (
        f"{platform.system()} {platform.machine()}, {cores} cores, Python {platform.python_version()}, {when}"
    )
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{machine}\n\n{table}\n\n{END}{after}", "utf-8")


def _row(what: str, measured: object, goal: str) -> str:
    return f"| {what} | {measured} | {goal} |"


def _facts(found: dict[str, Any]) -> list[str]:
    pages, follower, many = found["pages"], found["follower"], f"{found['productions']:,}"
    whole, own = pages["fleet_board"], pages["fleet_board_in_the_database"]
    one = f"one production {pages['production']} ms"
    others = f"open matters {pages['matters']} ms, {one}, metrics {pages['figures']} ms"
    rate = f"{follower['records_per_s']:,} a second, {follower['cpu_us_per_record']} µs of CPU each"
    beside = f"a node rebuilding its own state: {follower['node_rebuilding_its_state_us']} µs"
    memory = f"{follower['memory_mib']} MiB, {follower['memory_growth_second_half_mib']} MiB more in the second half"
    return [
        _row(
            f"fleet board of {many} productions, whole", f"{whole} ms", f"300 ms; the database alone {own} ms"
        ),
        _row(f"the other pages with {many} productions", others, "no goal here"),
        _row("the follower behind one log", rate, f"no goal here; {beside}"),
        _row("memory of the follower over that log", memory, "flat"),
    ]


def _ingest(found: dict[str, Any]) -> list[str]:
    tree, copy, signed, away = (found[key] for key in ("tree", "copy", "signatures", "catching_up"))
    hashes, sodium, act = found["hashlib"], found["libsodium"], found["act"]
    beside = (
        f"100,000; COPY of the same bytes {copy['per_second']:,} ({copy['cpu_us']} µs of CPU), hashlib "
        f"{hashes['per_second']:,} on one core ({hashes['cpu_us']} µs)"
    )
    measured = f"{tree['per_second']:,} a second, {tree['cpu_us']} µs of CPU in all processes"
    grew = f"{tree['memory_grew_mib']} MiB more at the end than after two turns"
    limit = f"13,000; libsodium's {sodium['libsodium_per_second']:,} on all cores ({sodium['libsodium_cpu_us']} µs)"
    caught = f"{away['seconds']} s; another unit's call p50 {away['others_p50_ms']} ms meanwhile"
    return [
        _row("an office takes in records into PostgreSQL, checked by the tree", measured, beside),
        _row("memory of it", grew, "flat"),
        _row("the same, every signature checked first", f"{signed['per_second']:,} a second", limit),
        _row(
            f"a unit that was away copies {away['records']:,} records over HTTP", caught, "60 s for 1,000,000"
        ),
        _row(
            "CPU of an act on a set while its log is copied",
            f"{act['cpu_us_copied']} µs",
            f"the same as without, {act['cpu_us_alone']} µs",
        ),
    ]


def _decide(found: dict[str, float]) -> list[str]:
    what = "`decide`, a hand-over, all gates, 200 weapons, 100 people, 10,000 rounds"
    return [_row(what, f"median {found['median_us']:.0f} µs, p99 {found['p99_us']:.0f} µs", "median 150 µs")]


def _unit(found: dict[str, Any]) -> list[str]:
    rows = []
    for name, key in (("1,000", "at_1000"), (f"{found['records']:,}", "at_the_end")):
        at = found[key]
        raw = at["raw_fdatasync_ms"]
        measured = f"p50 {at['ask_ms']['p50']} ms, p99 {at['ask_ms']['p99']} ms: {at['p99_to_raw_p99']} x raw"
        beside = f"p99 3 x raw `fdatasync` of the same run (p50 {raw['p50']} ms, p99 {raw['p99']} ms)"
        rows.append(_row(f"ask to durable answer at record {name}", measured, beside))
        what = f"one act at record {name}: CPU, pages written"
        rows.append(_row(what, f"{at['cpu_ms']} ms, {at['pages']} pages", "the same at any age"))
    ratio = f"CPU x {found['cpu_ratio']}, pages x {found['pages_ratio']}"
    rows.append(_row("an old production beside a young one", ratio, "within 10 %"))
    opened = f"{found['open_and_first_ask_ms']} ms (and {found['imports_ms']} ms of imports)"
    rows.append(_row(f"open {found['records']:,} records and answer the first ask", opened, "1,000 ms"))
    rows.append(_row("memory for it", f"{found['memory_mib']} MiB", "300 MB"))
    batched = f"{found['batched_signed_per_second']:,} a second"
    rows.append(_row("acts decided, signed and appended in batches", batched, "no goal here"))
    return rows


def _scenarios(found: dict[str, float]) -> list[str]:
    return [
        _row(f"all {found['files']} scenario files, {found['steps']} steps", f"{found['seconds']} s", "5 s")
    ]


def _ledger(found: dict[str, Any]) -> list[str]:
    raw = found["raw_fdatasync_ms"]
    append = found["append_ms"]
    ratio = round(append["p99"] / raw["p99"], 2)
    pages = f"{found['pages_per_append_at_1000']} and {found['pages_per_append_at_the_end']}"
    durable = f"p50 {append['p50']} ms, p99 {append['p99']} ms: {ratio} x raw"
    each = f"{found['appends_per_second']:,} a second"
    return [
        _row("raw `fdatasync` after 4 KiB", f"p50 {raw['p50']} ms, p99 {raw['p99']} ms", "the disk itself"),
        _row("one durable signed append, one in flight, with projections", durable, "p99 3 x raw p99"),
        _row("the same, one after the other", each, "10 x Tessera on files, 3,500 to 4,500 a second"),
        _row("pages of one append, young and old, ledger alone", pages, "the same"),
    ]


def _batched(found: dict[str, Any]) -> list[str]:
    signing = f"libsodium signs {found['signing_limit_per_second']:,} a second on all cores"
    return [
        _row(
            f"batched appends, each signed by its device: {name}",
            f"{at['per_second']:,} a second, p99 of a batch {at['batch_p99_ms']} ms",
            f"{goal} a second, 10 ms; {signing}",
        )
        for name, at, goal in (
            ("records and tree alone", found["alone"], "35,000"),
            ("with projections", found["with_projections"], "20,000"),
        )
    ]


def _postgres(found: dict[str, Any]) -> list[str]:
    disk = f"the same disk syncs 8 KiB in {found['disk']['p50']} ms, p99 {found['disk']['p99']} ms"
    return [
        *(
            _row(
                f"an office's append in PostgreSQL, {who}, each on the disk before it is answered",
                f"{at['a_second']:,} a second, p50 {at['p50']}, p99 {at['p99']} ms: {at['a_second'] / raw:.2f} x raw",
                f"one bare INSERT of as many bytes by pgbench, {raw:,} a second; {disk}",
            )
            for who, at, raw in (
                ("one log", found["append_one"], found["pgbench_one"]),
                ("eight logs at once", found["append_many"], found["pgbench_many"]),
            )
        ),
        _row(
            "the same in batches of 1,000 records",
            f"{found['batches']:,} records a second: {found['batches'] / found['copy']:.2f} x raw",
            f"COPY of as many bytes into a table with one index, {found['copy']:,} a second",
        ),
    ]


def _bundle(found: dict[str, Any]) -> list[str]:
    many = f"{found['selected']} records out of {found['records']:,}"
    warm = f"{found['warm_without_pdf_ms']} ms (with the report in PDF {found['warm_with_pdf_ms']} ms)"
    cold = f"{found['cold_without_pdf_ms']} ms (with the report in PDF {found['cold_with_pdf_ms']} ms)"
    beside = f"300 ms; the program's help alone takes {found['cold_help_alone_ms']} ms"
    return [
        _row(
            f"inclusion proof at {found['records']:,} records",
            f"{found['largest_proof_bytes']:,} bytes",
            "1,500",
        ),
        _row(f"evidence bundle of {many}, warm", warm, "60 ms"),
        _row(f"evidence bundle of {many}, cold", cold, beside),
    ]


def _served(found: dict[str, Any]) -> list[str]:
    raw, act, over, seen = (found[part] for part in ("raw_fdatasync_ms", "act_ms", "act_over", "seen_ms"))
    who = f"{served.PHONES} phones acting, {served.WATCHING} boards watching, load on the same cores"
    taken = f"p50 {act['p50']} ms, p99 {act['p99']} ms: 4 x raw + {over['p50']} and + {over['p99']} ms"
    goal = f"p50 4 x raw `fdatasync` + 5 ms, p99 4 x raw + 25 ms (p50 {raw['p50']} ms, p99 {raw['p99']} ms)"
    proof = f"p50 {found['proof_ms']['p50']} ms, p99 {found['proof_ms']['p99']} ms"
    return [
        _row(f"tap to durable answer over HTTPS, {who}", taken, goal),
        _row(
            "the proof of person before it: challenge, badge and PIN",
            proof,
            "no goal; argon2id is most of it",
        ),
        _row("a board has what was committed", f"p50 {seen['p50']} ms, p99 {seen['p99']} ms", "p99 250 ms"),
        _row("cold start to the printed address", f"median {found['cold_start_ms']} ms", "2,000 ms"),
    ]


def _hours(found: dict[str, Any]) -> list[str]:
    halves = (
        f"at most {found['first_half_mib']} MiB in the first half, {found['second_half_mib']} in the second"
    )
    what = f"memory of the node over {hours.HOURS} simulated hours with {served.WATCHING} boards"
    return [_row(what, halves, "250 MB, flat")]


def _first_board(found: dict[str, Any]) -> list[str]:
    limit = (
        f"1,000 ms; {found['bytes']:,} bytes and {found['ways']} ways of 150 ms take {found['limit_ms']} ms"
    )
    what = "first board on a phone-class throttle (4 x CPU, 1.6 Mb/s), nothing kept"
    return [_row(what, f"median {found['first_board_ms']} ms", limit)]


def _reading(found: dict[str, Any]) -> list[str]:
    if "missing" in found:
        print(found["missing"])
        return []
    rows = []
    for way, goals in (("rules", (".86, .81", "100")), ("rules+parser", (".92, .87", "15"))):
        own = found[way]
        long, every = (own["quotes"][key]["quote_and_speaker_f1"] for key in ("five_words_or_more", "all"))
        what = f"quotation and speaker of news that people marked, {way}, F1: five words or more, all"
        rows += [
            _row(what, f"{long}, {every}", goals[0]),
            _row(f"value of a date in news that people marked, {way}, F1", own["dates"]["value_f1"], ".87"),
            _row(f"what news tells in other words, {way}, F1 of the place", own["in_other_words"], ".65"),
            _row(f"articles read a second, {way}, one core", own["texts_a_second"], goals[1]),
        ]
    return rows


def _gold(found: dict[str, Any]) -> list[str]:
    of = f"the {found['texts']} texts of `conformance/reading`"
    quotes = f"{found['quotes_of_five_words_or_more']}, {found['quotes']}"
    people = f"{found['person']}, {found['person_in_part']}"
    said = f"{found['said']}, {found['said_where_stated']}"
    return [
        _row(f"quotation and speaker of {of}, F1: five words or more, all", quotes, "no goal here"),
        _row("what they tell in other words, F1", found["in_other_words"], ".65"),
        _row("person of what was found: the same name, one that holds it", people, "no goal here"),
        _row(
            "directness; when it was said; the same where the text says so",
            f"{found['directness']}; {said}",
            "none",
        ),
    ]


def _casefile(found: dict[str, Any]) -> list[str]:
    of = f"a case of {found['sources']:,} sources and {found['statements']:,} statements"
    rows = [
        _row(
            f"{of}: {name}",
            f"median {each['median']} ms, slowest {each['slowest']} ms",
            f"{casefile.LIMIT_MS} ms",
        )
        for name, each in found["views_ms"].items()
    ]
    made = found["records"] / found["made_s"]
    return [
        *rows,
        _row(
            f"{of}: opened, its state made of {found['records']:,} records",
            f"{found['opened_s']} s",
            "no goal here",
        ),
        _row(
            "acts in a case, read, signed and durable, one after the other",
            f"{made:.0f} a second",
            "no goal here",
        ),
    ]


def _audit(found: dict[str, Any]) -> list[str]:
    rows = []
    for name, key in (("directory", "directory"), ("tile folder", "tiles")):
        at = found[key]
        full = f"{at['full_per_second']:,} a second: {at['full_of_libsodium']:.0%} of libsodium"
        limit = f"90 % of libsodium's {found['libsodium_per_second']:,} a second on all cores"
        rows.append(_row(f"audit of a {name}, every signature", full, limit))
        hashes = f"{at['hashes_per_second']:,} a second: {at['hashes_of_hashlib']:.0%} of hashlib"
        limit = f"1,500,000; hashlib's {found['hashlib_per_second']:,} on all cores"
        rows.append(_row(f"audit of a {name}, hashes alone", hashes, limit))
        rows.append(_row(f"going on from a kept checkpoint, {name}", f"{at['resume_ms']} ms", "50 ms"))
    rows.append(_row("memory of an audit", f"{found['directory']['memory_mib']} MiB", "the same at any age"))
    return rows


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
