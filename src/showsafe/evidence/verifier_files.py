"""Puts the verifiers together: one script for Node, one page for a browser, of the same parts in ``verifier/``.

Each part is a module with its own names. Joined, it becomes a function that returns what it exports, so that one file
needs no other, and two parts may use the same name inside.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from importlib import resources

_PARTS = resources.files("showsafe.evidence") / "verifier"
_IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.mjs";\n', re.MULTILINE)
_BUILT_IN = re.compile(r'^import (?:\w+, )?\{[^}]*\} from "node:[\w/]+";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)


def part(name: str) -> str:
    """Return the text of one part."""
    return _PARTS.joinpath(name).read_text("utf-8")


@cache
def script() -> bytes:
    """Return ``verify.mjs``: the whole check for Node.js, in one file."""
    source = part("node.mjs")
    head = "".join(found[0] for found in _BUILT_IN.finditer(source))
    shebang, _, rest = _BUILT_IN.sub("", source).partition("\n")
    return f"{shebang}\n{head}{_joined('node', rest)}".encode()


@cache
def page() -> bytes:
    """Return ``verify.html``: the whole check for a browser, in one file that asks for no other.

    Its policy lets run the one script and the one style that it has, known by their sums, and nothing else.
    """
    style, code = part("page.css"), _joined("page", part("page.mjs"))
    made = part("page.html").replace("{style}", _sum(style)).replace("{script}", _sum(code))
    return made.replace("/* the style */", style, 1).replace("/* the script */", code, 1).encode()


def _sum(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _joined(name: str, source: str) -> str:
    """Return a part with everything that it needs before it."""
    order = dict.fromkeys(_needed(source))
    blocks = [_block(each, part(f"{each}.mjs")) for each in order]
    return "\n".join(['"use strict";', *blocks, _block(name, source)])


def _needed(source: str) -> Iterator[str]:
    """Yield the parts that a part needs, each after those that it needs itself."""
    for found in _IMPORT.finditer(source):
        yield from _needed(part(f"{found[2]}.mjs"))
        yield found[2]


def _block(name: str, source: str) -> str:
    exported = ", ".join(found[1] for found in _EXPORT.finditer(source))
    body = _EXPORT.sub("", _IMPORT.sub(r"const \1 = $\2;" + "\n", source))
    return f"const ${name} = (() => {{\n{body}\nreturn {{ {exported} }};\n}})();\n"
