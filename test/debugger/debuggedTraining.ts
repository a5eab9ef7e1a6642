/** A training in the debugger for tests: a client of the adapter's process, which trains a small config. */
import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { join } from "node:path";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { readEvents } from "../../src/runs/events";
import { comparable, finish, last, Workspace, withoutTimes } from "../trainer/workspace";
import { DebugClient } from "./client";

/** 12 minibatches per epoch. */
export const config = `{
  "version": 1,
  "data": { "format": "builtin", "name": "iris", "validation": { "examples": 30 } },
  "layers": [
    { "units": 6, "activation": "tanh", "dropout": 0.3 },
    { "units": 3, "activation": "softmax" }
  ],
  "cost": "cross-entropy",
  "training": {
    "epochs": 3,
    "batchSize": 10,
    "seed": 5,
    "optimizer": { "type": "adam", "learningRate": 0.02 }
  }
}
`;
export const [firstLayer, secondLayer, costLine, epochsLine, batchSizeLine] = [5, 6, 8, 10, 11];
export const batches = 12;
/** Title of a minibatch's first operation. */
export const read = "read the minibatch";

type Asked = Omit<DebugProtocol.SourceBreakpoint, "line">;

/** Call it in a `describe`. Each test gets a new client. */
export function useTraining() {
  return new DebuggedTraining();
}

class DebuggedTraining {
  workspace!: Workspace;
  /** Path of the config. */
  file!: string;
  client!: DebugClient;
  /** The same training without a debugger. */
  undisturbed!: Awaited<ReturnType<typeof finish>>;

  constructor() {
    before(async () => {
      this.workspace = new Workspace();
      this.file = this.workspace.write(config);
      this.undisturbed = await finish({ train: this.file, backend: "wasm" });
    });
    after(() => this.workspace.remove());
    beforeEach(() => {
      this.client = new DebugClient();
    });
    afterEach(() => this.client.close());
  }

  /** @param about arguments of the launch besides the config */
  async launch(
    breakpoints: Record<number, Asked> = {},
    { about = {}, filters = ["non-finite"] }: { about?: object; filters?: string[] } = {},
  ): Promise<DebugProtocol.Breakpoint[]> {
    const { client, file } = this;
    await client.initializeRequest();
    return this.begin({ config: file, ...about }, breakpoints, filters);
  }

  /** Launches after the request `initialize`. */
  async begin(
    about: object,
    breakpoints: Record<number, Asked> = {},
    filters = ["non-finite"],
  ): Promise<DebugProtocol.Breakpoint[]> {
    const { client } = this;
    const launched = client.request("launch", about);
    await Promise.race([client.event("initialized"), launched]);
    const asked = Object.entries(breakpoints).map(([line, each]) => ({ line: Number(line), ...each }));
    const answer = await this.setBreakpoints(asked);
    await client.setExceptionBreakpointsRequest({ filters });
    await client.configurationDoneRequest();
    await launched;
    return answer;
  }

  async setBreakpoints(breakpoints: DebugProtocol.SourceBreakpoint[]): Promise<DebugProtocol.Breakpoint[]> {
    const { body } = await this.client.setBreakpointsRequest({ source: { path: this.file }, breakpoints });
    return body.breakpoints;
  }

  stopped(): Promise<DebugProtocol.StoppedEvent["body"]> {
    return this.client.event("stopped");
  }

  /** Returns the title of the next operation, the minibatch and the epoch. */
  async place(): Promise<(string | number)[]> {
    const [operation, , minibatch, epoch] = (await this.client.frames()).map(({ name }) => name);
    return [operation.split(" · ")[0], Number(/\d+/.exec(minibatch)?.[0]), Number(/\d+/.exec(epoch)?.[0])];
  }

  /** Sends a step command; returns the reason of the stop and its place. */
  async move(command: string): Promise<(string | number)[]> {
    const { reason } = await this.client.move(command);
    return [reason, ...(await this.place())];
  }

  async toTheEnd(command = "continue"): Promise<void> {
    const ended = this.client.event("terminated");
    await this.client.request(command, { threadId: 1 });
    await ended;
  }

  /** Sorts by creation time, because names only have seconds. */
  newestRun(): string {
    const madeAt = (run: string) => statSync(join(run, "manifest.json")).mtimeMs;
    return this.workspace
      .runs()
      .sort((a, b) => madeAt(a) - madeAt(b))
      .at(-1) as string;
  }

  async isUndisturbed(run: string): Promise<void> {
    const { undisturbed } = this;
    assert.deepEqual(withoutTimes(await last(run)), withoutTimes(await last(undisturbed.run)));
    assert.deepEqual(comparable(await readEvents(run, ["epoch", "layers"])), comparable(undisturbed.events));
  }
}
