#!/usr/bin/env bash
# ONNX Runtime 1.30.0 (CPU): Sigmoid of float32 is exactly 0 from -18 down, and exactly 1 from 18 up.
#
# One would guess: Sigmoid is good to the digits of float32, which holds 2.1e-9 at -20 and 9.4e-14 at -30, as in ONNX's reference.
# What happens: a rational function is computed between -18 and 18, and 0.5 is added, so that a small result loses its digits. The
#   probabilities of all rare events are 0: they have no order any more, and their log loss is infinite, while the framework that
#   trained the network had a cost for each. Two softmax outputs instead of a sigmoid keep them, and so does float64.
# Source: onnxruntime/core/mlas/lib/logistic.cpp, MlasLogisticConstants (LowerRange -18, UpperRange 18) and MlasLogisticKernel.
# Seen on Python 3.11, x86-64: the script's last lines. Softmax is of the values and 0.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check onnx==1.23.1 onnxruntime==1.30.0 > pip.log
cat > try.py <<'PY'
import numpy as np
from onnx import TensorProto, helper
from onnx.reference import ReferenceEvaluator
from onnxruntime import InferenceSession


def model(operator, kind=TensorProto.FLOAT):
    ends = [helper.make_tensor_value_info(name, kind, ["N", "M"]) for name in ("x", "y")]
    graph = helper.make_graph([helper.make_node(operator, ["x"], ["y"])], operator, ends[:1], ends[1:])
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)


def runtime(network, x):
    return InferenceSession(network.SerializeToString(), providers=["CPUExecutionProvider"]).run(None, {"x": x})[0]


def show(name, outputs):
    print(f"{name}: {' '.join(f'{output:.1e}' for output in np.ravel(outputs))}")


x = np.array([[-10], [-20], [-30]], np.float32)
show("reference", ReferenceEvaluator(model("Sigmoid")).run(None, {"x": x})[0])
show("Sigmoid, float32", runtime(model("Sigmoid"), x))
show("Sigmoid, float64", runtime(model("Sigmoid", TensorProto.DOUBLE), x.astype(np.float64)))
show("Softmax, float32", runtime(model("Softmax"), np.hstack([x, np.zeros_like(x)]))[:, 0])
PY
env/bin/python try.py | tee seen.txt
diff seen.txt - <<'SEEN'
reference: 4.5e-05 2.1e-09 9.4e-14
Sigmoid, float32: 4.5e-05 0.0e+00 0.0e+00
Sigmoid, float64: 4.5e-05 2.1e-09 9.3e-14
Softmax, float32: 4.5e-05 2.1e-09 9.4e-14
SEEN
