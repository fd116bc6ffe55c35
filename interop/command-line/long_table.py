"""A table that takes seconds to read."""

import functools

import delta_tables
import pyarrow as pa
import pyarrow.compute as pc
import shared

ROWS = 2_000_000


@functools.cache
def url() -> str:
    """The table URL; writes and shares the table the first time. Its many rows lie in dozens of files."""
    shared.profile()
    ids = pa.array(range(ROWS), pa.int64())
    names = pc.binary_join_element_wise("name", ids.cast(pa.string()), " ")
    delta_tables.write_table("long", pa.table({"id": ids, "name": names}), target_file_size=300_000)
    shared.share("long")
    return shared.table_url("long")
