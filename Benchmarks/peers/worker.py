"""One peer in a process of its own. Commands on standard input, one JSON line on standard output for each.

    python worker.py ENGINE FOLDER MODEL THREADS TOKENS

    single N         encode line 1 of TOKENS N times         {"wall": [seconds…], "cpu": [seconds…]}
    bulk B S         encode every S-th batch of B sentences  {"tokens": n, "wall": seconds, "cpu": seconds}
    vectors N FILE   mean vectors of the first N sentences, little-endian float32, to FILE
    memory           {"peak": bytes}

`peer-runner` of the Swift package speaks the same protocol.
"""

import json
import os
import resource
import sys
from time import perf_counter, process_time

threads = sys.argv[4]
os.environ.update(OMP_NUM_THREADS=threads, MKL_NUM_THREADS=threads, CT2_VERBOSE="-1")

import numpy as np  # noqa: E402

import engines  # noqa: E402


def padded(sequences):
    """Token ids and mask of shape [B, P], P the longest of the batch."""
    longest = max(map(len, sequences))
    ids = np.zeros((len(sequences), longest), dtype=np.int64)
    mask = np.zeros_like(ids)
    for row, sequence in enumerate(sequences):
        ids[row, : len(sequence)] = sequence
        mask[row, : len(sequence)] = 1
    return ids, mask


def main():
    name, folder, model, _, tokens = sys.argv[1:6]
    with open(tokens) as file:
        short, *text = [[int(token) for token in line.split()] for line in file]
    encode = (engines.ENGINES | engines.STREAMS)[name][1](folder, model, int(threads))
    short = padded([short])
    by_length = sorted(text, key=len)

    def single(repeats):
        wall, cpu = [], []
        for _ in range(int(repeats)):
            a, b = perf_counter(), process_time()
            encode(*short)
            wall.append(perf_counter() - a)
            cpu.append(process_time() - b)
        return {"wall": wall, "cpu": cpu}

    def bulk(size, stride):
        size, stride = int(size), int(stride)
        starts = range(0, len(by_length), size)[::stride]
        batches = (padded(by_length[start : start + size]) for start in starts)
        a, b = perf_counter(), process_time()
        if hasattr(encode, "many"):
            encode.many(batches)
        else:
            for batch in batches:
                encode(*batch)
        wall, cpu = perf_counter() - a, process_time() - b
        count = sum(len(s) for start in starts for s in by_length[start : start + size])
        return {"tokens": count, "wall": wall, "cpu": cpu}

    def vectors(count, path):
        rows = [encode(*padded([s]))[0].mean(axis=0) for s in text[: int(count)]]
        np.array(rows, dtype="<f4").tofile(path)
        return {"width": len(rows[0])}

    def memory():
        return {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024}

    encode(*short)
    print(json.dumps({"ready": name}), flush=True)
    commands = {f.__name__: f for f in (single, bulk, vectors, memory)}
    for line in sys.stdin:
        command, *arguments = line.split()
        print(json.dumps(commands[command](*arguments)), flush=True)


if __name__ == "__main__":
    main()
