/** A run that was stopped or killed at any moment and resumed equals one that was never stopped. */
import assert from "node:assert/strict";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NetworkError } from "../../src/core/errors";
import type { Event } from "../../src/protocol/events";
import { latestPerEpoch, readEvents } from "../../src/runs/events";
import { verifyRun } from "../../src/trainer/results/verifyRun";
import type { SessionOrder } from "../../src/trainer/session/openSession";
import type { Session } from "../../src/trainer/session/session";
import { editManifest } from "../runs/folder";
import { comparable, finish, irisConfig, last, Workspace, wholeLayer, withoutTimes } from "./workspace";

/** Three minibatches per epoch; each is a separate call, since the second one is sampled. */
const config = irisConfig({ training: { batchSize: 34 } });

/**
 * Stops the session after this many answers. It answers before each minibatch and before each part of an evaluation.
 */
const stopAfter = (answers: number) => async (event: Event, session: Session) => {
  if (event.type !== "started") return;
  for (let i = 0; i < answers; i++) await session.weights({ ...wholeLayer, layer: i % 2 });
  session.stop();
};

describe("resume", () => {
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  const refused = async (order: SessionOrder, code: string, message: RegExp, exitCode = 2) => {
    await assert.rejects(finish(order), (error: NetworkError) => {
      assert.ok(error instanceof NetworkError, String(error));
      assert.equal(error.code, code);
      assert.match(error.message, message);
      assert.equal(error.exitCode, exitCode);
      return true;
    });
  };

  it("gives the uninterrupted run's weights and figures wherever it was stopped", async () => {
    const whole = await workspace.train(config);
    const epochs = (events: Event[]) => comparable(events.filter(({ type }) => type === "epoch"));
    const places = new Set<string>();
    for (const answers of [1, 2, 3, 4, 5, 6, 9, 16, 23]) {
      const stopped = await finish({ train: workspace.write(config) }, stopAfter(answers));
      assert.equal(stopped.done.reason, "stopped");
      const { state } = await last(stopped.run);
      places.add(`${state.epoch} + ${state.batch}`);
      const resumed = await finish({ resume: stopped.run });
      assert.deepEqual(withoutTimes(await last(resumed.run)), withoutTimes(await last(whole.run)));
      assert.deepEqual(resumed.done.best, whole.done.best);
      assert.deepEqual(epochs(latestPerEpoch(await readEvents(resumed.run))), epochs(whole.events));
    }
    for (const place of ["0 + 1", "0 + 2", "0 + 3"]) assert.ok(places.has(place), [...places].join(", "));
    assert.ok(places.size > 5);
  });

  it("gives the figures of its layers too, of an epoch that was sampled before the stop", async () => {
    const whole = await workspace.train(config);
    let within = 0;
    for (const answers of [2, 3, 4, 7]) {
      // A changed setting is answered between two minibatches, and takes no sample.
      const stopped = await finish({ train: workspace.write(config) }, async (event, session) => {
        if (event.type !== "started") return;
        for (let i = 0; i < answers; i++) await session.apply("training.epochs", 4);
        session.stop();
      });
      if ((await last(stopped.run)).state.layers) within++;
      await finish({ resume: stopped.run });
      const course = latestPerEpoch(await readEvents(stopped.run));
      assert.deepEqual(comparable(course), comparable(whole.events));
    }
    assert.ok(within > 0, "no stop came between a sample and the end of its epoch");
  });

  /** Writes the lock of another machine. */
  const lockElsewhere = (run: string) => {
    const lock = { pid: 1, host: "elsewhere", heartbeat: new Date().toISOString(), token: "other", beats: 1 };
    writeFileSync(join(run, "lock"), JSON.stringify(lock));
  };

  it("says that it watches the lock of another machine, and can be stopped meanwhile", async () => {
    const { run } = await finish({ train: workspace.write(config) }, stopAfter(3));
    lockElsewhere(run);
    const { events, done } = await finish({ resume: run }, (event, session) => {
      if (event.type === "warning") session.stop();
    });
    assert.equal(done.reason, "stopped");
    const [warning] = events;
    assert.ok(warning.type === "warning" && warning.code === "lock-watched", JSON.stringify(warning));
    assert.match(warning.message, /process 1 on elsewhere trains this run/);
    assert.deepEqual(
      events.map(({ type }) => type),
      ["warning", "done"],
    );
  });

  it("is over when another machine has taken the run over: it writes nothing more", async () => {
    let run = "";
    const locked = finish({ train: workspace.write(irisConfig({ training: { epochs: 1_000_000 } })) }, (event) => {
      if (event.type === "started") run = event.run;
      if (event.type === "epoch" && event.epoch === 2) lockElsewhere(run);
    });
    await assert.rejects(locked, { code: "run-taken-over", exitCode: 5 });
    assert.equal(JSON.parse(readFileSync(join(run, "lock"), "utf8")).token, "other");
    assert.ok(!(await readEvents(run)).some(({ type }) => type === "failed"));
  });

  it("gives the same weights after several stops in several sessions", async () => {
    const whole = await workspace.train(config);
    const { run } = await finish({ train: workspace.write(config) }, stopAfter(3));
    await finish({ resume: run }, stopAfter(2));
    await finish({ resume: run }, stopAfter(10));
    await finish({ resume: run });
    assert.deepEqual(withoutTimes(await last(run)), withoutTimes(await last(whole.run)));
  });

  it("goes on from the last checkpoint after a kill, without the old lock in the way", async () => {
    const copies: string[] = [];
    const whole = await finish({ train: workspace.write(irisConfig()) }, (event) => {
      if (event.type === "checkpoint" && event.epoch === 2 && event.file === "last.npz") {
        copies.push(workspace.copy(workspace.runs()[0]));
      }
    });
    const resumed = await finish({ resume: copies[0] });
    assert.equal(resumed.events[0].type === "started" && resumed.events[0].startEpoch, 3);
    assert.deepEqual(withoutTimes(await last(resumed.run)), withoutTimes(await last(whole.run)));
  });

  it("begins anew where the run was killed before its first checkpoint", async () => {
    const whole = await workspace.train(irisConfig());
    const copy = workspace.copy(whole.run);
    for (const file of ["last.npz", "best.npz"]) rmSync(join(copy, file));
    const events = readFileSync(join(copy, "metrics.jsonl"), "utf8").split("\n");
    writeFileSync(join(copy, "metrics.jsonl"), `${events[0]}\n`);
    const resumed = await finish({ resume: copy });
    assert.deepEqual(withoutTimes(await last(resumed.run)), withoutTimes(await last(whole.run)));
  });

  it("replays changed settings where they took place, also those behind the checkpoint", async () => {
    const change = (event: Event, session: Session) => {
      if (event.type !== "epoch") return;
      if (event.epoch === 1) void session.apply("training.optimizer.learningRate", 0.05);
      if (event.epoch === 3) void session.apply("training.regularization.l2", 3);
    };
    const copies: string[] = [];
    const whole = await finish({ train: workspace.write(irisConfig()) }, (event, session) => {
      change(event, session);
      // The last checkpoint is of epoch 3 and the change of epoch 4.
      if (event.type === "layers" && event.epoch === 4) copies.push(workspace.copy(workspace.runs()[0]));
    });
    const changes = whole.events.filter(({ type }) => type === "changed");
    assert.deepEqual(changes, [
      { type: "changed", epoch: 2, batch: 1, path: "training.optimizer.learningRate", from: 0.2, to: 0.05 },
      { type: "changed", epoch: 4, batch: 1, path: "training.regularization.l2", from: 0.1, to: 3 },
    ]);
    const plain = await workspace.train(irisConfig());
    assert.notDeepEqual((await last(plain.run)).arrays, (await last(whole.run)).arrays);
    const resumed = await finish({ resume: copies[0] });
    assert.deepEqual(withoutTimes(await last(resumed.run)), withoutTimes(await last(whole.run)));
    assert.ok(!resumed.events.some(({ type }) => type === "changed"), "replayed changes are not told again");
  });

  it("says that a cosine schedule moves where more epochs are asked for, and nothing of a constant one", async () => {
    const warned = async (schedule: object) => {
      const { run } = await workspace.train(irisConfig({ training: { epochs: 2, schedule } }));
      const { events } = await finish({ resume: run, epochs: 6 });
      return events.filter((event) => event.type === "warning" && event.code === "schedule-moved");
    };
    const [warning, ...more] = await warned({ type: "cosine" });
    assert.equal(more.length, 0);
    const first =
      /ends with epoch 6, so the learning rate goes from 0 to 0\.1\d+, and falls from there to 0; to train on.*\(training\.start\)$/;
    assert.match(warning.type === "warning" ? warning.message : "", first);
    const [kept] = await warned({ type: "cosine", minimum: 0.01 });
    assert.match(kept.type === "warning" ? kept.message : "", /; to stay at 0\.01, resume with --keep-schedule$/);
    assert.deepEqual(await warned({ type: "constant" }), []);
  });

  it("falls on along the longer cosine to its minimum, as it says", async () => {
    const { run } = await workspace.train(
      irisConfig({ training: { epochs: 2, schedule: { type: "cosine", minimum: 0.01 } } }),
    );
    const { events } = await finish({ resume: run, epochs: 6 });
    const rates = events.flatMap((event) => (event.type === "epoch" ? [event.learningRate] : []));
    const curve = [3, 4, 5, 6].map((epoch) => 0.01 + 0.19 * 0.5 * (1 + Math.cos((Math.PI * (epoch - 0.1)) / 6)));
    for (const [i, rate] of rates.entries()) assert.ok(Math.abs(rate - curve[i]) < 1e-6, `${rates} against ${curve}`);
    assert.equal(rates.length, 4);
  });

  it("says that a cosine schedule with an end of its own stays there", async () => {
    const kept = async (schedule: object) => {
      const { run } = await workspace.train(irisConfig({ training: { epochs: 2, schedule } }));
      const { events } = await finish({ resume: run, epochs: 4 });
      return events.flatMap((event) => (event.type === "warning" ? [`${event.code}: ${event.message}`] : []));
    };
    const stays = "schedule-kept: the cosine schedule ends with epoch 2, so the learning rate stays at";
    assert.deepEqual(await kept({ type: "cosine", epochs: 2, minimum: 0.01 }), [`${stays} 0.01 from there on`]);
    const nothing = "with which nothing is learned; start a new config from this run (training.start)";
    assert.deepEqual(await kept({ type: "cosine", epochs: 2 }), [`${stays} 0 from there on, ${nothing}`]);
    assert.deepEqual(await kept({ type: "cosine", epochs: 4 }), []);
  });

  it("keeps the end of a cosine schedule where that is asked for, and remembers it", async () => {
    const schedule = { type: "cosine", minimum: 0.01 };
    const planned = await workspace.train(
      irisConfig({ training: { epochs: 5, schedule: { ...schedule, epochs: 2 } } }),
    );
    const { run } = await workspace.train(irisConfig({ training: { epochs: 2, schedule } }));
    await finish({ resume: run, epochs: 4, keepSchedule: true }, stopAfter(5));
    // The latest number of epochs applies, whatever was requested before.
    const { events } = await finish({ resume: run, epochs: 5, keepSchedule: true });
    const rates = events.flatMap((event) => (event.type === "epoch" ? [event.learningRate] : []));
    assert.ok(rates.length > 0 && rates.every((rate) => rate === Math.fround(0.01)), String(rates));
    assert.deepEqual(
      events.flatMap((event) => (event.type === "warning" ? [event.code] : [])),
      ["schedule-kept"],
    );
    assert.deepEqual(withoutTimes(await last(run)), withoutTimes(await last(planned.run)));
    const { same } = await verifyRun(run);
    assert.ok(same);
  });

  it("refuses to keep a schedule that has come to a learning rate of 0", async () => {
    const { run } = await workspace.train(irisConfig({ training: { epochs: 2, schedule: { type: "cosine" } } }));
    const resumed = { resume: run, epochs: 4, keepSchedule: true };
    await refused(resumed, "schedule-ended", /ends with epoch 2 at a learning rate of 0.*leave out --keep-schedule/);
    assert.equal((await readEvents(run)).at(-1)?.type, "done", "the refusal was written to the run");
  });

  it("trains more epochs where they are asked for, and remembers that", async () => {
    const constant = { schedule: { type: "constant" } };
    const long = await workspace.train(irisConfig({ training: { epochs: 6, ...constant } }));
    const short = await workspace.train(irisConfig({ training: { epochs: 2, ...constant } }));
    await refused({ resume: short.run }, "nothing-to-resume", /2 epochs are already trained; continue with --epochs 4/);
    await refused({ resume: short.run, epochs: 2 }, "nothing-to-resume", /already/);
    await finish({ resume: short.run, epochs: 6 }, stopAfter(9));
    const resumed = await finish({ resume: short.run });
    assert.equal(resumed.done.reason, "completed");
    assert.deepEqual(withoutTimes(await last(short.run)), withoutTimes(await last(long.run)));
  });

  it("refuses another seed or backend, and says so", async () => {
    const { run } = await finish({ train: workspace.write(config) }, stopAfter(8));
    await refused({ resume: run, seed: 6 }, "kept", /keeps its seed, 5; remove --seed/);
    await refused({ resume: run, backend: "reference" }, "kept", /keeps its backend, wasm/);
    const { done } = await finish({ resume: run, seed: 5, backend: "wasm" });
    assert.equal(done.reason, "completed");
  });

  it("refuses a run that another session trains", async () => {
    const file = workspace.write(irisConfig());
    let refusal: Promise<void> | undefined;
    await finish({ train: file }, (event, session) => {
      if (event.type !== "started") return;
      void session.pause();
      refusal = refused({ resume: event.run }, "run-locked", /is training this run; stop it first/, 5).finally(() =>
        session.resume(),
      );
    });
    await refusal;
  });

  it("refuses data that is not what the run was trained on", async () => {
    const { run } = await finish({ train: workspace.write(config) }, stopAfter(8));
    editManifest(run, ({ data }) => {
      data.sha256.iris = "00";
    });
    await refused({ resume: run }, "data-changed", /^iris: not the data that this run was trained on/, 3);
  });

  it("names a folder that is no run, and a damaged checkpoint", async () => {
    await refused(
      { resume: join(workspace.path, "nowhere") },
      "run-missing",
      /nowhere.*does not exist; give the folder of a run/,
      5,
    );
    const { run } = await finish({ train: workspace.write(config) }, stopAfter(8));
    writeFileSync(join(run, "last.npz"), readFileSync(join(run, "last.npz")).subarray(0, 700));
    for (const other of ["best.npz", "epochs"]) rmSync(join(run, other), { recursive: true, force: true });
    await refused({ resume: run }, "checkpoint-damaged", /last\.npz: /, 5);
    await refused({ resume: run }, "checkpoint-damaged", /last\.npz: /, 5);
  });
});
