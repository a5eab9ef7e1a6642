#!/usr/bin/env bash
# read-excel-file 9.3.17: a cell with an error (#DIV/0!) and a formula without a saved value are given as empty cells.
#
# One would guess: an error, or the error's text, as openpyxl gives it ("#DIV/0!").
# What happens: the cell is null, as a cell that nobody filled in. Whoever fills in missing values trains on them without a word.
# Source: read-excel-file, modules/xlsx/parseSheet.js, parseCellWithRepairAbility: `if (t === 'e') return EMPTY_CELL`.
# Seen with read-excel-file 9.3.17 on Node 20.20.2:
#   [[1,null,null,2]]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes > npm.log
npm install --no-audit --no-fund --ignore-scripts read-excel-file@9.3.17 fflate@0.8.3 >> npm.log
cat > try.cjs <<'JS'
const { strToU8, zipSync } = require("fflate");
const { readSheet } = require("read-excel-file/universal");

const main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const parts = {
  "xl/workbook.xml": `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>`,
  "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="r1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  "xl/worksheets/sheet1.xml": `<worksheet xmlns="${main}"><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c><c r="C1"><f>A1*2</f></c><c r="D1"><v>2</v></c></row></sheetData></worksheet>`,
};
const file = zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])));
readSheet(file.buffer, 1).then((rows) => console.log(JSON.stringify(rows)));
JS
node try.cjs | tee seen.txt
diff seen.txt - <<'SEEN'
[[1,null,null,2]]
SEEN
