"""The zip of a bundle: one form, and every reader reads the same in it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from showsafe.evidence.stored_zip import stored
from tests.evidence import tools

NAMES = st.from_regex(r"[a-z0-9]{1,8}(/[a-z0-9]{1,8}){0,2}", fullmatch=True)


@given(st.lists(st.tuples(NAMES, st.binary(max_size=200)), unique_by=lambda item: item[0]))
def test_what_is_stored_is_read_again(files: list[tuple[str, bytes]]) -> None:
    """A common reader of zips finds every file in its order with its bytes, and no other."""
    with zipfile.ZipFile(io.BytesIO(stored(files))) as archive:
        assert archive.testzip() is None
        assert [(name, archive.read(name)) for name in archive.namelist()] == files


def test_more_files_than_the_old_count_can_say(tmp_path: Path) -> None:
    """Beyond 65,534 files the longer end is written, and read by a common reader and by the check for Node."""
    files = [(f"leaves/{number:08}", b"") for number in range(66_000)]
    content = stored(files)
    assert len(tools.same_names(content)) == 66_000
    (tmp_path / "many.zip").write_bytes(content)
    judged = tools.node(tmp_path, tmp_path / "many.zip", in_json=False)
    assert "is neither an evidence bundle nor an export of a log" in judged.err
