/** The commands of package.json and the command ids in the code are the same. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { contributedCommands, internalCommands } from "../../src/extension/base/commandIds";

const root = join(__dirname, "../..");
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  contributes: { commands: { command: string }[] };
};

describe("the ids of commands", () => {
  const contributed = manifest.contributes.commands.map(({ command }) => command);

  it("are those that package.json contributes", () => {
    assert.deepEqual(contributed.toSorted(), contributedCommands.map((name) => `matrixNetwork.${name}`).toSorted());
    for (const name of internalCommands) assert.ok(!contributed.includes(`matrixNetwork.${name}`), name);
  });

  it("are written out nowhere else in the extension", () => {
    const folder = join(root, "src/extension");
    const ids = [...contributedCommands, ...internalCommands].map((name) => `"matrixNetwork.${name}"`);
    for (const file of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      if (!file.endsWith(".ts")) continue;
      const text = readFileSync(join(folder, file), "utf8");
      for (const id of ids) assert.ok(!text.includes(id), `${file} writes out ${id}; use commandId`);
    }
  });
});
