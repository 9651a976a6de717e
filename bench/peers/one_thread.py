"""Pins this process, and every process it starts, to one processor and one thread (Linux).

Import it before numpy, scipy, torch or jax: their thread pools read these settings once, when they are loaded.
"""

import os

os.environ["OMP_NUM_THREADS"] = "1"
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["MKL_NUM_THREADS"] = "1"
os.environ["XLA_FLAGS"] = "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1"
# The last processor allowed: the first one usually serves the interrupts.
os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
