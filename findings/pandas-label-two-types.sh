#!/usr/bin/env bash
# pandas 3.0.6: one late text in a long column of labels makes each earlier class two classes.
#
# One would guess: a column has one type. If its 400,001st label is "unknown", all labels are texts, or reading fails.
# What happens: read_csv finds the type of each chunk of rows apart (low_memory=True is the default). Chunks before the text hold the
#   integers 0, 1, 2, the last one holds the texts "0", "1", "2", "unknown", and the column has seven different labels. A warning
#   (DtypeWarning) says that types are mixed; value_counts and get_dummies count seven classes. With low_memory=False there are four.
# Source: pandas, read_csv, parameter low_memory; pandas/io/parsers/c_parser_wrapper.py, _concatenate_chunks.
# Seen on Python 3.11: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check pandas==3.0.6 > pip.log
cat > try.py <<'PY'
import io
import warnings

import pandas as pd

rows = "".join(f"{i},{i % 3}\n" for i in range(400_000))
text = f"x,label\n{rows}5,unknown\n"
for given in ({}, {"low_memory": False}):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        labels = pd.read_csv(io.StringIO(text), **given)["label"]
    names = [each.category.__name__ for each in seen]
    print(f"{given or 'default'}: {pd.get_dummies(labels).shape[1]} classes {sorted(labels.unique(), key=repr)}, warnings {names}")
PY
env/bin/python try.py | tee seen.txt
diff seen.txt - <<'SEEN'
default: 7 classes ['0', '1', '2', 'unknown', 0, 1, 2], warnings ['DtypeWarning']
{'low_memory': False}: 4 classes ['0', '1', '2', 'unknown'], warnings []
SEEN
