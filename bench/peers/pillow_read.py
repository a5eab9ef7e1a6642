#!/usr/bin/env python3
"""Peer: reads the pictures of a folder's folders in a loop by Pillow. Needs Debian's python3-pil and python3-numpy.

usage: pillow_read.py FOLDER; prints the seconds of the loop, without the imports.
"""
import json, os, sys, time
import numpy, PIL
from PIL import Image

start = time.perf_counter()
pictures = []
for name in sorted(os.listdir(sys.argv[1])):
    folder = os.path.join(sys.argv[1], name)
    for file in sorted(os.listdir(folder)):
        with Image.open(os.path.join(folder, file)) as picture:
            pictures.append(numpy.asarray(picture))
all_of_them = numpy.stack(pictures)
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "rows": len(all_of_them), "version": PIL.__version__}))
