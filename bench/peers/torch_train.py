#!/usr/bin/env python3
"""Peer: the same network in PyTorch on the CPU, tensors kept in memory, no DataLoader. Needs Debian's python3-torch.

Same arguments and output as numpy_train.py.
"""
import torch
import torch.nn.functional as F
from idx import arguments, data, serve


def main():
    a = arguments()
    torch.manual_seed(a.seed)
    x, y, tx, ty = (torch.from_numpy(v) for v in data(a.dir))
    sizes = [x.shape[1]] + [int(h) for h in a.hidden.split(",") if h] + [int(y.max()) + 1]
    W = [torch.randn(m, n) / m ** 0.5 for m, n in zip(sizes, sizes[1:])]
    b = [torch.zeros(n) for n in sizes[1:]]
    for t in W + b:
        t.requires_grad_()

    def forward(z):
        for i, (w, c) in enumerate(zip(W, b)):
            z = torch.addmm(c, z, w)
            if i < len(W) - 1:
                z = F.leaky_relu(z, 0.1)
        return z

    n = len(x)

    def train():
        order = torch.randperm(n)
        for i in range(0, n - a.batch + 1, a.batch):
            pick = order[i:i + a.batch]
            F.cross_entropy(forward(x[pick]), y[pick]).backward()
            with torch.no_grad():
                for w in W:
                    w.mul_(1 - a.eta * a.lmbda / n).sub_(w.grad, alpha=a.eta)
                    w.grad = None
                for c in b:
                    c.sub_(c.grad, alpha=a.eta)
                    c.grad = None

    def evaluate():
        with torch.no_grad():
            return (forward(tx).argmax(1) == ty).float().mean().item()

    serve(f"PyTorch {torch.__version__}, {torch.get_num_threads()} threads", train, evaluate)


main()
