#!/bin/sh
# The end-to-end tests drive a real Chromium: use an installed one, else install one, else say so and fail.
set -u

found() {
  [ -x "${MATCHMAKER_CHROMIUM:-}" ] && return 0
  for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && return 0
  done
  ls "$HOME"/.cache/ms-playwright/chromium-*/chrome-linux*/chrome >/dev/null 2>&1
}

if found; then
  echo "== Chromium: found"
  exit 0
fi
if [ -f /etc/debian_version ] && [ "$(id -u)" = 0 ]; then
  echo "== Chromium: installing it and Chinese fonts from Debian's packages"
  apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium fonts-noto-cjk >/dev/null && found && exit 0
fi
echo "== Chromium: asking Playwright for it"
"${PYTHON:-python3}" -m playwright install chromium && found && exit 0
echo "No Chromium could be found or installed, and the end-to-end tests need one. Install it (on Debian: apt install chromium fonts-noto-cjk) and run again." >&2
exit 1
