/** predict, export and verify on the command line: stdout, files and exit codes. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { seal } from "../../src/runs/sealedJson";
import { irisConfig, Workspace } from "../trainer/workspace";
import { callInThisProcess } from "./inThisProcess";

const cli = resolve(__dirname, "../../dist/cli.js");

describe("the command line", () => {
  let workspace: Workspace;
  let run: string;
  before(async () => {
    workspace = new Workspace();
    ({ run } = await workspace.train(irisConfig()));
  });
  after(() => workspace.remove());

  const type = (args: string[], input = "") =>
    spawnSync(process.execPath, [cli, ...args], { cwd: workspace.path, input, encoding: "utf8" });
  const call = (...args: string[]) => callInThisProcess(workspace.path, {}, args);
  const flowers = "5.1,3.5,1.4,0.2\n6.3,3.3,6.0,2.5\n";

  it("predicts stdin as CSV: a header, then a line per example", () => {
    const { status, stdout } = type(["predict", run, "-"], flowers);
    assert.equal(status, 0);
    const [header, first, second, end] = stdout.split("\n");
    assert.equal(header, "row,class,setosa,versicolor,virginica");
    assert.match(first, /^1,setosa(,[\d.e-]+){3}$/);
    assert.match(second, /^2,virginica(,[\d.e-]+){3}$/);
    assert.equal(end, "");
  });

  it("predicts as lines of JSON, into a file where one is named", async () => {
    writeFileSync(join(workspace.path, "new.csv"), flowers);
    const { code, stdout } = await call("predict", run, "new.csv", "--out", "answers.json");
    assert.deepEqual([code, stdout], [0, ""]);
    const lines = readFileSync(join(workspace.path, "answers.json"), "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      lines.map((line) => line.class),
      ["setosa", "virginica"],
    );
    assert.deepEqual(Object.keys(lines[0].probabilities), ["setosa", "versicolor", "virginica"]);
  });

  it("identifies the predictions by a column of the table", async () => {
    const rows = flowers.trim().split("\n");
    writeFileSync(
      join(workspace.path, "ids.csv"),
      `a,b,Id,c,d\n${rows.map((row, i) => row.replace(/,(?=[^,]*,[^,]*$)/, `,"x,${i + 7}",`)).join("\n")}\n`,
    );
    const csv = await call("predict", run, "ids.csv", "--id", "Id");
    assert.match(csv.stdout, /^Id,class,setosa,.*\n"x,7",setosa,.*\n"x,8",virginica,/);
    const json = await call("predict", run, "ids.csv", "--id", "Id", "--json");
    assert.match(json.stdout, /^\{"Id":"x,7","class":"setosa",.*\n\{"Id":"x,8","class":"virginica",/);
    const wrong = await call("predict", run, "ids.csv", "--id", "id");
    assert.deepEqual(
      [wrong.code, wrong.stderr],
      [3, 'ids.csv: no column "id" for --id; it has a, b, Id, c, d; name one of them\n'],
    );
  });

  it("refuses input that does not fit with exit code 3, in one line", async () => {
    const { status, stderr, stdout } = type(["predict", run, "-"], "1,2,3\n");
    assert.deepEqual([status, stdout], [3, ""]);
    assert.equal(stderr, "stdin: 3 columns for a network of 4 inputs; give one column per input, and no labels\n");
    assert.equal((await call("predict", run, "nothing.csv")).code, 3);
    assert.equal((await call("predict", "no-run", "-")).code, 5);
  });

  it("exports under the network's name, or where it is told to", async () => {
    assert.equal(type(["export", run, "--to", "js"]).stdout, "iris.mjs\niris.d.mts\n");
    assert.equal((await call("export", run, "--to", "onnx", "--out", "my.onnx")).stdout, "my.onnx\n");
    for (const file of ["iris.mjs", "iris.d.mts", "my.onnx"]) assert.ok(existsSync(join(workspace.path, file)));
  });

  it("knows the formats it exports to, and where it cannot write", async () => {
    const unknown = await call("export", run, "--to", "pdf");
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /npz, onnx, json, js, numpy/);
    assert.equal((await call("export", run)).code, 2);
    assert.equal((await call("export", run, "--to", "npz", "--out", "no/such/folder.npz")).code, 2);
  });

  it("calibrates a run, and predicts with its temperature", async () => {
    const fitted = await call("calibrate", run);
    assert.equal(fitted.code, 0);
    assert.match(fitted.stdout, /: temperature \d+\.\d{4}, from 30 validation examples\nbefore {2}calibration error /);
    assert.equal(
      fitted.stderr,
      `${run}: only 30 validation examples: the temperature and the calibration error are uncertain\n`,
    );
    writeFileSync(join(workspace.path, "new.csv"), flowers);
    const [plain, calibrated] = [
      await call("predict", run, "new.csv"),
      await call("predict", run, "new.csv", "--calibrated"),
    ];
    assert.equal(calibrated.code, 0);
    assert.notEqual(calibrated.stdout, plain.stdout);
    const { stdout } = await call("evaluate", run);
    assert.match(stdout, /examples {2}ECE \d+\.\d+% → \d+\.\d+% /);
  });

  it("warns of a temperature that is fitted on the examples that measure it", async () => {
    const rows = Array.from({ length: 120 }, (_, i) => `${i % 13},${"ab"[Number(i % 13 > 5)]}`);
    workspace.write(["x,y", ...rows].join("\n"), "with-test.csv");
    const data = { format: "csv", path: "with-test.csv", label: "y", test: { examples: 60 } };
    const layers = [{ units: 2, activation: "softmax" }];
    const { run: tested } = await workspace.train({ version: 1, data, layers, training: { epochs: 1, seed: 1 } });
    const { code, stderr } = await call("calibrate", tested, "--set", "test");
    assert.deepEqual([code, stderr.split("\n").length], [0, 2]);
    assert.match(
      stderr,
      /: fitted on the test examples, which now measure its probabilities too favourably; use --set validation\n$/,
    );
  });

  it("verifies a run", async () => {
    const { code, stdout } = await call("verify", run);
    assert.equal(code, 0);
    assert.match(
      stdout,
      /trained again to the end of epoch 4, the weights are the same, bit for bit \(backend wasm\)\n$/,
    );
    const other = await call("verify", run, "--backend", "reference", "--json");
    assert.equal(other.code, 0);
    assert.equal(JSON.parse(other.stdout).same, false);
  });

  it("says that a run does not come out the same with exit code 6", async () => {
    const copy = `${run}-changed`;
    cpSync(run, copy, { recursive: true });
    const file = join(copy, "manifest.json");
    const { checksum: _, ...manifest } = JSON.parse(readFileSync(file, "utf8"));
    manifest.config.training.seed++;
    writeFileSync(file, seal(JSON.stringify(manifest, null, 2)));
    const { code, stdout } = await call("verify", copy);
    assert.equal(code, 6);
    assert.match(
      stdout,
      /the weights differ by at most .* \(trained by wasm, again by wasm\)\nbest\.npz of epoch \d is not /,
    );
  });
});
