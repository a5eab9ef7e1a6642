/** A run of any length can be resumed, listed and diagnosed. */
import assert from "node:assert/strict";
import type { Event } from "../../src/protocol/events";
import { diagnose } from "../../src/runs/diagnosis";
import { readEvents } from "../../src/runs/events";
import { readManifest } from "../../src/runs/manifest";
import { readRun } from "../../src/runs/summary";
import { eventStep, isEventDue } from "../../src/trainer/session/eventStep";
import { writeLongRun } from "./longRun";
import { finish, irisConfig, last, Workspace } from "./workspace";

describe("a run of very many epochs", function () {
  this.timeout(120_000);
  let workspace: Workspace;
  before(() => {
    workspace = new Workspace();
  });
  after(() => workspace.remove());

  it("goes on: more events than a function takes arguments", async () => {
    const epochs = 45_000;
    const run = await writeLongRun(workspace, epochs, 1);
    const { state, epoch } = await readRun(run);
    assert.deepEqual([state, epoch], ["crashed", epochs]);
    const { config } = await readManifest(run);
    assert.deepEqual(
      diagnose(await readEvents(run), config).filter(({ code }) => code === "run-non-finite"),
      [],
    );
    const { events, done } = await finish({ resume: run }, (event, session) => {
      if (event.type === "epoch" && event.epoch === epochs + 20) session.stop();
    });
    assert.equal(done.reason, "stopped");
    assert.equal((await last(run)).state.epoch, epochs + 20);
    // Twice as many epochs are planned, so one event in nine is written.
    const warning = events.find((event) => event.type === "warning");
    assert.equal(warning?.type === "warning" && warning.code, "events-thinned");
    assert.match(warning?.type === "warning" ? warning.message : "", /90000 epochs, .* for one epoch in 9 only/);
    const measured = events.filter((event) => event.type === "layers").map((event) => event.epoch);
    assert.deepEqual(measured, [epochs + 9, epochs + 18]);
    const written = await readEvents(run, ["epoch", "layers", "checkpoint"]);
    assert.equal(written.filter(({ type }) => type === "epoch").length, epochs + 20);
    const saved = written.filter(
      (event): event is Extract<Event, { type: "checkpoint" }> => event.type === "checkpoint",
    );
    // The last event of a session is always written.
    assert.deepEqual([saved.at(-1)?.epoch, saved.at(-1)?.file], [epochs + 20, "last.npz"]);
    assert.deepEqual(
      saved.filter(({ epoch }) => epoch > epochs && epoch < epochs + 20 && epoch % 9 !== 0),
      [],
    );
  });

  it("has an event of every epoch up to 10,000, then of about so many, and of the last one", () => {
    assert.deepEqual(
      [1, 50, 10_000, 10_001, 20_000, 130_000].map((epochs) => eventStep(epochs)),
      [1, 1, 1, 2, 2, 13],
    );
    // If there are few events anyway, all are written.
    assert.equal(eventStep(130_000, 2600), 2600);
    for (const epochs of [10_000, 10_001, 99_999, 130_000]) {
      let due = 0;
      for (let epoch = 1; epoch <= epochs; epoch++) if (isEventDue(epoch, epochs)) due++;
      assert.ok(due <= 10_001 && due >= 5000, `${due} of ${epochs}`);
      assert.ok(isEventDue(epochs, epochs));
    }
  });

  it("says so once it has become one", async () => {
    const change = { training: { epochs: 3, checkpointEvery: 1 } };
    const { events } = await finish({ train: workspace.write(irisConfig(change)) }, (event, session) => {
      if (event.type === "epoch" && event.epoch === 1) void session.apply("training.epochs", 20_000);
      if (event.type === "epoch" && event.epoch === 6) session.stop();
    });
    const warnings = events.filter((event) => event.type === "warning" && event.code === "events-thinned");
    assert.equal(warnings.length, 1);
    const measured = events.filter((event) => event.type === "layers").map((event) => event.epoch);
    assert.deepEqual(
      measured.filter((epoch) => epoch > 2),
      [4, 6],
    );
  });
});
