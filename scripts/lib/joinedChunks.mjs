/**
 * Small CommonJS chunks in one file, because finding and reading a file takes longer than their code. Each of them runs
 * when it is first required, as it would in a file of its own.
 */

/** Has no hash in its name, so that requiring one of its chunks is not longer than requiring the chunk's file. */
const file = "base.js";

const chunk = /^chunk-([0-9A-Z]{8})\.js$/;
// Lines may be broken anywhere.
const required = /require\(\s*"\.\/(chunk-([0-9A-Z]{8})\.js)"\s*\)/g;

/** Returns the code that requires these chunks from the joined file, in the same lines and columns. */
export function requiringJoined(code, names) {
  return code.replace(required, (text, name, hash) => {
    if (!names.has(name)) return text;
    const [, ...broken] = text.split("\n");
    const after = broken.map((line) => `\n${" ".repeat(line.length)}`).join("");
    const call = `require("./${file}")._${hash}`;
    return after ? call + after : call.padEnd(text.length);
  });
}

/** Returns the file of these chunks, with a source map of one section for each. */
export function joined(chunks) {
  let code = start;
  const sections = [];
  for (const { name, code: own, map } of chunks.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    code += `add("_${chunk.exec(name)[1]}",(module,exports)=>{\n`;
    sections.push({ offset: { line: code.split("\n").length - 1, column: 0 }, map: JSON.parse(map) });
    code += `${own}});\n`;
  }
  return { name: file, code, map: JSON.stringify({ version: 3, file, sections }) };
}

const start = `"use strict";
const add=(name,run)=>{let module;Object.defineProperty(exports,name,{get(){
if(!module){module={exports:{}};run(module,module.exports)}return module.exports}})};
`;
