#!/usr/bin/env bash
# Runs the array job on a Slurm cluster that consists of only this machine. Run it as root on a disposable Debian machine
# or container: it installs slurm-wlm and munge, and starts their daemons for as long as it runs.
#
#     xtask/integrations/slurm/try.sh [SUBMISSIONS]
#
# Without a folder of submissions it grades a class of three: the reference solutions, a part of them, and nothing.
set -euo pipefail
here=$(dirname -- "$(realpath -- "$0")")
course=$(realpath -- "$here/../../..")
work=$(mktemp -d)
chmod 755 "$work"
daemons=()

finish() {
    for daemon in "${daemons[@]}"; do
        kill "$daemon" 2>/dev/null || true
    done
    wait 2>/dev/null || true
    rm -rf "$work"
}
trap finish EXIT

if ! command -v slurmctld >/dev/null || ! command -v munged >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq slurm-wlm munge >/dev/null
fi

# The key that authenticates messages within this cluster.
key=$work/munge.key
dd if=/dev/urandom of="$key" bs=1024 count=1 status=none
install -d -m 755 -o munge -g munge /run/munge "$work/munge"
chown munge: "$key"
chmod 400 "$key"
if ! munge -n >/dev/null 2>&1; then
    su -s /bin/sh munge -c "exec munged --foreground --force --key-file='$key' --pid-file='$work/munge/pid' \
        --log-file='$work/munge/log' --seed-file='$work/munge/seed'" &
    daemons+=($!)
    for _ in $(seq 50); do munge -n >/dev/null 2>&1 && break; sleep 0.1; done
fi

host=$(hostname)
cores=$(nproc)
export SLURM_CONF=$work/slurm.conf
cat > "$SLURM_CONF" <<END
ClusterName=alone
SlurmctldHost=$host(127.0.0.1)
SlurmUser=root
SlurmctldPort=36817
SlurmdPort=36818
AuthType=auth/munge
CredType=cred/munge
MpiDefault=none
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
ReturnToService=2
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
NodeName=$host NodeAddr=127.0.0.1 CPUs=$cores State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
mkdir -p "$work/state" "$work/spool"
slurmctld -D >"$work/slurmctld.log" 2>&1 &
daemons+=($!)
slurmd -D -N "$host" >"$work/slurmd.log" 2>&1 &
daemons+=($!)
for _ in $(seq 100); do
    sinfo --noheader --format=%t 2>/dev/null | grep -q idle && break
    sleep 0.2
done
sinfo

export COURSE=$course OUT=$work/graded SUBMISSIONS=${1:-$work/class}
expected=
if [ $# -eq 0 ]; then
    mkdir -p "$SUBMISSIONS/all" "$SUBMISSIONS/some" "$SUBMISSIONS/none"
    for crate in basic_async_syntax concurrent_coroutines measure_runtime tasks task_wait_n; do
        mkdir -p "$SUBMISSIONS/all/$crate"
        cp -R "$course/$crate/src" "$SUBMISSIONS/all/$crate/"
    done
    cp -R "$SUBMISSIONS/all/tasks" "$SUBMISSIONS/some/"
    expected=3
fi
cd "$work"
"$here/submit.sh" --array=1-2 --cpus-per-task=1
for _ in $(seq 600); do
    [ -z "$(squeue --noheader)" ] && break
    sleep 1
done
for log in "$work"/grade-*.log "$work"/merge-*.log; do
    echo "--- ${log##*/}"
    cat "$log"
done
echo "--- gradebook.csv"
cat "$OUT/gradebook.csv"
rows=$(($(wc -l < "$OUT/gradebook.csv") - 1))
[ "$rows" -eq "${expected:-$rows}" ] || { echo "there should be $expected rows" >&2; exit 1; }
