import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { NpyArray } from "../../src/formats/npy";
import { readNpz, writeNpz } from "../../src/formats/npz";
import { type Checkpoint, encodeCheckpoint, readCheckpoint } from "../../src/runs/checkpoint";
import { checkpoint, TemporaryFolder } from "./folder";

describe("a checkpoint", () => {
  let folder: TemporaryFolder;
  let file: string;
  before(() => {
    folder = new TemporaryFolder();
    file = join(folder.path, "last.npz");
  });
  after(() => folder.remove());

  const roundTrip = (written: Checkpoint) => {
    writeFileSync(file, encodeCheckpoint(written));
    return readCheckpoint(file);
  };

  /** Changes the entries of a valid file; the checksums of the zip stay valid. */
  const spoil = (change: (entries: Map<string, NpyArray>) => void) => {
    const entries = readNpz(encodeCheckpoint(checkpoint(1)));
    change(entries);
    writeFileSync(file, writeNpz(entries));
  };
  const refused = (message: RegExp) =>
    assert.rejects(readCheckpoint(file), { kind: "run", code: "checkpoint-damaged", exitCode: 5, message });

  it("comes back bit for bit, with its state", async () => {
    const written = checkpoint(3);
    const { arrays, state } = await roundTrip(written);
    assert.deepEqual(state, written.state);
    assert.deepEqual(
      arrays.map(({ name, shape, values }) => [name, shape, Buffer.from(values.buffer)]),
      written.arrays.map(({ name, shape, values }) => [name, shape, Buffer.from(values.buffer)]),
    );
  });

  it("keeps every number of its state exactly, also those that JSON does not have", async () => {
    const accumulators = {
      a: Number.NaN,
      b: Number.POSITIVE_INFINITY,
      c: Number.NEGATIVE_INFINITY,
      d: 5e-324,
      e: 1 / 3,
    };
    const best = { epoch: 1, metric: "validationCost", value: Number.POSITIVE_INFINITY };
    const { state } = await roundTrip({ arrays: [], state: { ...checkpoint(1).state, accumulators, best } });
    assert.deepEqual([state.accumulators, state.best], [accumulators, best]);
  });

  it("does not see what is changed in the arrays after it was encoded", async () => {
    const written = checkpoint(1);
    const bytes = encodeCheckpoint(written);
    written.arrays[0].values.fill(99);
    writeFileSync(file, bytes);
    assert.deepEqual((await readCheckpoint(file)).arrays, checkpoint(1).arrays);
  });

  it("is refused where a number of an array has changed", async () => {
    spoil((entries) => entries.set("W0", { shape: [4, 3], data: new Float32Array(12) }));
    await refused(/last\.npz: the array W0 has another checksum/);
  });

  it("is refused where an array is missing, unknown or of another type", async () => {
    spoil((entries) => entries.delete("optimizer/W0"));
    await refused(/the array optimizer\/W0 is missing/);
    spoil((entries) => entries.set("W1", { shape: [1], data: Float32Array.of(1) }));
    await refused(/the array W1 has no checksum/);
    spoil((entries) => entries.set("b0", { shape: [3], data: Float64Array.of(1, 2, 3) }));
    await refused(/the array b0 is not float32/);
  });

  it("is refused without a state, or with one of another version", async () => {
    spoil((entries) => entries.delete("state"));
    await refused(/it has no state/);
    for (const text of ["{}", "no JSON", '{"version":2}']) {
      const data = new TextEncoder().encode(text);
      spoil((entries) => entries.set("state", { shape: [data.length], data }));
      await refused(/its state has an unknown form/);
    }
  });

  it("is refused where its state has changed", async () => {
    spoil((entries) => {
      const { data = new Uint8Array() } = entries.get("state") ?? {};
      const text = Buffer.from(data as Uint8Array).toString();
      const changed = Buffer.from(text.replace('"batch":2', '"batch":1'));
      assert.notEqual(changed.toString(), text);
      entries.set("state", { shape: [changed.length], data: Uint8Array.from(changed) });
    });
    await refused(/its state has another checksum/);
  });

  it("is refused where the file is cut off at any place", async () => {
    const bytes = encodeCheckpoint(checkpoint(1));
    for (let length = 0; length < bytes.length; length += 97) {
      writeFileSync(file, bytes.subarray(0, length));
      await refused(/last\.npz: /);
    }
  });

  it("that is not there is told by its name", async () => {
    const missing = join(folder.path, "missing.npz");
    await assert.rejects(readCheckpoint(missing), { kind: "run", code: "run-missing", message: /missing\.npz/ });
  });

  it("gives the same bytes for the same state", () => {
    assert.deepEqual(encodeCheckpoint(checkpoint(1)), encodeCheckpoint(checkpoint(1)));
  });

  it("of the golden run is still read, and written the same", async () => {
    const golden = join(__dirname, "../fixtures/run/iris/20261124T134501Z-3fa9/last.npz");
    const read = await readCheckpoint(golden);
    assert.deepEqual(
      read.arrays.map(({ name, shape }) => `${name} [${shape}]`),
      [
        "W0 [4,4]",
        "b0 [4]",
        "alpha0 [4]",
        "optimizer/W0/velocity [4,4]",
        "optimizer/b0/velocity [4]",
        "optimizer/alpha0/velocity [4]",
        "W1 [4,3]",
        "b1 [3]",
        "optimizer/W1/velocity [4,3]",
        "optimizer/b1/velocity [3]",
      ],
    );
    assert.deepEqual([read.state.epoch, read.state.batch, read.state.step], [4, 0, 36]);
    // Only the checksum of the state is new.
    const [then, now] = [readFileSync(golden), encodeCheckpoint(read)].map((bytes) => readNpz(bytes));
    const stateOf = (entries: Map<string, NpyArray>) => Buffer.from(entries.get("state")?.data as Uint8Array);
    const [before, after] = [then, now].map((entries) => JSON.parse(stateOf(entries).toString()));
    const { checksum, ...rest } = after;
    assert.deepEqual(rest, before);
    assert.equal(JSON.stringify(rest), stateOf(then).toString());
    assert.match(checksum, /^[0-9a-f]{64}$/);
    assert.deepEqual([...now.keys()], [...then.keys()]);
    for (const name of then.keys()) if (name !== "state") assert.deepEqual(now.get(name), then.get(name));
  });
});
