"""Checks reports under Apache Spark: every partition's paths go through one `nianbao check -`.

    python docs/spark_check.py FOLDER [PARTITIONS]

FOLDER must be readable under the same path on every worker, and so must the command, which is named
by the environment variable NIANBAO (`npx nianbao` if it is not set); MASTER names the cluster
(`local[2]` if not set). Prints how many reports were checked and how often each rule is broken.
"""

import json
import os
import sys
from pathlib import Path

from pyspark.sql import SparkSession

folder, partitions = sys.argv[1], int((sys.argv[2:] or ["8"])[0])
command = os.environ.get("NIANBAO", "npx nianbao") + " check --jobs 1 -"
paths = sorted(str(path) for path in Path(folder).rglob("*") if path.is_file())

builder = SparkSession.builder.appName("nianbao").master(os.environ.get("MASTER", "local[2]"))
with builder.getOrCreate() as spark:
    # The command ends with 1 where there are findings, which is no failure: checkCode stays False.
    rows = spark.sparkContext.parallelize(paths, partitions).pipe(command).map(json.loads).cache()
    failed = rows.filter(lambda row: "error" in row).map(lambda row: (row["file"], row["error"]["message"]))
    rules = rows.flatMap(lambda row: sorted({finding["rule"] for finding in row["findings"]}))
    print(f"{len(paths)} files, {rows.count()} rows, {failed.count()} of them could not be read")
    for file, message in failed.take(10):
        print(f"  {file}: {message}")
    for rule, count in sorted(rules.countByValue().items()):
        print(f"{rule} {count}")
    if os.environ.get("ROWS"):
        Path(os.environ["ROWS"]).write_text("\n".join(map(json.dumps, rows.collect())), encoding="utf-8")
