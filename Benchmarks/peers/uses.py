"""The nearest uses of a use: an index of Polyseme beside grep, sentence-transformers and FAISS, on the same text.

    python uses.py TEXT MODEL --polyseme PROGRAM --index-runner PROGRAM [--threads N] [--word WORD]

MODEL is the folder of all-MiniLM-L6-v2, whose pieces make the peer's vectors of words; Polyseme's are those of the shipped weights, so
that times and bytes are compared and not the answers. Each reads a line of TEXT as a sentence.
"""

import argparse
import json
import os
import re
import subprocess
import tempfile
import time
from pathlib import Path
from statistics import median

import faiss
import numpy as np
import torch
from sentence_transformers import SentenceTransformer

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def clock():
    """Of the wall, and the processor's for this process and those that have ended."""
    used = os.times()
    return np.array([time.perf_counter(), used.user + used.system + used.children_user + used.children_system])


def row(name, what, *figures):
    print("|", " | ".join([name, what, *figures]), "|", flush=True)


class Runner:
    """`index-runner`: a line to it, a line from it."""

    def __init__(self, program, place, threads):
        command = [program, os.environ["POLYSEME_MODEL"], str(place), str(threads)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.opening = json.loads(self.process.stdout.readline())["open"]

    def ask(self, command):
        print(command, file=self.process.stdin, flush=True)
        return json.loads(self.process.stdout.readline())

    def close(self):
        self.process.stdin.close()
        self.process.wait()


def words(model, lines):
    """Each word of the lines with the mean of its pieces' vectors, of length 1."""
    found, vectors = [], []
    pieces = model.encode(lines, output_value="token_embeddings", batch_size=32, show_progress_bar=False)
    places = model.tokenizer(lines, return_offsets_mapping=True, truncation=True, max_length=model.max_seq_length)["offset_mapping"]
    for line, states, offsets in zip(lines, pieces, places):
        states = states.cpu().numpy()[: len(offsets)]
        for match in WORD.finditer(line):
            own = [place for place, (start, end) in enumerate(offsets) if start < match.end() and end > match.start()]
            if own:
                found.append(match.group().lower())
                vectors.append(states[own].mean(axis=0))
    vectors = np.array(vectors, dtype=np.float32)
    faiss.normalize_L2(vectors)
    return found, vectors


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("text", type=Path)
    parser.add_argument("model")
    parser.add_argument("--polyseme", required=True)
    parser.add_argument("--index-runner", required=True)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--word", default="war")
    arguments = parser.parse_args()
    torch.set_num_threads(arguments.threads)
    faiss.omp_set_num_threads(arguments.threads)
    threads = f"{arguments.threads} thread" + "s" * (arguments.threads > 1)
    print(f"| {threads} | what | wall, s | processor, s | uses | bytes a use |\n|---|---|---|---|---|---|")

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "index"
        start = clock()
        command = [arguments.polyseme, "--threads", str(arguments.threads), "index", str(place), str(arguments.text), "--lines"]
        made = subprocess.run([*command, "--output", "jsonl"], check=True, capture_output=True, text=True)
        wall, used = clock() - start
        about = json.loads(made.stdout)
        row("Polyseme", "index", f"{wall:.1f}", f"{used:.1f}", f"{about['indexed_uses']:,}", f"{about['bytes_per_use']:.0f}")
        runner = Runner(arguments.index_runner, place, arguments.threads)
        ours = {what: runner.ask(f"{command} {value}") for what, command, value in [("all", "all", 100), ("of", "of", arguments.word)]}
        ours["again"] = runner.ask(f"of {arguments.word}")
        runner.close()

    model = SentenceTransformer(arguments.model, device="cpu")
    lines = arguments.text.read_text(encoding="utf-8").splitlines()
    start = clock()
    found, vectors = words(model, lines)
    wall, used = clock() - start
    row("sentence-transformers", "vectors of all words", f"{wall:.1f}", f"{used:.1f}", f"{len(found):,}", "1536")

    # Without an index of words: the lines that hold the word are found by grep and read by the model for each question.
    times = []
    for _ in range(3):
        start = time.perf_counter()
        held = subprocess.run(["grep", "-wi", arguments.word, str(arguments.text)], check=True, capture_output=True, text=True)
        own = [vector for word, vector in zip(*words(model, held.stdout.splitlines())) if word == arguments.word]
        own = np.array(own)
        index = faiss.IndexFlatIP(own.shape[1])
        index.add(own)
        index.search(own[:1], 11)
        times.append(1e3 * (time.perf_counter() - start))

    asked = np.random.default_rng(1).choice(len(found), 100, replace=False)
    exact = None
    searches = {}
    for name in ["Flat", "SQ4", "PQ64", "HNSW32"]:
        index = faiss.index_factory(vectors.shape[1], name, faiss.METRIC_INNER_PRODUCT)
        start = clock()
        index.train(vectors)
        index.add(vectors)
        wall, used = clock() - start
        size = len(faiss.serialize_index(index)) / len(found)
        row(f"FAISS {name}", "index", f"{wall:.1f}", f"{used:.1f}", f"{len(found):,}", f"{size:.0f}")
        times, answers = [], []
        for query in vectors[asked]:
            start = time.perf_counter()
            answers.append(set(index.search(query[None], 11)[1][0]))
            times.append(1e3 * (time.perf_counter() - start))
        exact = exact or answers
        kept = np.mean([len(one & other) / 11 for one, other in zip(exact, answers)])
        searches[name] = (median(times), kept)

    print("\n| ten nearest | milliseconds | of the exact ten |\n|---|---|---|")
    row("Polyseme, opening", f"{runner.opening:.1f}", "")
    row("Polyseme, all uses: codes alone", f"{median(ours['all']['codes']):.2f}", "")
    row("Polyseme, all uses", f"{median(ours['all']['uses']):.1f}", "")
    for name, (milliseconds, kept) in searches.items():
        row(f"FAISS {name}, all uses", f"{milliseconds:.2f}", f"{kept:.3f}")
    row(f"Polyseme, {ours['of']['counts'][0]} uses of *{arguments.word}*", f"{ours['again']['uses'][0]:.1f}", "")
    row(f"grep, sentence-transformers, FAISS, {len(own)} uses of *{arguments.word}*", f"{median(times):.1f}", "")


if __name__ == "__main__":
    main()
