/**
 * A run with damaged files resumes from the undamaged ones and reports what is lost, or is refused with an error code.
 */
import assert from "node:assert/strict";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { NetworkError } from "../../src/core/errors";
import type { Event } from "../../src/protocol/events";
import { encodeCheckpoint, readCheckpoint } from "../../src/runs/checkpoint";
import { latestPerEpoch, readEvents } from "../../src/runs/events";
import { readKeyframe } from "../../src/runs/keyframes";
import { readRun } from "../../src/runs/summary";
import { comparable, finish, irisConfig, last, Workspace, withoutTimes } from "./workspace";

const config = irisConfig({ training: { epochs: 7, keepEvery: 2, bestMetric: "validationCost" } });

describe("a run with damaged files", function () {
  this.timeout(60_000);
  let workspace: Workspace;
  let whole: Awaited<ReturnType<typeof finish>>;
  before(async () => {
    workspace = new Workspace();
    whole = await workspace.train(config);
  });
  after(() => workspace.remove());

  const stopAt = (epoch: number) => (event: Event, session: { stop(): void }) => {
    if (event.type === "epoch" && event.epoch === epoch) session.stop();
  };
  const stopped = async (epoch: number) => (await finish({ train: workspace.write(config) }, stopAt(epoch))).run;
  const flip = (run: string, file: string) => {
    const bytes = readFileSync(join(run, file));
    bytes[bytes.length >> 1] ^= 4;
    writeFileSync(join(run, file), bytes);
  };
  const warningsOf = (events: Event[]) =>
    events.flatMap((event) => (event.type === "warning" ? [`${event.code}: ${event.message}`] : []));
  const refused = (run: string, code: string, message: RegExp) =>
    assert.rejects(finish({ resume: run }), (error: NetworkError) => {
      assert.deepEqual([error.code, error.exitCode], [code, 5]);
      assert.match(error.message, message);
      return true;
    });
  const isWhole = async (run: string) => {
    assert.deepEqual(withoutTimes(await last(run)), withoutTimes(await last(whole.run)));
    const course = (events: Event[]) => comparable(latestPerEpoch(events).filter(({ type }) => type === "epoch"));
    assert.deepEqual(course(await readEvents(run)), course(whole.events));
  };

  it("goes on from the newest whole checkpoint, and says which epochs are trained again", async () => {
    for (const [damaged, from, again] of [
      [["last.npz", "best.npz"], "epochs/4.npz", "epoch 5 is trained again"],
      [["last.npz", "best.npz", "epochs/4.npz"], "epochs/2.npz", "epochs 3 to 5 are trained again"],
    ] as const) {
      const run = await stopped(5);
      for (const file of damaged) flip(run, file);
      const { events } = await finish({ resume: run });
      const [warning, ...more] = warningsOf(events);
      assert.match(
        warning,
        new RegExp(`^checkpoint-lost: .*last\\.npz: .*; training continues from ${from}: ${again}$`),
      );
      assert.deepEqual(more, []);
      await isWhole(run);
    }
  });

  it("goes on from best.npz where that is the newest", async () => {
    const run = await stopped(5);
    const best = (await readCheckpoint(join(run, "best.npz"))).state.epoch;
    assert.ok(best > 4, `the best epoch is ${best}`);
    rmSync(join(run, "last.npz"));
    const { events } = await finish({ resume: run });
    assert.match(warningsOf(events)[0], /last\.npz: does not exist; .* from best\.npz: no finished epoch is lost$/);
    await isWhole(run);
  });

  it("goes on from no epoch that an earlier resume went back before", async () => {
    const run = await stopped(5);
    const other = await readCheckpoint(join(run, "epochs/4.npz"));
    // The next session begins with epoch 3, trains with another learning rate, and is stopped in epoch 4.
    const earlier = await readKeyframe(run, 2);
    assert.ok(earlier);
    writeFileSync(join(run, "last.npz"), encodeCheckpoint(earlier));
    await finish({ resume: run }, (event, session) => {
      if (event.type === "started") void session.apply("training.optimizer.learningRate", 0.01);
      if (event.type === "epoch" && event.epoch === 3) session.stop();
    });
    const state = (await last(run)).state;
    assert.equal(state.epoch, 3);
    for (const file of ["last.npz", "best.npz"]) flip(run, file);
    assert.equal(other.state.epoch, 4);
    const { events } = await finish({ resume: run }, stopAt(4));
    assert.match(warningsOf(events)[0], /from epochs\/2\.npz: epoch 3 is trained again$/);
    assert.notDeepEqual((await last(run)).arrays, other.arrays);
  });

  it("goes on from no weights without what the optimizer has accumulated", async () => {
    const run = await stopped(5);
    for (const file of ["last.npz", "best.npz"]) flip(run, file);
    const { arrays, state } = await readCheckpoint(join(run, "epochs/4.npz"));
    const weights = arrays.filter(({ name }) => !name.startsWith("optimizer/"));
    writeFileSync(join(run, "epochs/4.npz"), encodeCheckpoint({ arrays: weights, state }));
    const { events } = await finish({ resume: run });
    assert.match(warningsOf(events)[0], /from epochs\/2\.npz: epochs 3 to 5 are trained again$/);
    await isWhole(run);
  });

  it("is refused where no checkpoint is whole", async () => {
    const run = await stopped(3);
    for (const file of ["last.npz", "best.npz", "epochs/2.npz"]) flip(run, file);
    await refused(run, "checkpoint-damaged", /last\.npz: /);
  });

  it("keeps its epochs where metrics.jsonl ends within a line, and says so", async () => {
    const run = await stopped(3);
    const before = readFileSync(join(run, "metrics.jsonl"), "utf8");
    appendFileSync(join(run, "metrics.jsonl"), '{"type":"epoch","epo');
    const { events } = await finish({ resume: run });
    assert.match(warningsOf(events)[0], /^metrics-torn: metrics\.jsonl: its last line was incomplete, so its 20 bytes/);
    assert.ok(readFileSync(join(run, "metrics.jsonl"), "utf8").startsWith(before));
    await isWhole(run);
  });

  it("is listed with what is wrong where its end is torn off, and goes on", async () => {
    const run = await stopped(3);
    const file = join(run, "metrics.jsonl");
    writeFileSync(file, readFileSync(file).subarray(0, -5));
    const { state, epoch, problem, damage } = await readRun(run);
    assert.deepEqual([state, epoch], ["crashed", 3]);
    assert.match(problem ?? "", /metrics\.jsonl: its last line is incomplete/);
    assert.equal(damage, problem);
    await finish({ resume: run });
    await isWhole(run);
  });

  it("says which epochs metrics.jsonl no longer has where whole lines are cut off, and goes on", async () => {
    for (const [kept, lost] of [
      [2, "epochs 3 to 5"],
      [4, "epoch 5"],
    ] as const) {
      const run = await stopped(5);
      const file = join(run, "metrics.jsonl");
      const lines = readFileSync(file, "utf8").split("\n");
      const end = lines.findIndex((line) => line.startsWith(`{"type":"epoch","epoch":${kept + 1},`));
      writeFileSync(
        file,
        lines
          .slice(0, end)
          .map((line) => `${line}\n`)
          .join(""),
      );
      const { events } = await finish({ resume: run });
      const [warning, ...more] = warningsOf(events);
      assert.match(warning, new RegExp(`^metrics-lost: metrics\\.jsonl: lacks ${lost}, which last\\.npz contains`));
      assert.deepEqual(more, []);
      assert.deepEqual(withoutTimes(await last(run)), withoutTimes(await last(whole.run)));
    }
  });

  it("is refused by the number of a damaged line within it", async () => {
    const run = await stopped(3);
    const file = join(run, "metrics.jsonl");
    const lines = readFileSync(file, "utf8").split("\n");
    lines[2] = lines[2].replace(/"weightNorm":\d/, '"weightNorm":9');
    writeFileSync(file, lines.join("\n"));
    await refused(run, "metrics-damaged", /metrics\.jsonl: line 3 has another checksum than when it was written/);
  });
});
