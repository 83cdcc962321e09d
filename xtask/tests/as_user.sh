#!/usr/bin/env bash
# For root, whose sandbox could hold for other reasons than that of everybody else: runs a command as an ordinary user in a
# copy of the course, and then, as root and with what was built there, the tests for which it matters who runs them.
#
#     bash xtask/tests/as_user.sh cargo test --package xtask --test hostile
#
# That user has to be able to read the toolchain and the dependencies, which may lie in root's home. So both are linked
# into a temporary folder (copied, where it is on another disk), the sources are copied, and all is built there anew,
# without the network.
set -euo pipefail
cd "$(dirname "$0")/../.."

user=65534
if [ "$(id -u)" != 0 ] || [ $# = 0 ]; then
    echo "Usage: bash xtask/tests/as_user.sh COMMAND..., as root. Anybody else just runs the command." >&2
    exit 2
fi
for program in setpriv git cp; do
    command -v "$program" >/dev/null || { echo "$program is not installed" >&2; exit 2; }
done

folder=$(mktemp -d "${TMPDIR:-/tmp}/as-user.XXXXXX")
trap 'rm -rf -- "$folder"' EXIT
chmod 755 "$folder"

# Files are shared with the originals, so nothing about them is changed: that user can read them and nothing else. Those
# that it could not read are copied.
link() {
    if ! cp -al -- "$1" "$2" 2>/dev/null || [ -n "$(find "$2" -type f ! -perm -o=r -print -quit)" ]; then
        rm -rf -- "$2"
        cp -a -- "$1" "$2"
        chmod -R a+rX -- "$2"
    fi
    find "$2" -type d -exec chmod a+rx {} +
}
cargo fetch --locked --quiet
link "$(rustc --print sysroot)" "$folder/toolchain"
mkdir "$folder/cargo" "$folder/home" "$folder/workspace" "$folder/temporary"
link "${CARGO_HOME:-$HOME/.cargo}/registry" "$folder/cargo/registry"
git ls-files --cached --others --exclude-standard -z |
    while IFS= read -r -d '' file; do [ -e "$file" ] && printf '%s\0' "$file"; done |
    tar --create --null --files-from - | tar --extract --directory "$folder/workspace" --no-same-owner
# Folders are not shared: cargo locks and writes in them.
find "$folder/cargo" "$folder/home" "$folder/workspace" "$folder/temporary" -type d -exec chown "$user:$user" {} +
find "$folder/workspace" -type f -exec chown "$user:$user" {} +

cd "$folder/workspace"
in_the_copy() {
    env --ignore-environment HOME="$folder/home" PATH="$folder/toolchain/bin:/usr/local/bin:/usr/bin:/bin" \
        CARGO_HOME="$folder/cargo" CARGO_NET_OFFLINE=true TMPDIR="$folder/temporary" \
        ${BROWSER_TEST:+BROWSER_TEST="$BROWSER_TEST"} \
        ${HOSTILE_ONLY:+HOSTILE_ONLY="$HOSTILE_ONLY"} ${HOSTILE_SHOW:+HOSTILE_SHOW="$HOSTILE_SHOW"} "$@"
}
as_user() {
    in_the_copy setpriv --reuid "$user" --regid "$user" --clear-groups --no-new-privs "$@"
}
as_user id
as_user "$@"

# What root may do beyond others: use devices and other people's files, signal everybody, have as many processes as there
# is room for.
HOSTILE_ONLY=${HOSTILE_ONLY:-call_,change_,leave_,made_device,open_,read_,replace_,start_,storm_that_breeds} \
    in_the_copy cargo test --workspace --quiet --test hostile
in_the_copy cargo test --workspace --quiet --test environments few_processes

# A browser cleans up later.
left=$(ls -A --ignore='*chromium*' "$folder/temporary")
[ -z "$left" ] || { echo "left behind: $left" >&2; exit 1; }
