# Sourced by run and test: makes sure that Swift and the C libraries are there.

# SwiftPM compiles everything again where a build goes to a terminal and the last one did not, for the sake of colours
# (swiftlang/swift-package-manager#8253).
without_terminal() { "$@" 2>&1 | cat; }

give_up() { echo "polyseme $*" >&2; exit 1; }

# What the C compiler says of the headers named, in one line; nothing where they are as they have to be.
trouble_with() {
  local said
  said=$(printf '#include <stdio.h>\n#include "%s"\n' "$@" |
    "$(command -v clang || command -v cc)" ${includes-} -fsyntax-only -x c - 2>&1) ||
    { grep -m 1 error: <<<"$said" || echo "error: there is no C compiler"; }
}

install_libraries() {
  local packages="libreadline-dev libutf8proc-dev zlib1g-dev liblzma-dev libzstd-dev libexpat1-dev libsqlite3-dev" sudo=""
  command -v apt-get >/dev/null ||
    give_up "needs the headers of GNU readline 8.1 or later, utf8proc, zlib, liblzma, libzstd, expat and SQLite: install them, then try again."
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null ||
      give_up "needs $packages and may not install them: run 'apt-get install $packages' as root, then try again."
    sudo=sudo
  fi
  echo "Installing $packages …" >&2
  # Another program may be installing something just now.
  local apt="$sudo apt-get -qq -o DPkg::Lock::Timeout=300"
  if ! { $apt install -y $packages || { $apt update && $apt install -y $packages; }; } >&2; then
    give_up "could not install $packages: run 'sudo apt-get install $packages', then try again."
  fi
}

command -v swift >/dev/null ||
  give_up "needs Swift 6.2 or later: see https://www.swift.org/install, then try again."
swift_version=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1)
case $swift_version in
  [0-5].*|6.0|6.1) give_up "needs Swift 6.2 or later, here it is $swift_version: see https://www.swift.org/install, then try again." ;;
  "") give_up "needs Swift 6.2 or later, and 'swift --version' names none: see https://www.swift.org/install, then try again." ;;
esac

if [ "$(uname)" = Darwin ]; then
  # zlib, expat and SQLite are part of the system.
  if ! brew list readline utf8proc xz zstd >/dev/null 2>&1; then
    brew install readline utf8proc xz zstd
  fi
  includes=""
  for library in readline utf8proc xz zstd; do includes+=" -I$(brew --prefix $library)/include"; done
elif [ -n "$(trouble_with readline/readline.h utf8proc.h zlib.h lzma.h zstd.h expat.h sqlite3.h)" ]; then
  install_libraries
fi
# The headers say themselves which versions they need.
trouble=$(trouble_with "$root"/Sources/{CReadline,CUTF8Proc,CZlib,CLZMA,CZstd,CExpat}/shim.h | tr -d '"')
[ -z "$trouble" ] || give_up "cannot be built here: ${trouble##*error: }"
