import assert from "node:assert/strict";
import { attach } from "../../../src/control/attach";
import type { Connection } from "../../../src/control/client";
import { runOfTrial } from "../../../src/groups/names";
import { listTrials } from "../../../src/groups/trials";
import type { Event } from "../../../src/protocol/events";
import type { Status } from "../../../src/protocol/status";
import { latestPerEpoch, readEvents } from "../../../src/runs/events";
import { readHolder } from "../../../src/runs/holder";
import { createSweep } from "../../../src/trainer/group/createSweep";
import { FoldsTraining } from "../../../src/trainer/group/trainFolds";
import { GroupWorker } from "../../../src/trainer/group/worker";
import { irisConfig, Workspace } from "../workspace";
import { identityOf, irisSweep } from "./sweeps";

/** Long enough to be attached to. */
const epochs = 6000;

describe("the control socket of a trial", () => {
  let workspace: Workspace;
  let connection: Connection | undefined;
  let undisturbed: Record<string, string>;
  const events: Event[] = [];
  const statuses: Status[] = [];
  before(async () => {
    workspace = new Workspace();
    const group = await create();
    await new GroupWorker(group).run();
    undisturbed = identityOf(group);
    workspace.remove();
  });
  beforeEach(() => {
    workspace = new Workspace();
    events.length = 0;
    statuses.length = 0;
  });
  afterEach(() => {
    connection?.close();
    workspace.remove();
  });

  const create = () => {
    const sweep = { search: { type: "random", trials: 1, generation: 1, seed: 3 } };
    return createSweep(workspace.write(irisSweep({ training: { epochs }, sweep })));
  };
  const attachTo = async (run: string) => {
    connection = await attach(run, {
      onHistory: (history) => events.push(...history),
      onEvent: (event) => events.push(event),
      onStatus: (status) => statuses.push(status),
    });
    return connection.channel;
  };
  /** Resolves at the first epoch, when the run has its socket. */
  const begun = (start: (onEvent: (event: Event) => void) => void) =>
    new Promise<void>((resolve) => start((event) => event.type === "epoch" && resolve()));
  const epochsOf = (list: readonly Event[]) => list.flatMap((event) => (event.type === "epoch" ? [event.epoch] : []));

  it("shows its history and what comes, answers, pauses, and comes to the same result", async () => {
    const watched = await create();
    let ended: Promise<string> | undefined;
    await begun((onEvent) => {
      ended = new GroupWorker(watched, { onEvent }).run();
    });
    const channel = await attachTo(runOfTrial(watched, 0));
    await channel.request("pause", {});
    const { epoch } = await channel.request("statistics", {});
    assert.ok(epoch >= 1 && epoch < epochs);
    const picture = await channel.request("weights", { layer: 0, rows: 4, columns: 6 });
    assert.equal(picture.epoch, epoch);
    await assert.rejects(channel.request("apply", { path: "training.batchSize", value: 4 }), {
      code: "trial-settings",
    });
    await channel.request("resume", {});
    await connection?.closed;
    assert.equal(await ended, "over");
    assert.deepEqual(
      statuses.map(({ paused }) => paused),
      [false, true, false],
    );
    assert.deepEqual(
      epochsOf(events),
      Array.from({ length: epochs }, (_, i) => i + 1),
    );
    assert.deepEqual(identityOf(watched), undisturbed);
  });

  it("stops the worker, which hands the trial on", async () => {
    const stopped = await create();
    let ended: Promise<string> | undefined;
    await begun((onEvent) => {
      ended = new GroupWorker(stopped, { onEvent }).run();
    });
    const channel = await attachTo(runOfTrial(stopped, 0));
    await channel.request("stop", {}).catch(() => {});
    await connection?.closed;
    assert.equal(await ended, "stopped");
    const last = events.at(-1);
    assert.ok(last?.type === "done" && last.reason === "stopped");
    assert.equal(await readHolder(runOfTrial(stopped, 0)), undefined);
    assert.equal(await new GroupWorker(stopped).run(), "over");
    assert.deepEqual(identityOf(stopped), undisturbed);
    const trained = latestPerEpoch(await readEvents(runOfTrial(stopped, 0)));
    assert.equal(epochsOf(trained).length, epochs);
  });

  it("is there for a fold, and stops the folds", async () => {
    const data = { format: "builtin", name: "iris", validation: { folds: 3 } };
    const endless = { epochs: 1_000_000, optimizer: { type: "sgd", learningRate: 0.001 } };
    let group = "";
    const training = new FoldsTraining({ train: workspace.write(irisConfig({ data, training: endless })) }, (event) => {
      if (event.type === "group") group = event.group;
    });
    const ended = training.run();
    const hasSocket = async () => group !== "" && (await readHolder(runOfTrial(group, 0)))?.lock?.socket !== undefined;
    while (!(await hasSocket())) await new Promise((resolve) => setImmediate(resolve));
    const channel = await attachTo(runOfTrial(group, 0));
    await channel.request("stop", {}).catch(() => {});
    assert.equal((await ended).reason, "stopped");
    assert.deepEqual(
      (await listTrials(group)).map(({ state }) => state),
      ["waiting"],
    );
  });
});
