"""The measurements as Markdown."""

import os
import platform
from importlib.metadata import version
from pathlib import Path
from statistics import median

PACKAGES = ("torch", "transformers", "tokenizers", "onnxruntime", "openvino", "nncf", "ctranslate2")
PRECISIONS = ("float32", "bfloat16", "float16", "int8")


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    lines += ["| " + " | ".join(row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


TELLING = ("avx2", "fma", "avx512f", "avx512_vnni", "avx512_bf16", "amx_int8", "asimddp")


def processor():
    """Its name, its number of cores here, and which of the instructions that matter it has."""
    cpuinfo = Path("/proc/cpuinfo")
    if not cpuinfo.exists():
        return platform.processor() or platform.machine()
    lines = [line.split(":", 1) for line in cpuinfo.read_text().splitlines() if ":" in line]
    fields = {key.strip(): value.strip() for key, value in lines}
    flags = fields.get("flags", fields.get("Features", "")).split()
    name = fields.get("model name", platform.machine())
    if {"cpu family", "model"} <= fields.keys():
        name += f" (family {fields['cpu family']}, model {fields['model']})"
    return f"{name}, {os.cpu_count()} cores with {', '.join(f for f in TELLING if f in flags)}"


def milliseconds(seconds):
    return f"{seconds * 1e3:.2f}"


def mebibytes(count):
    return f"{count / 2**20:.0f}"


def of(engine, kind, clock):
    """The median over rounds of one figure of an engine; None where it was not measured."""
    values = [one[clock] for one in engine[kind]]
    return median(values) if values else None


def ratio(ours, theirs, kind, clock):
    return median(a[clock] / b[clock] for a, b in zip(ours[kind], theirs[kind]))


def best(peers, kind, clock):
    """The name of the best peer by its median."""
    known = {name: of(peer, kind, clock) for name, peer in peers.items() if peer[kind]}
    return (min if kind == "single" else max)(known, key=known.get)


def split(engines, precision):
    """Ours and the peers beside it: those of float32 beside float16, which none of them has on a processor."""
    own = next((e for n, e in engines.items() if n.startswith("Polyseme") and e["precision"] == precision), None)
    beside = "float32" if precision == "float16" else precision
    return own, {n: e for n, e in engines.items() if not n.startswith("Polyseme") and e["precision"] == beside}


def against_best(encoders):
    rows = []
    for threads, engines in encoders.items():
        clocks = ("cpu", "wall") if threads == "1" else ("wall",)
        for precision in PRECISIONS:
            own, peers = split(engines, precision)
            if not own or not peers:
                continue
            for kind, label in (("single", "one sentence"), ("bulk", "bulk")):
                for clock in clocks:
                    rival = best(peers, kind, clock)
                    a, b = of(own, kind, clock), of(peers[rival], kind, clock)
                    show = (lambda x: milliseconds(x) + " ms") if kind == "single" else (
                        lambda x: f"{x:,.0f} tokens/s"
                    )  # fmt: skip
                    paired = ratio(own, peers[rival], kind, clock)
                    rows.append(
                        [threads, precision, label, "CPU" if clock == "cpu" else "wall"]
                        + [show(a), f"{show(b)} ({rival})", f"**{paired:.2f}**"]
                    )
    return table(
        ["threads", "precision", "what", "clock", "Polyseme", "best peer", "ratio"], rows
    )


def encoders(threads, engines):
    rows = []
    for precision in PRECISIONS:
        own, peers = split(engines, precision)
        for name, engine in engines.items():
            if engine["precision"] != precision:
                continue
            single, bulk = ["", "", ""], f"{of(engine, 'bulk', 'wall'):,.0f}"
            if engine["single"]:
                single = [
                    milliseconds(of(engine, "single", "wall")),
                    milliseconds(min(one["min"] for one in engine["single"])),
                    milliseconds(of(engine, "single", "cpu")),
                ]
            cosine = ["", ""]
            if "cosine" in engine:
                cosine = [f"{value:.5f}" for value in engine["cosine"]]
            peak = mebibytes(engine["peak"]) if "peak" in engine else ""
            size = str(engine["size"] or "all")
            rows.append([name, *single, bulk, size, peak, *cosine])
    return table(
        [
            "engine",
            "one sentence, ms",
            "least",
            "CPU time",
            "bulk, tokens/s",
            "batch",
            "peak memory, MiB",
            "least cosine",
            "mean cosine",
        ],
        rows,
    )


def markdown(results):
    rounds, repeats = results["rounds"], results["repeats"]
    parts = [
        "# Polyseme beside other encoders\n",
        f"Written by `peers/compare.py` on {processor()}, "
        + ", ".join(f"{name} {version(name)}" for name in PACKAGES)
        + ".\n",
        "all-MiniLM-L6-v2 (6 layers, 384 wide, 12 heads), 2,000 made-up sentences of 6 to 40 words. One sentence: 10 "
        "tokens with [CLS] and [SEP]. Every engine is a process of its own and they run in turn: "
        f"{rounds} rounds, in each {repeats} single sentences and then a share of the text from every engine. A figure "
        "is the median over the rounds (of one round's median); a ratio is taken within each round and is the median of "
        "those. Peers get batches sorted by length, in the size that was fastest for each; Polyseme gets the sentences "
        "as they come. The cosine is to PyTorch's float32, over the mean vectors of 200 sentences. CPU time is that of "
        "the whole process.\n",
    ]
    if results.get("encoders"):
        parts += [
            "## Against the best peer of the same precision\n",
            "Times: less is better. Rates: more is better. The int8 peers are compared whatever their cosine; see below.\n",
            against_best(results["encoders"]),
        ]
    if results.get("scaling"):
        parts += ["## Two threads against one\n", scaling(results["scaling"])]
    for threads, engines in results.get("encoders", {}).items():
        parts += [f"## {threads} thread{'s' if threads != '1' else ''}\n", encoders(threads, engines)]
    if results.get("first answers"):
        parts += ["## From starting the process to the first answer\n", first_answers(results)]
    if results.get("tokenizers"):
        parts += ["## Tokenizers\n", tokenizers(results["tokenizers"])]
    return "\n".join(parts)


def scaling(measured):
    rows = []
    for name, runs in measured.items():
        one, two = [a for a, _ in runs], [b for _, b in runs]
        paired = median(b / a for a, b in runs)
        rows.append([name, f"{median(one):,.0f}", f"{median(two):,.0f}", f"**{paired:.2f}**"])
    return table(["engine, in turn", "1 thread, tokens/s", "2 threads", "ratio"], rows)


def first_answers(results):
    rows = []
    for name, runs in results["first answers"].items():
        seconds = [run["seconds"] for run in runs]
        rows.append(
            [name, f"{median(seconds) * 1e3:.1f}", f"{min(seconds) * 1e3:.1f}"]
            + [mebibytes(median(run["peak"] for run in runs))]
        )
    note = (
        "One thread, warm page cache, tokenising included. The peers start a Python interpreter, "
        "which alone takes most of 20 ms and whose imports take the most of the rest.\n\n"
    )
    return note + table(["process", "median, ms", "least, ms", "peak memory, MiB"], rows)


def tokenizers(measured):
    rows = [
        [name, f"{median(runs) * 1e6:.2f}", f"{min(runs) * 1e6:.2f}"]
        for name, runs in measured.items()
    ]
    return (
        "CPU time of one thread on the same sentences; a token is what that tokenizer calls one.\n\n"
        + table(["tokenizer", "median, µs a token", "least"], rows)
    )
