/** One exit code for each way to end. badInput.test.ts has the codes of faulty input. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { join } from "node:path";
import { reportFailure } from "../../src/cli/failures";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { readEvents } from "../../src/runs/events";
import { bundled } from "../bundled";
import { irisConfig } from "../trainer/workspace";
import { Terminal } from "./terminal";

const endless = irisConfig({ training: { epochs: 1_000_000, checkpointEvery: 1_000_000, keepEvery: 1_000_000 } });

describe("the command line ends", () => {
  let terminal: Terminal;

  before(() => bundled("src/cli/main.ts"));
  beforeEach(() => {
    terminal = new Terminal();
  });
  afterEach(() => terminal.remove());

  /** Returns the reason of the only run's end. */
  const reason = async () => {
    const done = (await readEvents(join(terminal.path, terminal.run()))).at(-1);
    return done?.type === "done" ? done.reason : undefined;
  };

  it("with 0 when a run is completed", async () => {
    const { code, stderr } = await terminal.call("train", terminal.write("iris.network.json", irisConfig()));
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    assert.equal(await reason(), "completed");
  });

  it("with 0 when early stopping ended it", async () => {
    const earlyStopping = { metric: "validationCost", patience: 1, minDelta: 10 };
    const config = irisConfig({ training: { epochs: 50, earlyStopping, schedule: { type: "constant" } } });
    const { code } = await terminal.call("train", terminal.write("iris.network.json", config));
    assert.equal(code, 0);
    assert.equal(await reason(), "early-stopped");
  });

  it("with 0 for what asks and is answered", async () => {
    terminal.write("iris.network.json", irisConfig());
    for (const args of [["--help"], ["--version"], ["check", "iris.network.json"], ["runs"], ["backends"]]) {
      const { code, stdout, stderr } = await terminal.call(...args);
      assert.deepEqual({ code, stderr }, { code: 0, stderr: "" }, args.join(" "));
      assert.notEqual(stdout.trim(), "");
      if (args[0] === "check")
        assert.match(stdout, /^iris\.network\.json: a run takes about [\d.]+ kB on the disk: .*\n$/);
    }
  });

  it("with 1 for a fault of ours, and says how to report it", () => {
    const said: string[] = [];
    const { error } = console;
    console.error = (text: string) => said.push(text);
    try {
      assert.equal(reportFailure(new TypeError("undefined is not a network")), 1);
    } finally {
      console.error = error;
    }
    assert.match(
      said.join("\n"),
      /^undefined is not a network; this is a bug in Matrix Network; please report it with/,
    );
    assert.match(said.join("\n"), /Node v\d+.*TypeError/s);
  });

  const wrong: [args: string[], says: RegExp][] = [
    [[], /Usage: matrix-network/],
    [["trian", "x"], /^error: unknown command 'trian' \(Did you mean train\?\); see --help\n$/],
    [["train"], /^error: missing required argument 'config'; see --help\n$/],
    [["train", "iris.network.json", "--epochs", "none"], /--epochs.*'none' is not a whole number of at least 1/],
    [["train", "iris.network.json", "--epoch", "3"], /unknown option '--epoch' \(Did you mean --epochs\?\)/],
    [["train", "iris.network.json", "--backend", "cuda"], /'cuda' is not a backend; use one of auto, wasm/],
    [["train", "iris.network.json", "--threads", "0"], /'0' is not a whole number from 1 to 256/],
    [["train", "nowhere.network.json"], /^nowhere\.network\.json: there is no such file; check its name\n$/],
    [["sweep", "iris.network.json"], /^iris\.network\.json: has no key "sweep" with the settings to try; add it/],
    [["worker", "nowhere"], /^nowhere: there is no such group; give the folder of one, or its name with --runs\n$/],
  ];
  for (const [args, says] of wrong) {
    it(`with 2 for: matrix-network ${args.join(" ")}`, async () => {
      terminal.write("iris.network.json", irisConfig());
      const { code, stdout, stderr } = await terminal.callHere(...args);
      assert.match(stderr, says);
      assert.deepEqual({ code, stdout }, { code: 2, stdout: "" });
      assert.deepEqual(terminal.files(), ["iris.network.json"]);
    });
  }

  it("with 4 for a learning rate that overflows, and names layer, epoch and batch", async () => {
    const optimizer = { type: "sgd", learningRate: 1e6 };
    const config = irisConfig({
      layers: [
        { units: 6, activation: "relu" },
        { units: 3, activation: "linear" },
      ],
      cost: "quadratic",
      training: { epochs: 50, optimizer, schedule: { type: "constant" } },
    });
    const { code, stderr } = await terminal.call("train", terminal.write("iris.network.json", config));
    assert.equal(code, 4);
    const [foreseen, ...told] = stderr.split(/(?<=\n)/);
    assert.match(foreseen, /^iris\.network\.json:1:\d+: warning: training\.optimizer\.learningRate: sgd with 1000000 /);
    assert.match(
      told.join(""),
      /^iris\.network\.json:1:\d+: training\.optimizer\.learningRate: .*layers\[\d\].*epoch \d+, batch \d+; lower it, to [\d.]+\n$/,
    );
    const failed = (await readEvents(join(terminal.path, terminal.run()))).at(-1);
    assert.ok(failed?.type === "failed" && failed.epoch !== undefined && failed.batch !== undefined, "no place");
  });

  it("with 5 for a runs folder that cannot be written, and for what is no run", async () => {
    terminal.write("iris.network.json", irisConfig());
    terminal.write("taken", "a file");
    const unwritable = await terminal.call("train", "iris.network.json", "--runs", "taken");
    assert.equal(unwritable.code, 5);
    assert.match(unwritable.stderr, /^taken.*\n$/);
    for (const command of ["resume", "evaluate"]) {
      const missing = await terminal.call(command, "nowhere");
      assert.equal(missing.code, 5);
      assert.match(missing.stderr, /^nowhere.*: does not exist; give the folder of a run\n$/);
    }
    assert.deepEqual(terminal.files(), ["iris.network.json", "taken"]);
  });

  for (const [signal, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
    ["SIGHUP", 129],
  ] as const) {
    it(`with ${code} on ${signal}, the checkpoint saved, and a run that can be resumed`, async () => {
      const child = await terminal.start("train", terminal.write("iris.network.json", endless), "--json");
      await once(child.process.stdout as NodeJS.ReadableStream, "data");
      await until(() => terminal.files().some((name) => name.endsWith("metrics.jsonl")));
      child.process.kill(signal);
      assert.equal((await child.ended).code, code);
      assert.equal(await reason(), "interrupted");
      const folder = join(terminal.path, terminal.run());
      const { state } = await readCheckpoint(join(folder, "last.npz"));
      const { code: resumed } = await terminal.call("resume", terminal.run(), "--epochs", String(state.epoch + 1));
      assert.equal(resumed, 0);
    });
  }
});

/** Mocha's timeout ends the wait if the condition is never met. */
async function until(look: () => boolean): Promise<void> {
  while (!look()) await new Promise((resolve) => setTimeout(resolve, 10));
}
