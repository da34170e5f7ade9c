"""Gives every line of a text its mean vector on Spark: spark-submit [--master URL] spark_embed.py TEXT FOLDER [PARTITIONS]

FOLDER gets JSON Lines, {"text": …, "vector": […]}.
"""

import json
import os
import sys

from pyspark import SparkContext


def record(pair):
    text, answer = pair
    return json.dumps({"text": text, "vector": json.loads(answer)["vector"]}, ensure_ascii=False)


def main():
    text, folder, *partitions = sys.argv[1:]
    environment = {name: os.environ[name] for name in ("HOME", "PATH", "POLYSEME_MODEL") if name in os.environ}
    with SparkContext(appName="polyseme embed") as spark:
        lines = spark.textFile(text, *map(int, partitions))
        # Without `env` a program gets no variable at all, and without `checkCode` one that fails has said nothing.
        answers = lines.pipe("polyseme embed --pool mean --threads 1", env=environment, checkCode=True)
        # Each line has one answer, in its place. Line numbers of `embed` begin anew in every partition.
        lines.zip(answers).map(record).saveAsTextFile(folder)


if __name__ == "__main__":
    main()
