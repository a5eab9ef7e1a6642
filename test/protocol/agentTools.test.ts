/** The tools for agents are the same in the contract, in package.json and in the documentation. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { modelTools } from "../../scripts/lib/modelTools";
import { agentToolNames } from "../../src/protocol/agentToolNames";
import { agentTools } from "../../src/protocol/agentTools";

const root = join(__dirname, "../..");

describe("the tools for agents", () => {
  it("are those that package.json contributes: npm run schema writes them", () => {
    const { contributes } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    assert.deepEqual(contributes.languageModelTools, modelTools());
  });

  it("are described in docs/agents.md with all their inputs", () => {
    const rows = readFileSync(join(root, "docs/agents.md"), "utf8").matchAll(/^\| `(\w+)` \| ([^|]*)\|/gm);
    const documented = [...rows].map(([, name, inputs]) => [
      name,
      [...inputs.matchAll(/`(\w+)`/g)].map(([, key]) => key),
    ]);
    const expected = agentToolNames.map((name) => [name, Object.keys(agentTools[name].input.shape)]);
    assert.deepEqual(documented, expected);
  });
});
