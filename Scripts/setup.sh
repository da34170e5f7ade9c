# Sourced by run and test: makes sure that Swift and the two C libraries are there.

# SwiftPM compiles everything again where a build goes to a terminal and the last one did not, for the sake of colours
# (swiftlang/swift-package-manager#8253).
without_terminal() { "$@" 2>&1 | cat; }

have_libraries() {
  printf '#include <stdio.h>\n#include <readline/readline.h>\n#include <utf8proc.h>\n' |
    "$(command -v clang || command -v cc)" -fsyntax-only -x c - 2>/dev/null
}

install_libraries() {
  local packages="libreadline-dev libutf8proc-dev" sudo=""
  if [ "$(id -u)" != 0 ]; then
    if ! command -v sudo >/dev/null; then
      echo "polyseme needs $packages and may not install them: run 'apt-get install $packages' as root, then try again." >&2
      exit 1
    fi
    sudo=sudo
  fi
  echo "Installing $packages …" >&2
  if ! { $sudo apt-get install -y -qq $packages || { $sudo apt-get update -qq && $sudo apt-get install -y -qq $packages; }; } >&2; then
    echo "polyseme could not install $packages: run 'sudo apt-get install $packages', then try again." >&2
    exit 1
  fi
}

if ! command -v swift >/dev/null; then
  echo "polyseme needs Swift 6.1 or later: see https://www.swift.org/install, then try again." >&2
  exit 1
fi

if [ "$(uname)" = Darwin ]; then
  if ! brew list readline utf8proc >/dev/null 2>&1; then
    brew install readline utf8proc
  fi
  # Homebrew's readline hides behind the system's editline unless its folder is named.
  export CPATH="$(brew --prefix readline)/include:$(brew --prefix utf8proc)/include${CPATH:+:$CPATH}"
  export LIBRARY_PATH="$(brew --prefix readline)/lib:$(brew --prefix utf8proc)/lib${LIBRARY_PATH:+:$LIBRARY_PATH}"
elif ! have_libraries; then
  install_libraries
fi
