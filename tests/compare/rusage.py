# Runs a command and prints its seconds on the clock and of the processor, and its peak memory in bytes, as JSON.

import json
import resource
import subprocess
import sys
import time

start = time.monotonic()
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=False)
seconds = time.monotonic() - start
used = resource.getrusage(resource.RUSAGE_CHILDREN)
memory = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
print(json.dumps({"seconds": seconds, "cpu": used.ru_utime + used.ru_stime, "memory": memory}))
sys.exit(done.returncode)
