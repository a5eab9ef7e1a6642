/** Runs as a table: columns of settings and figures, filters, order and CSV. */
import assert from "node:assert/strict";
import type { Event } from "../../src/protocol/events";
import { changeLabel } from "../../src/runs/label";
import { type RunSummary, readRun } from "../../src/runs/summary";
import { columnsOf } from "../../src/runs/table/columns";
import { csvOf } from "../../src/runs/table/csv";
import type { RunRow } from "../../src/runs/table/row";
import { filterRows, readRows, sortRows } from "../../src/runs/table/rows";
import { seedGroupOf } from "../../src/runs/table/seeds";
import { createRun } from "../../src/runs/writer";
import { epoch, manifest, started, TemporaryFolder } from "./folder";

describe("runs as a table", () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = new TemporaryFolder();
  });
  afterEach(() => folder.remove());

  const done = { type: "done", reason: "completed", seconds: 4 } as const;

  async function made(learningRate: number, ...events: Event[]): Promise<RunSummary> {
    const { config } = manifest;
    const { training } = config;
    const optimizer = { ...training.optimizer, learningRate };
    const writer = await createRun({
      configPath: folder.configPath,
      manifest: { ...manifest, config: { ...config, training: { ...training, optimizer } } },
    });
    for (const event of events) await writer.append(event);
    await writer.close();
    return readRun(writer.folder);
  }
  const keysOf = (rows: readonly RunRow[]) => columnsOf(rows).map(({ key }) => key);

  it("has what every run is, then what it reached, then its settings in the order of the file", async () => {
    const run = await made(0.5, started(), epoch(1, 0.9), { ...epoch(2, 0.8), cost: 0.25 }, done);
    await changeLabel(run.folder, { tags: ["a", "b"], note: "first" });
    const rows = await readRows([await readRun(run.folder)]);
    const columns = columnsOf(rows);
    const kinds = columns.map(({ kind }) => kind);
    assert.deepEqual(
      kinds,
      [...kinds].sort((a, b) => ["run", "figure", "setting"].indexOf(a) - ["run", "figure", "setting"].indexOf(b)),
    );
    assert.deepEqual(
      keysOf(rows)
        .filter((key) => key.startsWith("layers[0]"))
        .slice(0, 2),
      ["layers[0].activation", "layers[0].alpha"],
    );
    const { cells } = rows[0];
    // The figures are those of the best epoch, not of the last one.
    assert.deepEqual(
      ["validationAccuracy", "trainCost", "bestEpoch", "parameters", "epoch", "epochs", "seconds"].map(
        (key) => cells[key],
      ),
      [0.9, 0.5, 1, 15, 2, 5, 2.5],
    );
    assert.deepEqual([cells.tags, cells.note, cells.pinned, cells.cost], [["a", "b"], "first", false, "cross-entropy"]);
    assert.deepEqual(
      [cells["training.optimizer.learningRate"], cells.backend, cells["config.backend"]],
      [0.5, "wasm", "auto"],
    );
    assert.ok(!("version" in cells));
  });

  it("has a column for every metric, whoever measured it", async () => {
    const event = { ...epoch(1, 0.9), validationF1: 0.7 };
    const [{ cells }] = await readRows([
      { ...(await made(0.5)), measured: { reached: event, changes: [], edits: [], complete: true } },
    ]);
    assert.equal(cells.validationF1, 0.7);
  });

  it("reads a long file as a whole where its end does not hold the best epoch", async () => {
    const epochs = Array.from({ length: 900 }, (_, i) => epoch(i + 1, i === 3 ? 0.99 : 0.5));
    const changed = {
      type: "changed",
      epoch: 2,
      batch: 1,
      path: "training.optimizer.learningRate",
      from: 0.5,
      to: 0.1,
    } as const;
    const best = { epoch: 4, metric: "validationAccuracy", value: 0.99 };
    const run = await made(0.5, started(), changed, ...epochs, { ...done, best });
    assert.deepEqual([run.measured?.complete, run.measured?.reached], [false, undefined]);
    const [{ cells }] = await readRows([run]);
    assert.deepEqual([cells.validationAccuracy, cells.parameters], [0.99, 15]);
    assert.equal(cells.changes, "learningRate 0.5 → 0.1 in epoch 2");
  });

  it("has groups of runs that differ in their seed alone", async () => {
    const one = await made(0.5, started(), epoch(1, 0.9), done);
    const other = await made(0.4, started(), epoch(1, 0.9), done);
    const { trained } = one;
    assert.ok(trained);
    const seeded: RunSummary = { ...one, trained: { ...trained, training: { ...trained.training, seed: 8 } } };
    assert.equal(seedGroupOf(seeded), seedGroupOf(one));
    assert.notEqual(seedGroupOf(other), seedGroupOf(one));
    assert.notEqual(seedGroupOf({ ...one, sources: ["another file"] }), seedGroupOf(one));
    // A change during training is in no config, and may be in the part of the file that was not read.
    const changed = { type: "changed", epoch: 1, batch: 1, path: "training.batchSize", from: 10, to: 5 } as const;
    assert.equal(seedGroupOf(await made(0.5, started(), changed, epoch(1, 0.9), done)), undefined);
    const place = { epoch: 1, batch: 2, operation: "forward 1", target: "z0", index: [null, 3] };
    const edited = { type: "edited" as const, ...place, from: [1, 2], to: 0 };
    const debugged = await made(0.5, started(), edited, epoch(1, 0.9), done);
    assert.equal(seedGroupOf(debugged), undefined);
    assert.equal((await readRows([debugged]))[0].cells.changes, "z1[:,3] 2 values → 0 in epoch 1 (debugger)");
    assert.equal(debugged.edits, 1);
    assert.equal(seedGroupOf({ ...one, measured: { changes: [], edits: [], complete: false } }), undefined);
  });

  it("is filtered and sorted by names, whole or short, what is missing last", async () => {
    const runs = [
      await made(0.5, started(), epoch(1, 0.9), done),
      await made(0.05, started(), epoch(1, 0.98), done),
      await made(0.01, started()),
    ];
    const rows = await readRows(runs);
    const keys = keysOf(rows);
    const rates = (some: readonly RunRow[]) => some.map(({ cells }) => cells["training.optimizer.learningRate"]);
    assert.deepEqual(rates(filterRows(rows, "validationAccuracy > 0.97 && learningRate < 0.1", keys)), [0.05]);
    assert.deepEqual(rates(sortRows(rows, ["-validationAccuracy"], keys)), [0.05, 0.5, 0.01]);
    assert.deepEqual(rates(sortRows(rows, ["validationAccuracy"], keys)), [0.5, 0.05, 0.01]);
    assert.deepEqual(rates(sortRows(rows, ["epochs", "-learningRate"], keys)), [0.5, 0.05, 0.01]);
    assert.throws(() => filterRows(rows, "learningrate > 1", keys), {
      code: "bad-expression",
      message: "--filter, character 1: there is no learningrate; did you mean training.optimizer.learningRate?",
    });
    assert.throws(() => filterRows(rows, "state > 1", keys), /--filter, character 1 \(run .*\): a text and a number/);
    assert.throws(
      () => sortRows(rows, ["type"], keys),
      /"type" can be training\.optimizer\.type or training\.schedule\.type/,
    );
  });

  it("is written as RFC 4180 says, and no text as a formula", () => {
    const rows = [
      ["a,b", 'say "x"', -0.5, undefined, true],
      ["=1+1", "two\nlines", Number.NaN, ["x", "y"], false],
      ["-5% better", "@home", 1e-7, "+", 2],
    ] as const;
    assert.equal(
      csvOf(["name", 'no"te', "n", "tags", "flag"], rows),
      [
        'name,"no""te",n,tags,flag',
        '"a,b","say ""x""",-0.5,,true',
        '\'=1+1,"two\nlines",NaN,"x, y",false',
        "'-5% better,'@home,1e-7,'+,2",
        "",
      ].join("\r\n"),
    );
  });
});
