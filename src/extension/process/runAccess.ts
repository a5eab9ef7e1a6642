/** Access to a run folder and the process that trains it. */
import { setTimeout as wait } from "node:timers/promises";
import { connect } from "../../control/client";
import type { Status } from "../../protocol/status";
import { readEventsFrom } from "../../runs/events";
import { readHolder } from "../../runs/holder";
import type { RunAccess } from "./runClient";

export const runAccess: RunAccess = {
  connect: async (folder, { onEvent, onPaused, onProblem }) => {
    const listeners = { onEvent, onProblem, onStatus: ({ paused }: Status) => onPaused(paused) };
    const { channel, hello, closed, close } = await connect(folder, listeners);
    return {
      metricsBytes: hello.metricsBytes,
      request: (name, params) => channel.request(name, params),
      closed,
      close,
    };
  },
  holder: async (folder) => {
    const holder = await readHolder(folder);
    return holder && { token: holder.lock?.token, pid: holder.lock?.pid };
  },
  readEvents: readEventsFrom,
  wait: async (milliseconds) => {
    await wait(milliseconds);
  },
};
