/** The bundles leave out modules that are loaded on demand. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

describe("the bundles", () => {
  for (const name of ["cli.js", "trainer.js", "index.js"]) {
    it(`of ${name} loads koffi and GPU.js when they are wanted`, () => {
      const text = readFileSync(join(__dirname, "..", "..", "dist", name), "utf8");
      for (const module of ["koffi", "./gpujs.js"]) assert.ok(text.includes(`("${module}")`), module);
      assert.ok(!/^\/\/ node_modules\/(koffi|@koromix|gpu\.js)\//m.test(text), "it is bundled");
    });
  }

  it("of cli.js loads the server for agents when it is wanted", () => {
    const text = readFileSync(join(__dirname, "..", "..", "dist", "cli.js"), "utf8");
    assert.ok(text.includes('import("./mcpServer.js")'));
    assert.ok(!/^\/\/ node_modules\/@modelcontextprotocol\//m.test(text), "it is bundled");
  });

  it("of extension.js leaves the schemas of the tools for agents to the trainer", () => {
    const text = readFileSync(join(__dirname, "..", "..", "dist", "extension.js"), "utf8");
    assert.ok(text.includes("// src/protocol/agentToolNames.ts"));
    assert.ok(!text.includes("// src/protocol/agentTools.ts"), "activation builds them");
  });
});
