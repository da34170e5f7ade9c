"""Times Polyseme and its peers in turn on the same weights and sentences, and writes the table.

    python compare.py --model MODEL --converted FOLDER --runner PATH --token-runner PATH --out RESULTS.md

Every engine is a process of its own with a fixed number of threads. In each round every engine encodes the short
sentence a number of times and then a share of the text, one engine after another, so that whatever else the machine
does falls on all of them; ratios are taken within a round. `--nice -20` (as root) keeps neighbours away.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

import numpy as np

import engines
import report

HERE = Path(__file__).parent
PRECISIONS = ("float32", "bfloat16", "float16", "int8")
REFERENCE = "PyTorch float32"


def ours(precision):
    return f"Polyseme {precision}"


class Engine:
    """A running worker, and what was measured of it."""

    def __init__(self, name, precision, command, sizes, alone=True):
        self.name, self.precision, self.sizes, self.alone = name, precision, sizes, alone
        self.process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=None if os.environ.get("VERBOSE") else subprocess.DEVNULL,
            text=True,
            cwd=HERE,
        )
        self.single, self.bulk = [], []

    def read(self):
        line = self.process.stdout.readline()
        if not line:
            raise SystemExit(f"{self.name}: the process ended; run with VERBOSE=1 to see why")
        return json.loads(line)

    def ask(self, *words):
        self.process.stdin.write(" ".join(map(str, words)) + "\n")
        self.process.stdin.flush()
        return self.read()

    def stop(self):
        self.process.stdin.close()
        self.process.wait()

    def time_single(self, repeats):
        times = self.ask("single", repeats)
        self.single.append(
            {"wall": median(times["wall"]), "min": min(times["wall"]), "cpu": median(times["cpu"])}
        )

    def choose_size(self, stride):
        """Tries every batch size twice; the second time counts, when each shape has been seen."""
        rates = {}
        for size in self.sizes:
            runs = [self.ask("bulk", size, stride) for _ in range(2)]
            rates[size] = runs[-1]["tokens"] / runs[-1]["wall"]
        self.size = max(rates, key=rates.get)

    def time_bulk(self, stride):
        run = self.ask("bulk", self.size, stride)
        self.bulk.append(
            {"wall": run["tokens"] / run["wall"], "cpu": run["tokens"] / run["cpu"]}
        )


def start(arguments, threads):
    tokens = arguments.converted / "tokens.txt"
    running = []
    for precision in PRECISIONS:
        if arguments.runner:
            command = [arguments.runner, arguments.model, precision, threads, tokens]
            running.append(Engine(ours(precision), precision, [str(c) for c in command], [0]))
        peers = dict(engines.ENGINES)
        if threads > 1:
            peers |= engines.STREAMS
        for name, (kind, _) in peers.items():
            if kind == precision and any(word in name for word in arguments.only):
                if not engines.is_converted(name, arguments.converted):
                    continue
                command = [sys.executable, "worker.py", name, arguments.converted, arguments.model]
                command = [str(c) for c in command + [threads, tokens]]
                running.append(
                    Engine(name, kind, command, arguments.sizes, name in engines.ENGINES)
                )
    for engine in running:
        engine.read()
    return running


def vectors(engine, count):
    with tempfile.NamedTemporaryFile() as file:
        width = engine.ask("vectors", count, file.name)["width"]
        rows = np.fromfile(file.name, dtype="<f4").reshape(count, width)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def measure_encoders(arguments, threads):
    running = start(arguments, threads)
    for engine in running:
        engine.ask("single", 50)
        engine.choose_size(arguments.stride)
    for turn in range(arguments.rounds):
        print(f"{threads} thread(s), round {turn + 1} of {arguments.rounds}", file=sys.stderr)
        for engine in running:
            if engine.alone:
                engine.time_single(arguments.repeats)
        for engine in running:
            engine.time_bulk(arguments.stride)
    by_name = {engine.name: engine for engine in running}
    expected = vectors(by_name[REFERENCE], 200) if REFERENCE in by_name else None
    results = {}
    for engine in running:
        result = {
            "precision": engine.precision,
            "single": engine.single,
            "bulk": engine.bulk,
            "size": engine.size,
        }
        if engine.alone:
            result["peak"] = engine.ask("memory")["peak"]
            if expected is not None:
                cosines = (vectors(engine, 200) * expected).sum(axis=1)
                result["cosine"] = [float(cosines.min()), float(cosines.mean())]
        results[engine.name] = result
        engine.stop()
    return results


def measure_scaling(arguments):
    """Bulk with one thread and with two, in turn."""
    results = {}
    for precision in PRECISIONS:
        pair = []
        for threads in (1, 2):
            command = [arguments.runner, arguments.model, precision, threads]
            command.append(arguments.converted / "tokens.txt")
            pair.append(Engine(ours(precision), precision, [str(c) for c in command], [0]))
        for engine in pair:
            engine.read()
            engine.choose_size(arguments.stride)
        for _ in range(arguments.rounds):
            for engine in pair:
                engine.time_bulk(arguments.stride)
        results[ours(precision)] = [
            [a["wall"], b["wall"]] for a, b in zip(pair[0].bulk, pair[1].bulk)
        ]
        for engine in pair:
            engine.stop()
    return results


def spawn(command):
    """Seconds from start to the first line of output, and the peak memory of the process."""
    start = perf_counter()
    process = subprocess.Popen(
        [str(c) for c in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=HERE,
    )
    answered = process.stdout.readline()
    seconds = perf_counter() - start
    process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if not answered or status != 0:
        raise SystemExit(f"no answer from {command}")
    return {"seconds": seconds, "peak": usage.ru_maxrss * 1024}


def measure_first_answers(arguments):
    """Interleaved like everything else; the first round, which fills the page cache, is dropped."""
    text = "We had lunch on the bank yesterday."
    commands = {}
    if arguments.runner:
        for precision in PRECISIONS:
            commands[ours(precision)] = [
                arguments.runner, "--first-answer", arguments.model, precision, 1, text,
            ]  # fmt: skip
    if arguments.polyseme:
        commands["polyseme sim, shipped weights"] = [
            arguments.polyseme, "sim", "--model", arguments.shipped,
            "I put money in the [bank].", "We sat on the river [bank].",
        ]  # fmt: skip
    for name in engines.ENGINES:
        if any(word in name for word in arguments.only):
            commands[name] = [
                sys.executable, "first_answer.py", name, arguments.converted, arguments.model, 1, text,
            ]  # fmt: skip
    results = {name: [] for name in commands}
    for turn in range(arguments.starts + 1):
        print(f"first answers, round {turn + 1} of {arguments.starts + 1}", file=sys.stderr)
        for name, command in commands.items():
            result = spawn(command)
            if turn:
                results[name].append(result)
    return results


def measure_tokenizers(arguments):
    """One thread, in turn; every tokenizer must first give the same ids as the file has, where its words are the same."""
    os.environ["TOKENIZERS_PARALLELISM"] = "false"
    import tokenizers

    theirs = tokenizers.Tokenizer.from_file(str(arguments.model / "tokenizer.json"))
    theirs.no_padding()
    theirs.no_truncation()
    texts = (arguments.converted / "sentences.txt").read_text().splitlines()
    lines = (arguments.converted / "tokens.txt").read_text().splitlines()
    expected = [[int(token) for token in line.split()] for line in lines]

    def one_by_one():
        return [theirs.encode(text) for text in texts]

    def batch():
        return theirs.encode_batch_fast(texts)

    def timed(encode):
        start = process_time()
        found = encode()
        seconds = process_time() - start
        assert [one.ids for one in found] == expected
        return {"tokens": sum(map(len, expected)) - 2 * len(expected), "cpu": seconds}

    runs = {
        "Hugging Face tokenizers, WordPiece": lambda: timed(one_by_one),
        "Hugging Face tokenizers, WordPiece, one batch without positions": lambda: timed(batch),
    }
    running = []
    kinds = {"Polyseme, word pieces": ("word-pieces", arguments.model / "vocab.txt")}
    if arguments.words:
        kinds["Polyseme, words"] = ("words", arguments.words)
    for name, (kind, vocabulary) in kinds.items() if arguments.token_runner else ():
        command = [arguments.token_runner, kind, vocabulary, arguments.converted / "sentences.txt"]
        engine = Engine(name, None, [str(c) for c in command], [])
        engine.read()
        running.append(engine)
        runs[name] = lambda engine=engine: engine.ask("time")
        if kind == "word-pieces":
            with tempfile.NamedTemporaryFile("r") as file:
                engine.ask("ids", file.name)
                different = sum(a != b for a, b in zip(Path(file.name).read_text().splitlines(), lines))
                if different:
                    raise SystemExit(f"{name}: {different} sentences differ from Hugging Face's")
    results = {name: [] for name in runs}
    for turn in range(12):
        for name, run in runs.items():
            result = run()
            if turn > 1:
                results[name].append(result["cpu"] / result["tokens"])
    for engine in running:
        engine.stop()
    return results


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--model", type=lambda p: Path(p).resolve(), required=True)
    parser.add_argument("--converted", type=lambda p: Path(p).resolve(), required=True)
    parser.add_argument("--runner", type=lambda p: Path(p).resolve())
    parser.add_argument("--token-runner", type=lambda p: Path(p).resolve())
    parser.add_argument("--words", type=lambda p: Path(p).resolve(), help="a vocabulary of whole words")
    parser.add_argument("--polyseme", type=lambda p: Path(p).resolve())
    parser.add_argument("--shipped", type=lambda p: Path(p).resolve())
    parser.add_argument("--out", type=Path, default=HERE.parent / "RESULTS.md")
    parser.add_argument("--json", type=Path, help="keep the measurements here; parts measured before are taken from it")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--repeats", type=int, default=100)
    parser.add_argument("--starts", type=int, default=7)
    parser.add_argument("--stride", type=int, default=4)
    parser.add_argument("--sizes", type=int, nargs="+", default=[8, 16, 32, 64])
    parser.add_argument("--nice", type=int, default=0)
    parser.add_argument("--only", nargs="+", default=[""], help="only peers whose name contains one of these")
    parser.add_argument("--part", choices=["encoders", "scaling", "tokenizers", "first answers"])
    arguments = parser.parse_args()
    if arguments.nice:
        os.nice(arguments.nice)

    parts = {
        "encoders": lambda: {str(n): measure_encoders(arguments, n) for n in arguments.threads},
        "scaling": lambda: measure_scaling(arguments) if arguments.runner else {},
        "tokenizers": lambda: measure_tokenizers(arguments),
        "first answers": lambda: measure_first_answers(arguments),
    }
    results = {"rounds": arguments.rounds, "repeats": arguments.repeats}
    if arguments.json and arguments.json.exists():
        results |= json.loads(arguments.json.read_text())
    for name, measure in parts.items():
        if arguments.part in (None, name):
            results[name] = results.get(name, {}) | measure()
    if arguments.json:
        arguments.json.write_text(json.dumps(results, indent=1))
    arguments.out.write_text(report.markdown(results))


if __name__ == "__main__":
    main()
