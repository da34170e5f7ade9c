"""A whole process: start, tokenise one sentence, encode it, print the first number of its mean vector.

    python first_answer.py ENGINE FOLDER MODEL THREADS TEXT
"""

import sys

import numpy as np
import tokenizers

import engines

name, folder, model, threads, text = sys.argv[1:6]
ids = np.array([tokenizers.Tokenizer.from_file(model + "/tokenizer.json").encode(text).ids])
encode = engines.ENGINES[name][1](folder, model, int(threads))
print(encode(ids, np.ones_like(ids))[0].mean(axis=0)[0], flush=True)
