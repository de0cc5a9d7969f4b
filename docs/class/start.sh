#!/bin/sh
# Makes an environment in this folder, the first time, and opens the first notebook.
cd "$(dirname "$0")" || exit 1

stop() {
  echo
  echo "$1"
  if [ -t 0 ]; then printf 'Press Enter to close. '; read -r _; fi
  exit 1
}

[ -d notebooks ] || stop "The folder notebooks is not here: unpack the whole zip, and start from the unpacked folder."

if [ ! -f env/ready ]; then
  set -- wheels/framing-*.whl
  [ -f "$1" ] || stop "The kit is not in the folder wheels: ask whoever gave you this folder for the file framing-....whl, put it there, and start again."
  python=
  for name in $(printf 'python%s ' @PYTHONS@) python3 python; do
    if "$name" -c 'import sys; sys.exit("%d.%d" % sys.version_info[:2] not in "@PYTHONS@".split())' >/dev/null 2>&1; then
      python=$name
      break
    fi
  done
  [ -n "$python" ] || stop "This needs Python @VERSIONS@: get it from https://www.python.org/downloads/ and start again."
  echo "Making the environment with $python: some minutes, this first time only."
  "$python" -m venv env || stop "Python could not make an environment; on Debian and Ubuntu install python3-venv first."
  install="env/bin/python -m pip install --quiet --disable-pip-version-check"
  $install --no-index --find-links wheels "$1[notebooks]" 2>env/offline.log ||
    { echo "The folder wheels does not hold all that this computer needs (env/offline.log): trying the network."
      $install @LOCKED@ --find-links wheels "$1[notebooks]"; } ||
    stop "The installation failed; the lines above say why."
  touch env/ready
fi
[ -z "$ONLY_INSTALL" ] || exit 0
exec env/bin/jupyter lab notebooks/00_start_here.ipynb
