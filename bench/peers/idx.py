"""Shared code of the Python peers: arguments, IDX files, and one epoch per line on stdin."""
import argparse, gzip, json, os, struct, sys, time
import numpy as np


def arguments():
    p = argparse.ArgumentParser()
    p.add_argument("dir")
    p.add_argument("--batch", type=int, default=100)
    p.add_argument("--eta", type=float, default=1.0)
    p.add_argument("--lmbda", type=float, default=0.1)
    p.add_argument("--hidden", default="100")
    p.add_argument("--seed", type=int, default=0)
    return p.parse_args()


def read(folder, stem):
    for name in (stem, stem + ".gz"):
        path = os.path.join(folder, name)
        if os.path.exists(path):
            opener = gzip.open if path.endswith(".gz") else open
            with opener(path, "rb") as f:
                _, _, _, rank = struct.unpack(">BBBB", f.read(4))
                shape = struct.unpack(">" + "I" * rank, f.read(4 * rank))
                return np.frombuffer(f.read(), np.uint8).reshape(shape)
    raise SystemExit(f"{folder}: no {stem}[.gz]")


def data(folder):
    """Returns x, y, test x, test y; inputs float32 in [0, 1]. Of data of MNIST's size the last 10,000 are omitted."""
    x, y = read(folder, "train-images-idx3-ubyte"), read(folder, "train-labels-idx1-ubyte").astype("i8")
    tx, ty = read(folder, "t10k-images-idx3-ubyte"), read(folder, "t10k-labels-idx1-ubyte").astype("i8")
    n = 50000 if len(x) == 60000 else len(x)
    scaled = lambda v: (v.reshape(len(v), -1) / 255).astype("f4")
    return scaled(x[:n]), y[:n], scaled(tx), ty


def serve(version, train, evaluate):
    """Trains an epoch per input line: train() trains, evaluate() returns the accuracy on the test set."""
    print(json.dumps({"ready": version}), flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        train()
        trained = time.perf_counter()
        accuracy = evaluate()
        done = time.perf_counter()
        print(json.dumps({"seconds": trained - start, "evaluateSeconds": done - trained, "accuracy": accuracy}), flush=True)
