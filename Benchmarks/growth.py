"""What `polyseme embed` costs as sentences grow longer and more: a table, and a picture of it.

    python growth.py --polyseme PROGRAM [--model DIR] [--precision P] [--threads N] [--svg FILE]

The text is made up, always the same. Every figure is the least of three runs, whole processes; what a process costs
that reads one word is taken off.
"""

import argparse
import os
import subprocess
import sys
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parent / "peers"))
import sentences  # noqa: E402

LENGTHS = [8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096]
COUNTS = [100, 1000, 10_000, 100_000]
WORDS = 40_000


def text(length, count):
    """So many lines of so many words, without a stop inside a line."""
    words = [word.strip(".").lower() for line in sentences.sentences(2000) for word in line.split()]
    for line in range(count):
        start = line * 7 % len(words)
        yield " ".join(words[(start + place) % len(words)] for place in range(length)) + ".\n"


def cost(arguments, lines, runs=3):
    """Seconds of the wall clock and MiB."""
    command = [arguments.polyseme, "embed", "--pool", "mean", "--format", "npy", "--rows", str(len(lines))]
    command += ["--threads", str(arguments.threads), "--precision", arguments.precision]
    command += ["--model", str(arguments.model)] if arguments.model else []
    found = []
    for _ in range(runs):
        start = perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        process.stdin.writelines(lines)
        process.stdin.close()
        _, status, usage = os.wait4(process.pid, 0)
        if status:
            raise SystemExit(f"status {status} from {command}")
        found.append((perf_counter() - start, usage.ru_maxrss / 1024))
    return min(seconds for seconds, _ in found), max(peak for _, peak in found)


def picture(series):
    """Both axes in powers of two; a line for each series of (x, y)."""
    import math

    width, height, edge = 640, 360, 56
    points = [point for _, line in series for point in line]
    spans = []
    for axis in (0, 1):
        values = [math.log2(point[axis]) for point in points]
        spans.append((math.floor(min(values)), math.ceil(max(values))))

    def place(x, y):
        (left, right), (low, high) = spans
        across = edge + (math.log2(x) - left) / (right - left) * (width - 2 * edge)
        return across, height - edge - (math.log2(y) - low) / (high - low) * (height - 2 * edge)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="11">',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for power in range(spans[0][0], spans[0][1] + 1):
        x, y = place(2**power, 2 ** spans[1][0])
        parts.append(f'<text x="{x:.0f}" y="{y + 16:.0f}" text-anchor="middle" fill="#444">{2**power}</text>')
    for power in range(spans[1][0], spans[1][1] + 1):
        x, y = place(2 ** spans[0][0], 2**power)
        parts.append(f'<path d="M{x:.0f} {y:.1f}H{width - edge}" stroke="#ddd"/>')
        parts.append(f'<text x="{x - 6:.0f}" y="{y + 4:.0f}" text-anchor="end" fill="#444">{2.0**power:g}</text>')
    for (name, line), color in zip(series, ("#1f5fa8", "#b3471d", "#3d7a3d")):
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in (place(*point) for point in line))
        parts.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>')
        x, y = place(*line[-1])
        parts.append(f'<text x="{x - 4:.0f}" y="{y - 8:.0f}" text-anchor="end" fill="{color}">{name}</text>')
    parts.append(f'<text x="{width / 2}" y="{height - 14}" text-anchor="middle">words of a sentence</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--polyseme", required=True)
    parser.add_argument("--model")
    parser.add_argument("--precision", default="float32")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--svg", type=Path)
    arguments = parser.parse_args()
    empty, _ = cost(arguments, ["bank\n"])
    print("| words of a sentence | sentences | ms a sentence | µs a word | peak memory, MiB |\n|---|---|---|---|---|")
    by_sentence, by_word = [], []
    for length in LENGTHS:
        count = max(4, WORDS // length)
        seconds, peak = cost(arguments, list(text(length, count)))
        seconds -= empty
        by_sentence.append((length, 1e3 * seconds / count))
        by_word.append((length, 1e6 * seconds / count / length))
        print(f"| {length:,} | {count:,} | {by_sentence[-1][1]:.2f} | {by_word[-1][1]:.0f} | {peak:.0f} |", flush=True)
    if arguments.svg:
        arguments.svg.write_text(picture([("ms a sentence", by_sentence), ("µs a word", by_word)]), encoding="utf-8")
    print("\n| sentences of 16 words | seconds | µs a word | peak memory, MiB |\n|---|---|---|---|")
    for count in COUNTS:
        seconds, peak = cost(arguments, list(text(16, count)), runs=3 if count < 100_000 else 1)
        seconds -= empty
        print(f"| {count:,} | {seconds:.2f} | {1e6 * seconds / count / 16:.0f} | {peak:.0f} |", flush=True)


if __name__ == "__main__":
    main()
