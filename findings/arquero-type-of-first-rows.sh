#!/usr/bin/env bash
# Arquero 7.2.0: texts after a table's thousandth row become NaN.
#
# One would guess: a column has numbers only if all of its values are numbers; a text further down makes it a column of texts, or an error says
#   where it is.
# What happens: fromCSV chooses each column's type by the first 1,000 rows (autoMax) and reads the rest as that type. A label that is a text
#   from row 1,001 on is NaN, without a message; a table that is sorted by its label loses whole classes.
# Source: arquero, format/parse/parse-values and format/infer, autoMax.
# Seen on Node 20.20.2: the script's last lines.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts arquero@7.2.0 >> npm.log
cat > try.mjs <<'JS'
import { fromCSV } from "arquero";

for (const numbers of [999, 1000]) {
  const rows = Array.from({ length: 1001 }, (_, i) => (i < numbers ? i : "high"));
  const table = fromCSV(["level", ...rows].join("\n"));
  console.log(`${numbers} numbers, then texts: the last row is ${table.get("level", 1000)}`);
}
JS
node try.mjs 2> stderr.log | tee seen.txt
diff seen.txt - <<'SEEN'
999 numbers, then texts: the last row is high
1000 numbers, then texts: the last row is NaN
SEEN
