"""From lines of text to a file of mean vectors: `polyseme embed` beside tokenizers with ONNX Runtime or OpenVINO, in turn.

    python pipeline.py --model MODEL --converted CONVERTED --polyseme PROGRAM --text FILE [options]

MODEL and CONVERTED are those of convert.py. The peers tokenize all lines at once, sort them by length, read them in batches of
the size that is fastest for each, and write what numpy saves; their time begins when their libraries and the model are loaded. That of
Polyseme is the whole process, from its start, with the lines as they come and the file through a pipe.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter

import engines

HERE = Path(__file__).parent


def work(name, folder, model, threads, size, text, out):
    """One run of a peer, in a process of its own."""
    os.environ.update(OMP_NUM_THREADS=str(threads), MKL_NUM_THREADS=str(threads), RAYON_NUM_THREADS=str(threads))
    import numpy as np
    import tokenizers

    encode = engines.ENGINES[name][1](folder, model, threads)
    tokenizer = tokenizers.Tokenizer.from_file(os.path.join(model, "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(512)
    encode(np.ones((1, 8), dtype=np.int64), np.ones((1, 8), dtype=np.int64))
    start = perf_counter()
    with open(text, encoding="utf-8") as file:
        ids = [one.ids for one in tokenizer.encode_batch(file.read().split("\n")[:-1])]
    order = sorted(range(len(ids)), key=lambda line: len(ids[line]))
    vectors = None
    for begin in range(0, len(order), size):
        lines = order[begin : begin + size]
        longest = max(len(ids[line]) for line in lines)
        batch = np.zeros((len(lines), longest), dtype=np.int64)
        mask = np.zeros_like(batch)
        for row, line in enumerate(lines):
            batch[row, : len(ids[line])] = ids[line]
            mask[row, : len(ids[line])] = 1
        states = encode(batch, mask)
        if vectors is None:
            vectors = np.empty((len(ids), states.shape[2]), dtype=np.float32)
        vectors[lines] = (states * mask[:, :, None]).sum(axis=1) / mask.sum(axis=1)[:, None]
    np.save(out, vectors)
    print(json.dumps({"seconds": perf_counter() - start, "tokens": sum(map(len, ids))}))


def timed(command, stdin=None):
    """What a process printed, its seconds and its peak memory in MiB."""
    start = perf_counter()
    process = subprocess.Popen([str(c) for c in command], stdin=stdin, stdout=subprocess.PIPE, cwd=HERE)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"status {status} from {command}")
    return said, perf_counter() - start, usage.ru_maxrss / 1024


def run_peer(arguments, name, threads, size, text, out):
    words = [name, arguments.converted, arguments.model, threads, size, text, out]
    said, _, peak = timed([sys.executable, __file__, "--worker", *words])
    return json.loads(said), peak


def run_polyseme(arguments, precision, threads, text, out):
    embed = f'"$0" embed --pool mean --format npy --rows {arguments.lines} --threads {threads}'
    command = f'{embed} --precision {precision} --model "$1" < "$2" | cat > "$3"'
    _, seconds, _ = timed(["sh", "-c", command, arguments.polyseme, arguments.model, text, out])
    with open(text, "rb") as lines, open(os.devnull, "wb") as nothing:
        words = embed.replace('"$0" ', "").split()
        process = subprocess.Popen(
            [arguments.polyseme, *words, "--precision", precision, "--model", arguments.model], stdin=lines, stdout=nothing
        )
        _, _, usage = os.wait4(process.pid, 0)
    return seconds, usage.ru_maxrss / 1024


def compare(arguments, threads, text, out):
    peers = [name for name in arguments.peers if engines.is_converted(name, arguments.converted)]
    sizes, rates = {}, {name: [] for name in [*arguments.precisions, *peers]}
    peaks = {}
    for name in peers:
        sizes[name] = min(arguments.sizes, key=lambda size: run_peer(arguments, name, threads, size, text, out)[0]["seconds"])
    for _ in range(arguments.rounds):
        for name in peers:
            found, peaks[name] = run_peer(arguments, name, threads, sizes[name], text, out)
            rates[name].append(found["seconds"])
        for precision in arguments.precisions:
            seconds, peaks[precision] = run_polyseme(arguments, precision, threads, text, out)
            rates[precision].append(seconds)
    best = min(peers, key=lambda name: median(rates[name]))
    print(f"\n{threads} thread(s), {arguments.lines} lines\n")
    print("| pipeline | batch | seconds | lines/s | the best peer's time by its own | peak memory, MiB |\n|---|---|---|---|---|---|")
    for name, seconds in rates.items():
        ratio = median(b / a for a, b in zip(seconds, rates[best]))
        label = f"`polyseme embed`, {name}" if name in arguments.precisions else f"tokenizers, {name}"
        cells = [label, str(sizes.get(name, "")), f"{median(seconds):.2f}", f"{arguments.lines / median(seconds):,.0f}"]
        print("| " + " | ".join([*cells, f"{ratio:.2f}", f"{peaks[name]:.0f}"]) + " |")


def main():
    if sys.argv[1:2] == ["--worker"]:
        name, folder, model, threads, size, text, out = sys.argv[2:]
        return work(name, folder, model, int(threads), int(size), text, out)
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for option in ("--model", "--converted", "--polyseme", "--text"):
        parser.add_argument(option, type=lambda p: Path(p).resolve(), required=True)
    parser.add_argument("--lines", type=int, default=20_000)
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--sizes", type=int, nargs="+", default=[8, 16, 32, 64])
    parser.add_argument("--peers", nargs="+", default=["ONNX Runtime float32", "OpenVINO float32"])
    parser.add_argument("--precisions", nargs="+", default=["float32", "float16", "int8"])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        text, out = Path(folder) / "text.txt", Path(folder) / "vectors.npy"
        with open(arguments.text, encoding="utf-8") as file:
            lines = [line for line in file.read().split("\n") if line.strip()][: arguments.lines]
        arguments.lines = len(lines)
        text.write_text("\n".join(lines) + "\n", encoding="utf-8")
        for threads in arguments.threads:
            compare(arguments, threads, text, out)


if __name__ == "__main__":
    main()
