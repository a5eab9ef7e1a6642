#!/usr/bin/env bash
# scikit-learn 1.9.1: a table that is written as svmlight and read again has its columns shifted by one.
#
# One would guess: load_svmlight_file returns what dump_svmlight_file wrote, up to columns of zeros at the end.
# What happens: dump counts columns from 0; load looks at the file and counts from 1 if no line has an index 0. In pictures of
#   digits the corner, column 0, is always 0, and zeros are not written: the digits come back as 63 columns, each one place to the
#   left. A training file and a test file are judged apart, so that one may be shifted and the other not. load_svmlight_files judges
#   them together.
# Source: sklearn/datasets/_svmlight_format_io.py, load_svmlight_files (zero_based="auto"), dump_svmlight_file (zero_based=True);
#   the page of load_svmlight_file calls it "a heuristic check".
# Seen on Python 3.11: the script's last lines. Pixel 0 is set to 1 in one example of the second part.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check scikit-learn==1.9.1 > pip.log
cat > try.py <<'PY'
from sklearn.datasets import dump_svmlight_file, load_digits, load_svmlight_file

pixels, classes = load_digits(return_X_y=True)
pixels[1500, 0] = 1
for name, part in (("train", slice(1000)), ("test", slice(1000, None))):
    dump_svmlight_file(pixels[part], classes[part], name)
    read = load_svmlight_file(name)[0].toarray()
    first = 64 - read.shape[1]
    print(f"{name}: {read.shape[1]} columns of 64; equal to columns {first} to 63: {(read == pixels[part, first:]).all()}")
PY
env/bin/python try.py | tee seen.txt
diff seen.txt - <<'SEEN'
train: 63 columns of 64; equal to columns 1 to 63: True
test: 64 columns of 64; equal to columns 0 to 63: True
SEEN
