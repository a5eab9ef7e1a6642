#!/usr/bin/env bash
# NumPy 2.4.6 and SciPy 1.17.0 (wheels for Linux): two copies of OpenBLAS, with different function names and sizes.
#
# One would guess: a program that wants the OpenBLAS of a Python environment loads the one library and calls cblas_sgemm with 32-bit sizes.
# What happens: each wheel brings a copy of its own, both are loaded into one process with a pool of threads each, and neither has a function
#   of that name. NumPy's is scipy_cblas_sgemm64_ and takes sizes of 64 bits, SciPy's is scipy_cblas_sgemm and takes 32. The number of
#   threads is set apart: a limit that is set with NumPy's function leaves SciPy's copy as it is.
# Source: the projects' build of OpenBLAS (MacPython/openblas-libs: SYMBOLPREFIX scipy_, SYMBOLSUFFIX 64_, INTERFACE64).
# Seen on Python 3.11: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check numpy==2.4.6 scipy==1.17.0 > pip.log
cat > try.py <<'PY'
import ctypes
import glob
import os

import numpy
import scipy.linalg


def library(package):
    folder = os.path.join(os.path.dirname(os.path.dirname(package.__file__)), package.__name__ + ".libs")
    return ctypes.CDLL(glob.glob(os.path.join(folder, "*openblas*"))[0])


names = [prefix + "cblas_sgemm" + suffix for prefix in ("", "scipy_") for suffix in ("", "64_")]
both = {package.__name__: library(package) for package in (numpy, scipy)}
for name, blas in both.items():
    found = [function for function in names if hasattr(blas, function)]
    suffix = found[0].split("sgemm")[1]
    config = getattr(blas, "scipy_openblas_get_config" + suffix)
    config.restype = ctypes.c_char_p
    print(name, found, "64-bit sizes:", b"USE64BITINT" in config())
both["numpy"].scipy_openblas_set_num_threads64_(1)
both["scipy"].scipy_openblas_set_num_threads(2)
print("threads:", both["numpy"].scipy_openblas_get_num_threads64_(), both["scipy"].scipy_openblas_get_num_threads())
PY
env/bin/python try.py | tee seen.txt
diff seen.txt - <<'SEEN'
numpy ['scipy_cblas_sgemm64_'] 64-bit sizes: True
scipy ['scipy_cblas_sgemm'] 64-bit sizes: False
threads: 1 2
SEEN
