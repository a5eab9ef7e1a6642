#!/usr/bin/env python3
"""Peer: reads a CSV file by pandas' C engine. Needs Debian's python3-pandas.

usage: pandas_read.py FILE; prints the seconds of the read alone and the peak of memory, without the imports.
"""
import json, resource, sys, time
import pandas

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
start = time.perf_counter()
table = pandas.read_csv(sys.argv[1])
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
print(json.dumps({"seconds": seconds, "megabytes": (peak - before) / 1024, "rows": len(table), "version": pandas.__version__}))
