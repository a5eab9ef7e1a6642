#!/usr/bin/env python3
"""Peer: the same network in vectorised NumPy, float32. Needs Debian's python3-numpy.

PReLU hidden layers, softmax output, cross-entropy, L2, minibatch SGD.
usage: numpy_train.py IDX_DIR [--batch 100] [--eta 1.0] [--lmbda 0.1] [--hidden 100,...] [--seed 0]
"""
import numpy as np
from idx import arguments, data, serve


def main():
    a = arguments()
    rng = np.random.default_rng(a.seed)
    x, y, tx, ty = data(a.dir)
    onehot = np.eye(y.max() + 1, dtype="f4")[y]
    sizes = [x.shape[1]] + [int(h) for h in a.hidden.split(",") if h] + [onehot.shape[1]]
    W = [rng.normal(0, 1 / np.sqrt(m), (m, n)).astype("f4") for m, n in zip(sizes, sizes[1:])]
    b = [np.zeros((1, n), "f4") for n in sizes[1:]]
    alpha = np.float32(0.1)

    def forward(z, keep=False):
        zs, ss = [z], []
        for i, (w, c) in enumerate(zip(W, b)):
            s = z @ w + c
            if i < len(W) - 1:
                z = np.where(s > 0, s, alpha * s)
            else:
                e = np.exp(s - s.max(1, keepdims=True))
                z = e / e.sum(1, keepdims=True)
            if keep:
                zs.append(z); ss.append(s)
        return (zs, ss) if keep else z

    n = len(x)

    def train():
        order = rng.permutation(n)
        for i in range(0, n - a.batch + 1, a.batch):
            pick = order[i:i + a.batch]
            zs, ss = forward(x[pick], keep=True)
            d = zs[-1] - onehot[pick]
            for l in range(len(W) - 1, -1, -1):
                gw, gb = zs[l].T @ d, d.sum(0, keepdims=True)
                if l:
                    d = (d @ W[l].T) * np.where(ss[l - 1] > 0, np.float32(1), alpha)
                W[l] = W[l] * np.float32(1 - a.eta * a.lmbda / n) - np.float32(a.eta / a.batch) * gw
                b[l] = b[l] - np.float32(a.eta / a.batch) * gb

    serve("NumPy " + np.__version__, train, lambda: float((forward(tx).argmax(1) == ty).mean()))


main()
