#!/usr/bin/env bash
# Sees that a set of tools is there; installs what is missing from Debian's packages, or says what to install.
# usage: deps.sh base|aot|interop|tmux|screen
set -eu

need_dotnet() {
  if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^10\.'; then
    echo "TuiTorrent is built with the .NET 10 SDK, which is not on the PATH: https://dotnet.microsoft.com/download/dotnet/10.0" >&2
    exit 1
  fi
}

missing=()
want() { # want TEST PACKAGE...
  if ! eval "$1" >/dev/null 2>&1; then missing+=("${@:2}"); fi
}

need_dotnet
case "${1:-base}" in
  base)
    # SHA-1 and TLS come from the system's OpenSSL.
    want 'ldconfig -p | grep -q libssl.so' openssl
    ;;
  aot)
    want 'command -v clang || command -v gcc' clang
    want 'test -e /usr/include/zlib.h' zlib1g-dev
    ;;
  interop)
    want 'command -v transmission-daemon' transmission-daemon
    want 'command -v transmission-create' transmission-cli
    want 'command -v aria2c' aria2
    want 'command -v opentracker' opentracker
    want '/usr/bin/python3 -c "import libtorrent"' python3-libtorrent
    ;;
  tmux)
    want 'command -v tmux' tmux
    ;;
  screen)
    want 'command -v tmux' tmux
    want 'command -v htop' htop
    want 'command -v rtorrent' rtorrent
    want 'test -x /usr/sbin/sshd' openssh-server
    want 'command -v ssh' openssh-client
    want 'command -v ss' iproute2
    ;;
  *)
    echo "usage: $0 base|aot|interop|tmux|screen" >&2
    exit 2
    ;;
esac

[ ${#missing[@]} -eq 0 ] && exit 0
if ! command -v apt-get >/dev/null; then
  echo "Missing: ${missing[*]} (Debian's names). Install them with this system's package manager, then try again." >&2
  exit 1
fi
if [ "$(id -u)" -ne 0 ]; then
  echo "Missing: ${missing[*]}. Run this, then try again:" >&2
  echo "  sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "Installing ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null 2>&1 || {
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}
