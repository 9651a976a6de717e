"""Files that are refused: other containers, checkpoints in parts, and networks of other kinds."""

import json
import os
import warnings

os.environ["KERAS_BACKEND"] = "jax"

import flax.serialization
import keras
import torch
from safetensors.torch import save_file
from torch import nn
from torch.nn.utils import spectral_norm as legacy_spectral_norm
from torch.nn.utils.parametrizations import spectral_norm, weight_norm


def write_foreign(folder):
    torch.manual_seed(31)
    module = nn.Sequential(weight_norm(nn.Linear(2, 2)), nn.Tanh(), nn.Linear(2, 1))
    state = module.state_dict()
    torch.save(state, folder / "pickled.pt")
    torch.save(state, folder / "pickled-old.pth", _use_new_zipfile_serialization=False)
    (folder / "flax.msgpack").write_bytes(flax.serialization.to_bytes({"params": {"Dense_0": {"bias": [0.0, 1.0]}}}))
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.save(folder / "model.keras")
    model.save_weights(folder / "model.weights.h5")
    write_parts(folder, state)
    save_file(others(), folder / "other-layers.safetensors")
    save_file({"embeddings.weight": torch.ones(3, 2), **state}, folder / "embedding.safetensors")


def write_parts(folder, state):
    names = sorted(state)
    parts = {"model-00001-of-00002.safetensors": names[:2], "model-00002-of-00002.safetensors": names[2:]}
    for file, inside in parts.items():
        save_file({name: state[name] for name in inside}, folder / file)
    index = {
        "metadata": {"total_size": sum(tensor.numel() * 4 for tensor in state.values())},
        "weight_map": {name: file for file, inside in parts.items() for name in inside},
    }
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=2) + "\n")


class Other(nn.Module):
    """One of each of what this model is not."""

    def __init__(self):
        super().__init__()
        self.conv1 = weight_norm(nn.Conv1d(1, 2, 3))
        self.conv2 = nn.Conv2d(2, 2, 3)
        self.bn = nn.BatchNorm2d(2)
        self.norm = nn.LayerNorm(3)
        self.token_embedding = nn.Embedding(4, 3)
        self.lstm = nn.LSTM(3, 2)
        self.attention = nn.MultiheadAttention(4, 2)
        self.whole = weight_norm(nn.Linear(3, 3), dim=None)
        self.columns = weight_norm(nn.Linear(3, 2), dim=1)
        self.spectral = spectral_norm(nn.Linear(3, 3))
        self.spectral_old = legacy_spectral_norm(nn.Linear(3, 3))
        self.plain = nn.Linear(3, 3)
        self.head = weight_norm(nn.Linear(3, 1))


def others():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        return {name: tensor.contiguous() for name, tensor in Other().state_dict().items()}
