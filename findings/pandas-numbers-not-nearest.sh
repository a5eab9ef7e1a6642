#!/usr/bin/env bash
# pandas 3.0.6: a third of the numbers that Python has written come back from read_csv with another last bit.
#
# One would guess: a text such as 0.345584192064786 becomes the float64 that is nearest to it, as float() in Python, Number() in
#   JavaScript and every JSON reader make it; so a table that is written and read again has the same bits.
# What happens: the default engine's parser is fast and not exact. Of 100,000 normal numbers, written by Python with all their digits,
#   32 in 100 are read as a neighbour. With at most six decimals all are right. float_precision="round_trip" gives the nearest.
# Source: pandas, read_csv, parameter float_precision; pandas/_libs/src/parser/tokenizer.c, precise_xstrtod.
# Seen on Python 3.11 with NumPy 2.4.6, x86-64: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pandas==3.0.6 numpy==2.4.6 > pip.log
cat > try.py <<'PY'
import io

import numpy as np
import pandas as pd

numbers = np.random.default_rng(1).standard_normal(100_000)
for name, texts in (("all digits", [repr(float(x)) for x in numbers]), ("6 decimals", [f"{x:.6f}" for x in numbers])):
    exact = np.array([float(text) for text in texts])
    for given in ({}, {"float_precision": "round_trip"}):
        read = pd.read_csv(io.StringIO("x\n" + "\n".join(texts)), **given)["x"].to_numpy()
        print(f"{name}, {given or 'default'}: {(read != exact).sum()} of 100000 differ")
PY
env/bin/python try.py | tee seen.txt
diff seen.txt - <<'SEEN'
all digits, default: 32474 of 100000 differ
all digits, {'float_precision': 'round_trip'}: 0 of 100000 differ
6 decimals, default: 0 of 100000 differ
6 decimals, {'float_precision': 'round_trip'}: 0 of 100000 differ
SEEN
