/** Damaged files give an answer or a FormatError within 2 s of CPU time and 512 MB; never a crash or a hang. */
import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { bundled } from "../bundled";
import { amount, firstSeed, recorded } from "../soak";
import type { Outcome } from "./damagedFiles";

/** Number of files per format. */
const count = amount(2000);

/** A child that reads the files and kills itself if one takes too long; the next format starts another. */
let child: { reader: ChildProcess; ended: Promise<undefined> } | undefined;

async function start(): Promise<string[]> {
  const program = await bundled("test/formats/damagedFiles.ts");
  const reader = fork(program, { cwd: join(__dirname, "../.."), execArgv: ["--max-old-space-size=512"] });
  const ended = once(reader, "exit").then(() => {
    child = undefined;
    return undefined;
  });
  const [{ names }] = (await once(reader, "message")) as [{ names: string[] }];
  child = { reader, ended };
  return names;
}

/** Returns undefined if the child killed itself, or was killed because it did not answer. */
async function outcomeOf(name: string): Promise<Outcome | undefined> {
  if (!child) await start();
  const { reader, ended } = child as NonNullable<typeof child>;
  const patience = setTimeout(() => reader.kill("SIGKILL"), 20_000 + 200 * count);
  const answered = new Promise<Outcome>((resolve) => reader.once("message", (outcome: Outcome) => resolve(outcome)));
  reader.send({ name, seed: firstSeed(4), count });
  const outcome = await Promise.race([answered, ended]);
  clearTimeout(patience);
  return outcome;
}

const formats = [
  ...["npy", "npz", "idx", "csv", "gzipped csv", "pickle", "svmlight", "matlab", "matlab 7.3", "hdf5", "octave"],
  ...["parquet", "json lines", "arff", "excel", "excel, worksheets/sheet1", "excel, workbook", "excel, styles"],
  ...["excel, _rels/workbook.xml.rels", "webp", "bmp", "gif", "turned jpeg", "png", "jpeg", "safetensors"],
  ...["TensorFlow.js", "Keras, .h5", "Keras, .keras", "Keras, config.json", "Keras, model.weights.h5", "brain.js"],
  ...["PyTorch", "state_dict in npz", "onnx", "gzipped idx"],
];

describe("damaged files", () => {
  after(() => child?.reader.kill());

  it("are tried of every format that there is", async () => {
    assert.deepEqual((await start()).sort(), [...formats].sort());
  }).timeout(60_000);

  for (const name of formats) {
    it(`are answered by a FormatError: ${name}`, () =>
      recorded("mutated-files", count, async (held) => {
        const outcome = await outcomeOf(name);
        assert.ok(outcome, "it takes more time or memory than it may; stderr says for which file");
        assert.equal(outcome.failed, undefined);
        assert.ok(outcome.refused > count / 20, JSON.stringify(outcome));
        held(count);
      })).timeout(600_000);
  }
});
