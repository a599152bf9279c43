#!/usr/bin/env bash
# Prometheus and Alertmanager of Debian into a cache outside the tree, without starting or configuring anything. Prints
# the folder of their programs.
set -euo pipefail
folder=${CDK8S_NIM_PROMETHEUS:-${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-nim/prometheus}
if [ ! -x "$folder/usr/bin/amtool" ]; then
  work=$(mktemp -d)
  chmod 755 "$work"
  (
    cd "$work"
    apt-get update -qq
    apt-get download -qq prometheus prometheus-alertmanager
    mkdir unpacked
    for package in ./*.deb; do dpkg-deb --extract "$package" unpacked; done
  ) >&2
  mkdir -p "$(dirname "$folder")"
  rm -rf "$folder"
  mv "$work/unpacked" "$folder"
  rm -rf "$work"
fi
# Alertmanager of Debian finds its templates at this path alone.
templates=/usr/share/prometheus/alertmanager
if [ ! -e "$templates" ]; then
  mkdir -p "$(dirname "$templates")"
  ln -s "$folder$templates" "$templates"
fi
echo "$folder/usr/bin"
