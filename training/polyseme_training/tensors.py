"""Reads safetensors files. What is wrong with one is said in a line."""

from safetensors import SafetensorError
from safetensors.torch import load_file

from .files import BadFile


def read_tensors(path):
    """The tensors of a safetensors file by name."""
    try:
        return load_file(path)
    except OSError as error:
        raise BadFile(f"{path}: {error.strerror or error}")
    except SafetensorError as error:
        raise BadFile(f"{path} is no whole safetensors file ({error}): fetch or make it again")
