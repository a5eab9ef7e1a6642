/** The bundles leave out modules that are loaded on demand, and share their code. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";

const dist = resolve(__dirname, "../../dist");
const text = (name: string) => readFileSync(join(dist, name), "utf8");

const isChunk = (name: string) => /-[0-9A-Z]{8}\.js$/.test(name);
/** The file of small chunks. */
const joined = "base.js";

/** Returns the names of a program's files: its own, and the chunks that it loads at its start or later. */
function filesOf(name: string, found = new Set<string>()): string[] {
  if (found.has(name)) return [];
  found.add(name);
  for (const [, other] of text(name).matchAll(/\(\s*"\.\/([\w-]+\.js)"\s*\)/g))
    if (isChunk(other) || other === joined) filesOf(other, found);
  return [...found];
}

describe("the bundles", () => {
  for (const name of ["cli.js", "trainer.js", "debugger.js", "index.js"]) {
    const code = () => filesOf(name).map(text).join("");

    it(`of ${name} loads koffi and GPU.js when they are wanted`, () => {
      for (const module of ["koffi", "./gpujs.js"]) assert.ok(code().includes(`("${module}")`), module);
      assert.ok(text("gpujs.js").includes("webgl2"), "the code of GPU.js is known by it");
      assert.ok(!code().includes("webgl2"), "it is bundled");
    });

    it(`of ${name} shares most of its code`, () => {
      const own = statSync(join(dist, name)).size;
      assert.ok(own < 0.2 * code().length, `${own} of ${code().length}`);
    });
  }

  it("load packages that are ES modules by import, which require() refuses on Node 20", () => {
    const code = filesOf("gpuTimer.js").map(text).join("");
    assert.match(code, /\{\s*create,\s*globals\s*\}\s*=\s*await\s*import\(\s*findPackage\(/);
  });

  it("consist of the chunks of the last build alone", () => {
    const chunks = readdirSync(dist).filter(isChunk);
    const used = new Set(
      ["cli.js", "trainer.js", "debugger.js", "index.js", "gpuTimer.js"].flatMap((name) => filesOf(name)),
    );
    assert.deepEqual(
      chunks.filter((name) => !used.has(name)),
      [],
    );
  });

  it("of index.js names its exports for import", () => {
    const program = `import { train, NetworkError } from ${JSON.stringify(join(dist, "index.js"))}; console.log(typeof train, typeof NetworkError)`;
    const printed = execFileSync(process.execPath, ["--input-type=module", "-e", program], { encoding: "utf8" });
    assert.equal(printed, "function function\n");
  });

  it("of cli.js loads the server for agents when it is wanted", () => {
    const files = filesOf("cli.js").map(text);
    assert.ok(files.some((code) => /require\(\s*"\.\/mcpServer\.js"/.test(code)));
    assert.ok(text("mcpServer.js").includes("StdioServerTransport"));
    assert.ok(!files.some((code) => code.includes("StdioServerTransport")), "it is bundled");
  });

  it("of extension.js leaves the schemas of the tools for agents to the trainer", () => {
    // Lines may be broken anywhere.
    const description = /as\s*(\\\n)?status\s*(\\\n)?gives/;
    assert.ok(filesOf("trainer.js").some((name) => description.test(text(name))));
    assert.ok(!description.test(text("extension.js")), "activation builds them");
  });
});
