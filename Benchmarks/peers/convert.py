"""Writes one encoder in the form each peer wants it; what a peer cannot run is left out, with a line that says so.

    python convert.py MODEL OUT

MODEL is a Hugging Face folder (config.json, model.safetensors, tokenizer.json or what AutoTokenizer reads). OUT receives

    tokens.txt            ids of the benchmark's sentences, one sentence a line; line 1 is the short one
    onnx/*.onnx           float32 and dynamic int8, each as exported and as fused by ONNX Runtime's optimiser
    openvino/*.xml        float32, int8 weights, int8 weights and activations (64 calibration sentences)
    ctranslate2/{float32,int8}/
"""

import inspect
import logging
import sys
import warnings
from pathlib import Path

import numpy as np
import tokenizers
import torch
import transformers

import sentences

CALIBRATION_SEED = 64  # other sentences than the ones that are measured


def tokenize(model, texts):
    if (model / "tokenizer.json").exists():
        tokenizer = tokenizers.Tokenizer.from_file(str(model / "tokenizer.json"))
    else:
        tokenizer = transformers.AutoTokenizer.from_pretrained(model).backend_tokenizer
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return [encoding.ids for encoding in tokenizer.encode_batch(texts)]


def write_tokens(model, out):
    texts = [sentences.SHORT] + sentences.sentences(2000)
    lines = (" ".join(map(str, ids)) for ids in tokenize(model, texts))
    (out / "tokens.txt").write_text("\n".join(lines) + "\n")
    (out / "sentences.txt").write_text("\n".join(texts) + "\n")


class LastHiddenState(torch.nn.Module):
    def __init__(self, encoder, names):
        super().__init__()
        self.encoder, self.names = encoder, names

    def forward(self, *inputs):
        return self.encoder(**dict(zip(self.names, inputs))).last_hidden_state


def input_names(encoder):
    names = ["input_ids", "attention_mask"]
    takes_types = "token_type_ids" in inspect.signature(encoder.forward).parameters
    return names + ["token_type_ids"] * (takes_types and getattr(encoder.config, "type_vocab_size", 0) > 0)


def export_onnx(model, folder):
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.transformers import optimizer
    from onnxruntime.transformers.fusion_options import FusionOptions

    config = transformers.AutoConfig.from_pretrained(model)
    plain, fused = folder / "float32.onnx", folder / "float32-fused.onnx"
    # The optimiser recognises attention written out in matrix products.
    encoder = transformers.AutoModel.from_pretrained(
        model, attn_implementation="eager", dtype=torch.float32
    ).eval()
    ids = torch.ones(2, 7, dtype=torch.int64)
    names = input_names(encoder)
    torch.onnx.export(
        LastHiddenState(encoder, names),
        (5 * ids, ids, torch.zeros_like(ids))[: len(names)],
        str(plain),
        input_names=names,
        output_names=["last_hidden_state"],
        dynamic_axes={name: {0: "batch", 1: "length"} for name in names + ["last_hidden_state"]},
        opset_version=17,
        dynamo=False,
    )
    options = FusionOptions("bert")
    optimised = optimizer.optimize_model(
        str(plain),
        model_type="bert",
        num_heads=config.num_attention_heads,
        hidden_size=config.hidden_size,
        optimization_options=options,
    )
    optimised.save_model_to_file(str(fused))
    print("fused:", optimised.get_fused_operator_statistics())
    for source in (plain, fused):
        onnx.checker.check_model(str(source))
        target = folder / source.name.replace("float32", "int8")
        quantize_dynamic(
            str(source),
            str(target),
            per_channel=True,
            weight_type=QuantType.QInt8,
            # Shapes and types are not inferred through the fused operators.
            extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
        )


def convert_openvino(model, onnx_file, folder):
    import nncf
    import openvino as ov

    ov.save_model(ov.convert_model(onnx_file), folder / "float32.xml", compress_to_fp16=False)

    weights = nncf.compress_weights(
        ov.convert_model(onnx_file), mode=nncf.CompressWeightsMode.INT8_SYM
    )
    ov.save_model(weights, folder / "int8-weights.xml", compress_to_fp16=False)

    calibration = tokenize(model, sentences.sentences(64, seed=CALIBRATION_SEED))
    converted = ov.convert_model(onnx_file)
    names = {port.get_any_name() for port in converted.inputs}
    inputs = [
        {
            name: value
            for name, value in {
                "input_ids": np.array([ids]),
                "attention_mask": np.ones((1, len(ids)), dtype=np.int64),
                "token_type_ids": np.zeros((1, len(ids)), dtype=np.int64),
            }.items()
            if name in names
        }
        for ids in calibration
    ]
    full = nncf.quantize(
        converted,
        nncf.Dataset(inputs),
        model_type=nncf.ModelType.TRANSFORMER,
        subset_size=len(inputs),
    )
    ov.save_model(full, folder / "int8-full.xml", compress_to_fp16=False)


def convert_ctranslate2(model, folder):
    from ctranslate2.converters import TransformersConverter

    for precision in ("float32", "int8"):
        TransformersConverter(str(model)).convert(
            str(folder / precision), quantization=precision, force=True
        )


def main():
    warnings.filterwarnings("ignore")
    logging.getLogger("nncf").setLevel(logging.ERROR)
    transformers.utils.logging.set_verbosity_error()
    torch.set_num_threads(1)
    model, out = Path(sys.argv[1]), Path(sys.argv[2])
    for folder in ("onnx", "openvino", "ctranslate2"):
        (out / folder).mkdir(parents=True, exist_ok=True)
    write_tokens(model, out)
    for what, convert in {
        "ONNX": lambda: export_onnx(model, out / "onnx"),
        "OpenVINO": lambda: convert_openvino(model, out / "onnx" / "float32.onnx", out / "openvino"),
        "CTranslate2": lambda: convert_ctranslate2(model, out / "ctranslate2"),
    }.items():
        try:
            convert()
        except Exception as error:  # each library has errors of its own
            print(f"{what}: left out: {type(error).__name__}: {str(error)[:200]}")


if __name__ == "__main__":
    main()
