/** docs/from-scratch.md is true: its program in NumPy and its config train the same network. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "jsonc-parser";
import { codeBlocks, readPage } from "../project/pages";
import { finish, last, Workspace } from "../trainer/workspace";

const python = process.env.MATRIX_NETWORK_PYTHON ?? "python3";
const page = "docs/from-scratch.md";
const blocks = (language: string) => codeBlocks(page).filter((block) => block.language === language);

/** Prints the parameters after the lines of the epochs, as JSON. */
const printParameters = `
import json
print(json.dumps([M.tolist() for M in network.W + network.b]))
`;

describe("the program from scratch and the config beside it", () => {
  let workspace: Workspace;
  let printed: string[];
  let parameters: number[][];
  before(() => {
    workspace = new Workspace();
    const program = join(workspace.path, "network.py");
    const code = blocks("python").map(({ text }) => text);
    writeFileSync(program, [...code, printParameters].join("\n"));
    const { status, stdout, stderr } = spawnSync(python, ["-W", "error", program], {
      cwd: workspace.path,
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    printed = stdout.trim().split("\n");
    parameters = (JSON.parse(printed.pop() ?? "") as number[][][]).map((matrix) => matrix.flat());
  });
  after(() => workspace.remove());

  const train = (backend: string) => {
    const [{ text }] = blocks("jsonc");
    return finish({ train: workspace.write({ ...parse(text), backend }, "blobs.network.json") });
  };

  it("print what the page shows", () => {
    assert.equal(printed.length, 5);
    assert.ok(readPage(page).includes(printed.map((line) => `    ${line}\n`).join("")), printed.join("\n"));
  });

  for (const backend of ["wasm", "reference"]) {
    it(`have the same costs, accuracies and weights on ${backend}`, async () => {
      const { events, run } = await train(backend);
      const epochs = events.filter((event) => event.type === "epoch");
      for (const [i, { epoch, cost, validationAccuracy = 0, trainAccuracy = 0 }] of epochs.entries()) {
        const [, number, figure, validation, train] =
          printed[i].match(/^epoch (\d) {2}cost (\S+) {2}validation (\S+)% {2}train (\S+)%$/) ?? [];
        assert.equal(Number(number), epoch);
        assert.ok(Math.abs(Number(figure) - cost) < 1e-5, `${figure} and ${cost}`);
        assert.equal(validation, (validationAccuracy * 100).toFixed(2));
        assert.equal(train, (trainAccuracy * 100).toFixed(2));
      }
      assert.equal(epochs.length, printed.length);
      const { arrays } = await last(run);
      const trained = ["W0", "W1", "b0", "b1"].map((name) => arrays.find((array) => array.name === name)?.values ?? []);
      const differences = trained.map((values, i) => parameters[i].map((value, j) => Math.abs(value - values[j])));
      assert.ok(Math.max(...differences.flat()) < 1e-5, `the largest difference is ${Math.max(...differences.flat())}`);
    });
  }
});
