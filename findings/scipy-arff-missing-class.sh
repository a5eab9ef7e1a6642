#!/usr/bin/env bash
# SciPy 1.17.1: in an ARFF file a missing class becomes a class of its own, named "?".
#
# One would guess: `?` is missing in every column, NaN in a column of numbers and None, or masked, in a nominal one.
# What happens: loadarff returns NaN for numbers, but the text b"?" for nominal attributes, though "?" is none of the values that the
#   attribute declares. LabelEncoder and train_test_split(stratify=...) then count one class more.
# Source: scipy/io/arff/_arffread.py, NominalAttribute.parse_data: "?" is returned as it is.
# Seen on Python 3.11: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check scipy==1.17.1 > pip.log
cat > try.py <<'PY'
import io

from scipy.io import arff

data, meta = arff.loadarff(io.StringIO("@relation r\n@attribute a numeric\n@attribute c {yes,no}\n@data\n?,yes\n1,?\n"))
print("declared", meta["c"][1])
print("read", [tuple(row.tolist()) for row in data])
PY
env/bin/python try.py | tee seen.txt
diff seen.txt - <<'SEEN'
declared ('yes', 'no')
read [(nan, b'yes'), (1.0, b'?')]
SEEN
