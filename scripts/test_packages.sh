#!/usr/bin/env bash
# Installs the packages of dist/ in fresh systems and runs the program there: scripts/test_packages.sh
# [SUITE...], by default Debian 12 and 13. Needs root, debootstrap, buildah, and what `./dev package`
# made.
set -euo pipefail
cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.."

suites=("$@")
(( $# )) || suites=(bookworm trixie)
work=$(mktemp -d)
arrow=$(echo build/venv/lib/python3*/site-packages/pyarrow)

remove() {
  local root
  for root in "$work"/*/; do
    ! mountpoint --quiet "$root/proc" || umount "$root/proc"
  done
  rm -rf "$work"
}
trap remove EXIT

fail() {
  echo "test_packages: $*" >&2
  exit 1
}

# Compares the TBL files of the folder $1 with dbgen's digests.
check_digests() {
  python3 - "$1" <<'END'
import hashlib, json, pathlib, sys
golden = json.loads(pathlib.Path("tests/data/golden/tbl_md5.json").read_text())["0.01"]
for table, expected in golden.items():
    data = (pathlib.Path(sys.argv[1]) / f"{table}.tbl").read_bytes()
    assert hashlib.md5(data).hexdigest() == expected["md5"], table
END
}

# Runs the program $2 in the system $1, with and without Apache Arrow.
check_program() {
  local root=$1 program=$2 errors status=0 packages=$1/usr/lib/python3/dist-packages
  chroot "$root" "$program" info
  chroot "$root" "$program" generate -s 0.01 -f tbl -o /tmp/tbl --quiet
  check_digests "$root/tmp/tbl"
  chroot "$root" "$program" verify /tmp/tbl >/dev/null
  chroot "$root" "$program" generate -s 1 -f parquet -o /tmp/parquet --quiet
  errors=$(chroot "$root" "$program" generate -s 0.01 -f arrow -o /tmp/arrow --quiet 2>&1) ||
    status=$?
  [[ $status == 2 && $errors == *"pip install pyarrow=="* && ! -e $root/tmp/arrow ]] ||
    fail "without Arrow: status $status, $errors"
  mkdir -p "$packages/pyarrow"
  cp "$arrow"/lib*.so.* "$packages/pyarrow"
  chroot "$root" "$program" generate -s 0.01 -f arrow -o /tmp/arrow --quiet
  chroot "$root" "$program" verify /tmp/arrow >/dev/null
  chroot "$root" "$program" verify /tmp/parquet >/dev/null
  rm -rf "$packages/pyarrow" "$root"/tmp/{tbl,arrow,parquet}
}

check_tarball() {
  local begin=$EPOCHREALTIME end program
  tar --extract --file dist/tpch-*.tar.gz --directory "$1/opt"
  chroot "$1" bash -c '/opt/tpch-*/bin/tpch generate -s 1 -f parquet -o /tmp/first --quiet'
  end=$EPOCHREALTIME
  echo "from the tarball to Parquet files of SF 1: $(( (${end/./} - ${begin/./}) / 1000 )) ms"
  rm -rf "$1/tmp/first"
  program=$(echo "$1"/opt/tpch-*/bin/tpch)
  check_program "$1" "${program#"$1"}"
}

check_debian_package() {
  cp dist/*.deb "$1/tmp"
  chroot "$1" bash -c 'dpkg --install /tmp/*.deb'
  check_program "$1" /usr/bin/tpch
  chroot "$1" dpkg --remove tpch
  [[ ! -e $1/usr/bin/tpch && ! -e $1/usr/lib/tpch ]] || fail "dpkg --remove left files"
}

check_image() {
  local buildah=(buildah --storage-driver vfs --root "$work/images" --runroot "$work/containers")
  local container arguments
  "${buildah[@]}" build --quiet --isolation chroot --tag tpch --file Dockerfile dist
  container=$("${buildah[@]}" from tpch)
  for arguments in info "generate -s 0.01 -f arrow -o sf0.01 --quiet" "verify sf0.01"; do
    # shellcheck disable=SC2086  # several words
    "${buildah[@]}" run --isolation chroot "$container" -- /usr/bin/tpch $arguments
  done
}

check_image
for suite in "${suites[@]}"; do
  echo "== $suite"
  root=$work/$suite
  debootstrap --variant=minbase "$suite" "$root" >"$work/$suite.log" ||
    fail "debootstrap failed: $(tail -n 3 "$work/$suite.log")"
  mount -t proc proc "$root/proc"
  check_tarball "$root"
  check_debian_package "$root"
done
echo "all packages work in: ${suites[*]}"
