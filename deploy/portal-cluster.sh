#!/bin/sh
# A portal on a Dask cluster of this machine: a scheduler and two workers on loopback, for as long as
# one run of scripts/portal.py takes. On several machines start each of the three commands where it
# belongs, with the scheduler's address in the private network in place of 127.0.0.1, and give all of
# them one store (docs-dev/portal.md, "More than one process can do").
#
#   deploy/portal-cluster.sh cong/SOURCES.yml cong/trang [--accept NAME]…
#
# Run it in the checkout; requirements-portal.txt must be installed. WORKERS and PORT may be set.
set -eu
python=${PYTHON:-.venv/bin/python}
address=tcp://127.0.0.1:${PORT:-8786}
# Workers import the package from the folder in which they are started.
export PYTHONPATH="${PWD}${PYTHONPATH:+:$PYTHONPATH}"

started=
scratch=$(mktemp -d)
# Nothing of the processes is needed once the portal is written, and a worker that is asked to end
# while its scheduler ends may wait for it for ever.
stop() {
  # shellcheck disable=SC2086 # one word for each process
  kill -KILL $started 2>/dev/null || true
  wait 2>/dev/null
  rm -rf "$scratch"
}
trap stop EXIT
trap 'exit 1' INT TERM

# Both are silent at this level while all is well.
export DASK_LOGGING__DISTRIBUTED=error
"$python" -m dask scheduler --host 127.0.0.1 --port "${PORT:-8786}" --no-dashboard \
  --dashboard-address 127.0.0.1:0 &
started=$!
for number in $(seq "${WORKERS:-2}"); do
  "$python" -m dask worker "$address" --nthreads 1 --no-dashboard --no-nanny \
    --dashboard-address 127.0.0.1:0 \
    --death-timeout 60 --local-directory "$scratch" &
  started="$started $!"
done
"$python" scripts/portal.py "$@" --scheduler "$address"
