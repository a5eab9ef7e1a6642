#!/usr/bin/env bash
# scikit-learn 1.9.1: the log loss of the same predictions is 9.0, 4.0 or 1.7, by their dtype.
#
# One would guess: 0 and 1 are exact in every dtype, so log_loss of the same probabilities is the same, up to rounding.
# What happens: probabilities are clipped to [eps, 1 - eps], and eps is the machine epsilon of their own dtype. One confident
#   mistake costs 36 in float64, 15.9 in float32 and 6.9 in float16. A network that runs in float32 or half precision, as most do,
#   looks better than the same one in float64, and the best epoch by log loss may be another.
# Source: sklearn/metrics/_classification.py, log_loss: eps = xp.finfo(y_proba.dtype).eps.
# Seen on Python 3.11: the script's last lines. One of four examples is predicted wrongly.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check scikit-learn==1.9.1 > pip.log
cat > try.py <<'PY'
import numpy as np
from sklearn.metrics import log_loss

for dtype in (np.float64, np.float32, np.float16):
    outputs = np.array([[1, 0], [1, 0], [0, 1], [0, 1]], dtype)
    print(f"{dtype.__name__}: {log_loss([1, 0, 1, 1], outputs):.2f}")
PY
env/bin/python try.py | tee seen.txt
diff seen.txt - <<'SEEN'
float64: 9.01
float32: 3.99
float16: 1.73
SEEN
