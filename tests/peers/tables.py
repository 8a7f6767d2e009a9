"""The side of frictionless in many.mjs: validates csv files of one row each against sums.

Takes a folder with `tables.json`, a list of `{file, fields, sums}` with `sums` as Python expressions
over the fields, and prints the seconds it took, on the clock and of the processor, and which sums are broken in which file, as JSON.
"""

import json
import os
import sys
import time

from frictionless import Checklist, Resource, Schema, checks

os.chdir(sys.argv[1])
with open("tables.json", encoding="utf-8") as file:
    tables = json.load(file)

begin, busy = time.perf_counter(), time.process_time()
broken = {}
for table in tables:
    fields = [{"name": name, "type": "number"} for name in table["fields"]]
    schema = Schema.from_descriptor({"fields": fields})
    sums = Checklist(checks=[checks.row_constraint(formula=formula) for formula in table["sums"]])
    report = Resource(path=table["file"], schema=schema).validate(sums)
    notes = [note for [note] in report.flatten(["note"])]
    broken[table["file"]] = notes
spent = {"seconds": time.perf_counter() - begin, "processor": time.process_time() - busy}
print(json.dumps({**spent, "broken": broken}, ensure_ascii=False))
