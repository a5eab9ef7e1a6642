/** Training on a table from the cache: the same run as on the file, and none on a file that is another. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NetworkError } from "../../src/core/errors";
import { openSession } from "../../src/trainer/session/openSession";
import { largeTable } from "./largeTable";
import { comparable, finish, last, Workspace, withoutTimes } from "./workspace";

const config = {
  version: 1,
  data: { format: "csv", path: "large.csv", label: "k", validation: { fraction: 0.2 } },
  layers: [{ units: 3, activation: "softmax" }],
  training: { epochs: 1, batchSize: 500, seed: 1 },
};

describe("a table from the cache", () => {
  const workspace = new Workspace();
  const ownCache = process.env.MATRIX_NETWORK_CACHE;
  const cache = join(workspace.path, "cache");

  before(() => {
    process.env.MATRIX_NETWORK_CACHE = cache;
    writeFileSync(join(workspace.path, "large.csv"), largeTable());
  });
  after(() => {
    if (ownCache === undefined) delete process.env.MATRIX_NETWORK_CACHE;
    else process.env.MATRIX_NETWORK_CACHE = ownCache;
    workspace.remove();
  });

  it("is trained on like its file", async () => {
    const [first, second] = [await workspace.train(config), await workspace.train(config)];
    assert.equal(readdirSync(join(cache, "tables")).length, 1);
    assert.deepEqual(comparable(second.events), comparable(first.events));
    assert.deepEqual(withoutTimes(await last(second.run)), withoutTimes(await last(first.run)));
  });

  it("ends the run before its first checkpoint if the file is another", async () => {
    const opened = await openSession({ train: workspace.write(config) });
    assert.ok(opened.experiment.dataset.verify);
    opened.experiment.dataset.verify = async () => {
      throw new NetworkError("data-changed/since-cached", {}, { location: "large.csv" });
    };
    let run = "";
    const training = finish({ opened }, (event) => {
      if (event.type === "started") run = event.run;
    });
    await assert.rejects(training, { code: "data-changed", exitCode: 3 });
    assert.deepEqual([existsSync(run), readdirSync(run).filter((name) => name.endsWith(".npz"))], [true, []]);
  });

  it("is resumed from, and a file that changed since is found", async () => {
    const { run } = await workspace.train(config);
    const [name] = readdirSync(join(cache, "tables"));
    const path = join(cache, "tables", name);
    utimesSync(path, 1000, 1000);
    await finish({ resume: run, epochs: 2 });
    assert.deepEqual(readdirSync(join(cache, "tables")), [name]);
    assert.ok(statSync(path).mtimeMs > 1_000_000, "it was not used");
    writeFileSync(join(workspace.path, "large.csv"), largeTable().replace("c1", "c2"));
    await assert.rejects(finish({ resume: run, epochs: 3 }), { code: "data-changed", exitCode: 3 });
  });
});
