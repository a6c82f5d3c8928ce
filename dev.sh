#!/bin/sh
# Everything a developer or a first-time user needs: sh dev.sh VERB; sets up what is missing, once, then goes.
set -eu

usage() {
    cat <<'TEXT'
sh dev.sh VERB [arguments]

  run      open Rapport, or pass a command to it: sh dev.sh run search Orlov
  test     run the tests; arguments go to pytest: sh dev.sh test tests/unit -k phone
  check    lints, formatting, types, import contracts, dead code, dependencies, translations, migrations;
           one of them: sh dev.sh check types
  bench    measure speed beside the raw limits
  screens  take the pictures in docs/screenshots
  slow     the tests that take minutes: faults, fuzzing, installers

The first start installs system packages (Debian, Ubuntu), Python and the pinned packages into .venv;
later starts find everything in place and install nothing.
TEXT
}

root=${0%/*}
[ "$root" != "$0" ] || root=.
venv=$root/.venv
python=$venv/bin/python
system=$(uname)

say() { printf '%s\n' "rapport: $*" >&2; }
fail() {
    say "$@"
    exit 1
}

# --- System packages and Python: what a bare Debian or Ubuntu lacks -----------------------------------------

needed_run="libgl1 libegl1 libxkbcommon0 libglib2.0-0 libdbus-1-3 libfontconfig1 libxcb-cursor0 libxkbcommon-x11-0
 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libwayland-cursor0 libwayland-egl1 libcups2"
needed_dev="$needed_run xvfb xauth dovecot-imapd"
# The interface is drawn in Inter where it is there; nobody is stopped for the lack of it.
welcome="fonts-inter"

# missing_of NAME…: print those that dpkg does not know as installed, by their own name or as provided by another.
missing_of() {
    installed=" $(dpkg-query -W -f '${db:Status-Status} ${Package} ${Provides}\n' | sed -n 's/^installed //p' | tr ',\n' '  ') "
    for name in "$@"; do
        case $installed in *" $name "*) ;; *) printf '%s ' "$name" ;; esac
    done
}

# Prints a Python from 3.11 on that can make virtual environments; Debian parts ensurepip off.
find_python() {
    for name in python3.12 python3.13 python3.11 python3.14 python3; do
        if "$name" -c 'import sys, ensurepip, sqlite3, ssl, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' \
            2>/dev/null; then
            echo "$name"
            return 0
        fi
    done
    return 1
}

# Prints the packages of the first Python that apt offers: the system's own, or python3.11 on Ubuntu 22.04.
python_packages() {
    for version in 3.12 3.13 3.11 3.14; do
        if apt-cache show "python$version-venv" >/dev/null 2>&1; then
            echo "python$version python$version-venv"
            return 0
        fi
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

refreshed=
# An unreachable extra source must not keep us from the rest: what counts is whether the packages arrive.
refresh() {
    [ -z "$refreshed" ] || return 0
    refreshed=yes
    as_root apt-get update -qq </dev/null >&2 || say "apt-get update reported a problem; trying all the same"
}

# apt_install NAME…: fails where apt is refused, offline or does not know a name.
apt_install() {
    say "installing system packages: $*"
    [ "$(id -u)" = 0 ] || say "sudo may ask for your password"
    refresh
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" </dev/null >&2
}

# Installs those of NAME… that are missing, and Python where there is none.
# shellcheck disable=SC2086 # names are separate words
system_packages() {
    if ! command -v apt-get >/dev/null || ! command -v dpkg-query >/dev/null; then
        say "there is no apt on this system. If Qt names a library that it lacks, install what your system calls: $*"
        return 0
    fi
    missing=$(missing_of "$@")
    extra=$(missing_of $welcome)
    may=yes
    [ "$(id -u)" = 0 ] || command -v sudo >/dev/null || may=
    if ! find_python >/dev/null; then
        [ -z "$may" ] || refresh
        missing="$missing$(python_packages)"
    fi
    if [ -z "$missing$extra" ]; then return 0; fi
    if [ -n "$may" ] && apt_install $missing $extra; then return 0; fi
    if [ -z "$missing" ]; then return 0; fi
    if [ -n "$may" ] && [ -n "$extra" ] && apt_install $missing; then return 0; fi
    fail "system packages are missing and could not be installed. Ask an administrator for
    apt-get install $missing
and start again."
}

# --- The virtual environment ----------------------------------------------------------------------------------

make_venv() {
    # Healthy: it runs and has pip. A broken one (system Python upgraded, set-up interrupted) is made anew.
    if [ -x "$python" ] && "$python" -m pip --version >/dev/null 2>&1; then
        return 0
    fi
    found=$(find_python) || fail "Rapport needs Python 3.11 to 3.14. Install it (https://www.python.org) and start again."
    say "making a virtual environment with $found"
    rm -rf "$venv"
    "$found" -m venv "$venv"
}

# --- Set-up: two stamps say that nothing is left to do --------------------------------------------------------

# The stamps are a copy of the lock file that is installed and the list of system packages that were looked for.
is_ready() { # KIND LOCK PACKAGES
    [ -x "$python" ] && [ -f "$venv/system-$1" ] && cmp -s "$root/$2" "$venv/installed-$1" || return 1
    seen=
    while IFS= read -r line; do seen="$seen$line "; done <"$venv/system-$1"
    [ "$seen" = "$3 " ]
}

set_up() { # run|dev
    if [ "$1" = run ]; then lock=requirements.lock list=$needed_run; else lock=requirements-dev.lock list=$needed_dev; fi
    # One line, so that reading the stamp needs no other program.
    # shellcheck disable=SC2086
    set -- "$1" $list
    kind=$1
    shift
    list="$*"
    [ "$system" = Linux ] || list=none
    if is_ready "$kind" "$lock" "$list"; then return 0; fi
    [ "$list" = none ] || system_packages "$@"
    make_venv
    say "installing the packages of $lock; this takes a minute or two, once"
    # Wheels alone: a source package would fetch build tools that no lock pins.
    "$python" -m pip install --disable-pip-version-check --no-input --only-binary :all: --require-hashes \
        -r "$root/$lock" >&2 ||
        fail "the packages of $lock could not be installed. Is the network there? Start again to go on where it stopped."
    cp "$root/$lock" "$venv/installed-$kind"
    printf '%s\n' "$list" >"$venv/system-$kind"
    if [ "$kind" = dev ]; then
        # The tests' packages contain the program's.
        cp "$root/requirements.lock" "$venv/installed-run"
        # shellcheck disable=SC2086
        set -- $needed_run
        [ "$list" = none ] || list="$*"
        printf '%s\n' "$list" >"$venv/system-run"
    fi
}

# --- Verbs ----------------------------------------------------------------------------------------------------

# Gives tests that need a real window an X server where there is none; it ends with this script.
with_display() {
    [ "$system" = Linux ] && [ -z "${DISPLAY:-}" ] && command -v Xvfb >/dev/null || return 0
    number=$(mktemp)
    Xvfb -displayfd 3 -screen 0 1920x1200x24 -nolisten tcp 3>"$number" >/dev/null 2>&1 &
    server=$!
    trap 'kill "$server" 2>/dev/null || :; rm -f "$number"' EXIT
    trap 'exit 130' INT
    trap 'exit 143' TERM
    tries=0
    until [ -s "$number" ]; do
        tries=$((tries + 1))
        if [ "$tries" -gt 100 ] || ! kill -0 "$server" 2>/dev/null; then
            say "Xvfb did not start"
            return 0
        fi
        sleep 0.05
    done
    read -r display <"$number"
    DISPLAY=:$display
    export DISPLAY
}

folders="tests/unit tests/store tests/gui tests/flows"

tests() {
    # One file, one test or a debugger: worker processes would only be in the way.
    workers="-n logical --maxprocesses 8"
    case " $* " in *.py*|*" -n"*|*--pdb*|*" -s "*) workers= ;; esac
    # shellcheck disable=SC2086
    "$python" -m pytest -o testpaths="$folders" -m "not slow and not bench" $workers "$@"
}

# Verbs for developers work at the root; «run» keeps the folder that its file arguments are relative to.
at_root() {
    cd "$root"
    root=.
    venv=.venv
    python=.venv/bin/python
}

verb=${1:-}
[ $# -eq 0 ] || shift
case $verb in
    run)
        set_up run
        # who has this set would wait at every start for all of Python's modules to be compiled anew
        unset PYTHONDONTWRITEBYTECODE
        exec "$python" "$root/main.py" "$@"
        ;;
    test)
        at_root
        set_up dev
        with_display
        tests "$@"
        ;;
    check)
        at_root
        set_up dev
        "$python" tools/checks.py "$@"
        ;;
    bench)
        at_root
        set_up dev
        with_display
        "$python" -m pytest -o testpaths=tests/bench -m bench "$@"
        ;;
    screens)
        at_root
        set_up dev
        with_display
        "$python" tools/screens.py "$@"
        ;;
    slow)
        at_root
        set_up dev
        with_display
        "$python" -m pytest -m slow "$@"
        ;;
    "" | help | -h | --help) usage ;;
    *)
        usage >&2
        exit 2
        ;;
esac
