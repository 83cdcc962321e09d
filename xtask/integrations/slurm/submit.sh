#!/usr/bin/env bash
# Grades a class on a Slurm cluster:
#
#     COURSE=~/course SUBMISSIONS=~/class OUT=~/graded xtask/integrations/slurm/submit.sh [--array=1-16] [SBATCH OPTION]...
#
# All three have to be on a file system that the nodes share. Options go to the array job. Run it again if a task
# has failed: no submission is graded twice.
set -euo pipefail

: "${COURSE:?the folder of the course}" "${SUBMISSIONS:?the folder of submissions}" "${OUT:?the folder for the results}"
for folder in COURSE SUBMISSIONS OUT; do
    export "$folder=$(realpath -m -- "${!folder}")"
done

here=$(dirname -- "$(realpath -- "$0")")
array=$(sbatch --parsable "$@" "$here/grade.sbatch")
merge=$(sbatch --parsable --dependency="afterany:${array%%;*}" "$here/merge.sbatch")
echo "job $array grades, job $merge merges into $OUT"
