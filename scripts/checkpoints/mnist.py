"""A 784-64-32-10 tanh network under weight_norm, trained for 300 steps on MNIST, and a few of its inputs."""

import numpy
import torch
from torch import nn

from files import write_json
from reference import reference
from safetensors.torch import save_file
from small import network

STEPS, BATCH, RATE, SEED = 300, 128, 0.05, 7
RECORDS = 12


def write_mnist(folder, data):
    images = idx(data / "train-images-idx3-ubyte", 16).reshape(-1, 28, 28)
    labels = idx(data / "train-labels-idx1-ubyte", 8)
    torch.manual_seed(SEED)
    module = network([784, 64, 32, 10], "tanh")
    optimiser = torch.optim.SGD(module.parameters(), lr=RATE, momentum=0.9)
    for _ in range(STEPS):
        chosen = torch.randint(len(labels), (BATCH,))
        inputs = torch.from_numpy(images[chosen.numpy()].astype("float32") / 255).reshape(-1, 784)
        loss = nn.functional.cross_entropy(module(inputs), torch.from_numpy(labels[chosen.numpy()].astype("int64")))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    save_file(module.state_dict(), folder / "mnist.safetensors")
    inputs = images[:RECORDS].astype("float32") / 255
    numpy.save(folder / "mnist-inputs.npy", inputs)
    numpy.save(folder / "mnist-labels.npy", labels[:RECORDS])
    numpy.save(folder / "mnist-targets.npy", numpy.eye(10, dtype="float32")[labels[:RECORDS]])
    numpy.save(folder / "mnist-row.npy", inputs[0].reshape(784))
    row = torch.from_numpy(inputs[0].reshape(784)).double()
    about = {"activation": "tanh", "sizes": [784, 64, 32, 10], "steps": STEPS, "lastLoss": loss.item()}
    write_json(folder, "mnist", about, reference(module.double(), row, "4"))


def idx(path, header):
    return numpy.frombuffer(path.read_bytes(), numpy.uint8, offset=header)
