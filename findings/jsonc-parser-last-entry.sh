#!/usr/bin/env bash
# jsonc-parser 3.3.1 (npm's "latest"), the package with which VS Code and its extensions edit JSON with comments: removing
# the last entry of a list gives a text that is no JSON.
#
# One would guess: modify(text, path, undefined, { formattingOptions }) removes the entry and the comma before it, as it
#   does for a key of an object and for every other entry of a list.
# What happens: the edit ends one character early, so that the last character of the entry stays: ["x", "y"] without its
#   second entry becomes ["x""]. Nothing is thrown; the first entry goes as it should.
# Source: jsonc-parser 3.3.1, lib/umd/impl/edit.js, setProperty; its changes for 4.0.0-next.1 name an off-by-one error in
#   modify() when it removes the last array element.
# Seen with jsonc-parser 3.3.1 on Node 20.20.2:
#   without the first entry {"units":["y"]}, without the last {"units":["x""]}
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts jsonc-parser@3.3.1 >> npm.log
cat > try.cjs <<'JS'
const { applyEdits, modify } = require("jsonc-parser");
const text = '{ "units": ["x", "y"] }';
const formattingOptions = { insertSpaces: true, tabSize: 2, eol: "\n" };
for (const [name, entry] of [["first", 0], ["last", 1]]) {
  const after = applyEdits(text, modify(text, ["units", entry], undefined, { formattingOptions }));
  try {
    console.log(name, JSON.stringify(JSON.parse(after)));
  } catch {
    console.log(name, "no JSON:", after.replace(/\s+/g, ""));
  }
}
JS
node try.cjs | tee seen.txt
diff seen.txt - <<'SEEN'
first {"units":["y"]}
last no JSON: {"units":["x""]}
SEEN
