"""Indexes all parts on Spark and merges them: spark-submit [--master URL] spark.py WORK"""

import os
import shlex
import subprocess
import sys
from pathlib import Path

from pyspark import SparkContext


def main():
    work = Path(sys.argv[1]).resolve()
    numbers = sorted(path.name for path in (work / "lists").iterdir())
    command = ["xargs", "-n", "1", str(Path(__file__).resolve().parent / "part.sh"), str(work)]
    environment = {name: os.environ[name] for name in ("HOME", "PATH", "POLYSEME_MODEL") if name in os.environ}
    with SparkContext(appName="polyseme index") as spark:
        # Without `env` a program gets no variable at all, and without `checkCode` one that fails has said nothing.
        said = spark.parallelize(numbers, len(numbers)).pipe(shlex.join(command), env=environment, checkCode=True)
        for line in said.collect():
            print(line)
    parts = [str(work / "parts" / number) for number in numbers]
    subprocess.run(["polyseme", "index", "merge", str(work / "whole"), *parts], check=True)


if __name__ == "__main__":
    main()
