"""How long polars takes for a file, and how much memory: python3 yardstick.py FILE [THREADS]"""

import os
import resource
import sys
import time

os.environ["POLARS_MAX_THREADS"] = sys.argv[2] if len(sys.argv) > 2 else "2"
import polars  # noqa: E402

for _ in range(3):
    wall, processor = time.perf_counter(), time.process_time()
    table = polars.read_csv(sys.argv[1], try_parse_dates=True)
    print(
        f"polars {polars.__version__} {table.shape}: {time.perf_counter() - wall:.2f} s, "
        f"processors {time.process_time() - processor:.2f} s, columns {table.estimated_size() / 1e6:.0f} MB"
    )
    del table
print(f"at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000:.0f} MB")
