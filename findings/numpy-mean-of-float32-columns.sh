#!/usr/bin/env bash
# NumPy 2.4.6: the mean of a float32 column of 20,000,000 ones is 0.8388608.
#
# One would guess: NumPy adds pairwise, so that sums of float32 are good to six digits whatever axis they run along.
# What happens: pairwise sums are made only along the axis that lies together in memory. mean(axis=0) of a table in rows adds each column
#   one by one in float32; at 2^24 = 16777216 adding 1 changes nothing any more. Whoever standardizes a large table by hand divides by a
#   wrong mean. The same table in columns, or dtype=np.float64, gives 1.
# Source: NumPy, reference of sum, Notes: "pairwise summation … is only provided when summing along the fast axis in memory".
# Seen on Python 3.11, x86-64: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 > pip.log
cat > try.py <<'PY'
import numpy as np

rows = np.ones((20_000_000, 2), dtype=np.float32)
print("rows:", rows.mean(axis=0))
print("columns:", np.asfortranarray(rows).mean(axis=0))
print("rows, float64:", rows.mean(axis=0, dtype=np.float64))
PY
env/bin/python try.py | tee seen.txt
diff seen.txt - <<'SEEN'
rows: [0.8388608 0.8388608]
columns: [1. 1.]
rows, float64: [1. 1.]
SEEN
