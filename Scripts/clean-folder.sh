# Sourced by scripts that work in a clean Debian: a folder with its smallest system, entered by chroot. Needs root.

# with_own_mounts SCRIPT [ARGUMENT]…: runs a script once more, with mounts and processes of its own, which go when it does,
# however it ends. The second time it returns.
with_own_mounts() {
  if [ -z "${POLYSEME_OWN_MOUNTS-}" ]; then
    POLYSEME_OWN_MOUNTS=1 exec unshare --mount --propagation private --pid --fork --kill-child --mount-proc bash "$@"
  fi
}

# make_clean SUITE FOLDER [MIRROR]: makes the system, unless it is there. What debootstrap says is in FOLDER.log.
make_clean() {
  local suite=$1 folder=$2 mirror=${3-} script=/usr/share/debootstrap/scripts/$1 components=main
  [ ! -e "$folder/etc/debian_version" ] || return 0
  [ -z "$(ls -A "$folder" 2>/dev/null)" ] || die "$folder is there and holds no Debian: name another folder"
  echo "Making a clean $suite in $folder …" >&2
  # A suite newer than debootstrap is made as Debian's newest.
  [ -e "$script" ] || script=/usr/share/debootstrap/scripts/sid
  # Every Ubuntu has universe open, where utf8proc is.
  [ "$(basename "$(readlink -f "$script")")" != gutsy ] || components=main,universe
  rm -rf "$folder.part"
  debootstrap --variant=minbase --components="$components" "$suite" "$folder.part" "$mirror" "$script" >"$folder.log" 2>&1 ||
    die "debootstrap could not make $suite, see $folder.log: $(grep -E '^(E|W):' "$folder.log" | tail -n 1)"
  rm -rf "$folder"
  mv "$folder.part" "$folder"
}

# open_clean FOLDER: what programs expect of a system, and how this machine reaches the archive.
open_clean() {
  mount -t proc proc "$1/proc"
  mount --rbind /dev "$1/dev"
  cp --dereference --remove-destination /etc/resolv.conf "$1/etc/resolv.conf"
  apt-config dump | grep -E '^Acquire::(https?|Check-)' >"$1/etc/apt/apt.conf.d/90polyseme" || true
}

# inside FOLDER COMMAND [ARGUMENT]…: as root, in the system's own environment.
inside() {
  local folder=$1
  shift
  env -i HOME=/root LANG=C.UTF-8 TERM=dumb DEBIAN_FRONTEND=noninteractive \
    PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin chroot "$folder" "$@"
}
