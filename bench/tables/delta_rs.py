"""What delta-rs does beside Boathouse: reads the log of a table in this process, once, and says how long it took.

    delta_rs.py count TABLE   counts the active files and their bytes
    delta_rs.py list TABLE    lists the active files with their statistics: as an Arrow table, then as Python objects

Prints a JSON object; times are in seconds and begin after the imports.
"""

import json
import sys
import time

import pyarrow
import pyarrow.compute
from deltalake import DeltaTable


def read(folder):
    # Flat columns are the faster form, here and on the way to Python objects.
    return pyarrow.table(DeltaTable(folder).get_add_actions(flatten=True))


def count(folder):
    begun = time.perf_counter()
    files = read(folder)
    size = pyarrow.compute.sum(files["size_bytes"]).as_py()
    return {"files": files.num_rows, "bytes": size, "seconds": time.perf_counter() - begun}


def list_files(folder):
    begun = time.perf_counter()
    files = read(folder)
    arrow = time.perf_counter() - begun
    # Columns of values rather than a dictionary for each file: half the time.
    objects = files.to_pydict()
    return {"files": len(objects["path"]), "arrow": arrow, "seconds": time.perf_counter() - begun}


work, table = sys.argv[1:]
print(json.dumps({"count": count, "list": list_files}[work](table)))
