"""The peers, each behind one function: a padded batch of token ids in, last hidden states out.

Every engine is `open(folder, model, threads) -> encode(ids, mask)`, where ids and mask are int64 arrays of shape
[B, P] and the result is float32 of shape [B, P, C]. An engine that works on several batches at once also has
`encode.many(batches)`.
"""

import os


def torch_engine(precision):
    def open(folder, model, threads):
        import torch
        import transformers

        torch.set_num_threads(threads)
        transformers.utils.logging.set_verbosity_error()
        encoder = transformers.AutoModel.from_pretrained(model, dtype=torch.float32).eval()
        if precision == "bfloat16":
            encoder = encoder.to(torch.bfloat16)
        if precision == "int8":
            encoder = torch.ao.quantization.quantize_dynamic(encoder, {torch.nn.Linear}, torch.qint8)

        def encode(ids, mask):
            with torch.inference_mode():
                ids, mask = torch.from_numpy(ids), torch.from_numpy(mask)
                out = encoder(input_ids=ids, attention_mask=mask).last_hidden_state
                return out.float().numpy()

        return encode

    open.needs = None
    return open


def onnxruntime_engine(name):
    def open(folder, model, threads):
        import numpy as np
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.inter_op_num_threads = 1
        session = onnxruntime.InferenceSession(
            os.path.join(folder, "onnx", name + ".onnx"), options, ["CPUExecutionProvider"]
        )
        names = [one.name for one in session.get_inputs()]

        def encode(ids, mask):
            feeds = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            return session.run(None, {name: feeds[name] for name in names})[0]

        return encode

    open.needs = os.path.join("onnx", name + ".onnx")
    return open


def openvino_engine(name, hint, streams=False):
    def open(folder, model, threads):
        import numpy as np
        import openvino

        compiled = openvino.Core().compile_model(
            os.path.join(folder, "openvino", name + ".xml"),
            "CPU",
            {
                "PERFORMANCE_HINT": "THROUGHPUT" if streams else "LATENCY",
                "NUM_STREAMS": threads if streams else 1,
                "INFERENCE_NUM_THREADS": threads,
                "INFERENCE_PRECISION_HINT": hint,
                "ENABLE_CPU_PINNING": False,
            },
        )
        request = compiled.create_infer_request()
        names = {port.get_any_name() for port in compiled.inputs}

        def feeds(ids, mask):
            every = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
            return {name: every[name] for name in names}

        def encode(ids, mask):
            request.infer(feeds(ids, mask), share_inputs=True)
            return request.get_output_tensor(0).data

        if streams:
            queue = openvino.AsyncInferQueue(compiled, threads)

            def many(batches):
                for ids, mask in batches:
                    queue.start_async(feeds(ids, mask))
                queue.wait_all()

            encode.many = many

        return encode

    open.needs = os.path.join("openvino", name + ".xml")
    return open


def ctranslate2_engine(precision):
    def open(folder, model, threads):
        import ctranslate2
        import numpy as np

        encoder = ctranslate2.Encoder(
            os.path.join(folder, "ctranslate2", precision),
            device="cpu",
            intra_threads=threads,
            inter_threads=1,
            compute_type=precision,
        )

        def encode(ids, mask):
            lists = [row[:n].tolist() for row, n in zip(ids, mask.sum(axis=1))]
            return np.array(encoder.forward_batch(lists).last_hidden_state)

        return encode

    open.needs = os.path.join("ctranslate2", precision)
    return open


# name -> (precision, how to open it)
ENGINES = {
    "PyTorch float32": ("float32", torch_engine("float32")),
    "ONNX Runtime float32": ("float32", onnxruntime_engine("float32")),
    "ONNX Runtime float32, fused": ("float32", onnxruntime_engine("float32-fused")),
    "OpenVINO float32": ("float32", openvino_engine("float32", "f32")),
    "CTranslate2 float32": ("float32", ctranslate2_engine("float32")),
    "PyTorch bfloat16": ("bfloat16", torch_engine("bfloat16")),
    "OpenVINO bfloat16": ("bfloat16", openvino_engine("float32", "bf16")),
    "PyTorch int8, dynamic": ("int8", torch_engine("int8")),
    "ONNX Runtime int8, dynamic": ("int8", onnxruntime_engine("int8")),
    "ONNX Runtime int8, dynamic, fused": ("int8", onnxruntime_engine("int8-fused")),
    "OpenVINO int8 weights": ("int8", openvino_engine("int8-weights", "f32")),
    "OpenVINO int8 weights, bfloat16 rest": ("int8", openvino_engine("int8-weights", "bf16")),
    "OpenVINO int8 full": ("int8", openvino_engine("int8-full", "f32")),
    "OpenVINO int8 full, bfloat16 rest": ("int8", openvino_engine("int8-full", "bf16")),
    "CTranslate2 int8": ("int8", ctranslate2_engine("int8")),
}

# The same, a batch on each thread instead of the threads on one batch: for bulk only.
STREAMS = {
    "OpenVINO float32, streams": ("float32", openvino_engine("float32", "f32", streams=True)),
    "OpenVINO bfloat16, streams": ("bfloat16", openvino_engine("float32", "bf16", streams=True)),
    "OpenVINO int8 weights, streams": (
        "int8",
        openvino_engine("int8-weights", "bf16", streams=True),
    ),
    "OpenVINO int8 full, streams": ("int8", openvino_engine("int8-full", "bf16", streams=True)),
}


def is_converted(name, folder):
    """Whether the engine's files are there: not every peer runs every encoder."""
    needs = (ENGINES | STREAMS)[name][1].needs
    return needs is None or os.path.exists(os.path.join(folder, needs))
