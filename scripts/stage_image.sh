#!/usr/bin/env bash
# Makes the folder that becomes the image of a release (see Dockerfile): scripts/stage_image.sh
# TARBALL ARROW_DIR FOLDER. ARROW_DIR has the libraries of Apache Arrow.
set -euo pipefail

tarball=$1 arrow=$2 image=$3
mkdir -p "$image"/{data,tmp,usr/lib/arrow}
chmod 1777 "$image"/{data,tmp}
tar --extract --file "$tarball" --directory "$image/usr" --strip-components=1 --wildcards \
  '*/bin' '*/lib/tpch' '*/share/doc'
cp "$arrow"/lib{arrow,parquet,arrow_s3}.so.* "$image/usr/lib/arrow"

# The system's libraries, at their own paths, and the certificates that object stores need.
mapfile -t files < <(find "$image/usr/bin" "$image/usr/lib" -type f)
mapfile -t libraries < <(LD_LIBRARY_PATH=$image/usr/lib/arrow ldd "${files[@]}" |
  sed -nE 's/^\t(.* => )?(\/[^ ]+) \(.*/\2/p' | grep --invert-match --fixed-strings "$image" | sort --unique)
cp --dereference --parents "${libraries[@]}" "$image"
certificates=/etc/ssl/certs/ca-certificates.crt
[[ ! -e $certificates ]] || cp --dereference --parents "$certificates" "$image"
