#!/usr/bin/env bash
# NumPy 2.4.6: mmap_mode is ignored for an .npz file, also for one that is not compressed.
#
# One would guess: np.load("data.npz", mmap_mode="r") maps its arrays, as it maps a .npy file, or says that it cannot: np.savez stores them
#   as they are, without compression.
# What happens: no error and no warning; each access to an array reads the whole of it into memory, and a second access reads it again.
# Source: numpy/lib/_npyio_impl.py, load, which passes mmap_mode on for .npy alone, and NpzFile.__getitem__.
# Seen on Python 3.11: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 > pip.log
cat > try.py <<'PY'
import warnings

import numpy as np

warnings.simplefilter("error")
images = np.zeros((1000, 784))
np.save("images.npy", images)
np.savez("images.npz", images=images)
mapped = np.load("images.npy", mmap_mode="r")
archive = np.load("images.npz", mmap_mode="r")
print("npy:", type(mapped).__name__)
print("npz:", type(archive["images"]).__name__, "the same object twice:", archive["images"] is archive["images"])
PY
env/bin/python try.py | tee seen.txt
diff seen.txt - <<'SEEN'
npy: memmap
npz: ndarray the same object twice: False
SEEN
