/** A forked trainer, seen from its parent process. */
import { type ChildProcess, type ForkOptions, fork } from "node:child_process";
import { Channel } from "../../src/protocol/channel";
import type { Event } from "../../src/protocol/events";
import type { Port } from "../../src/protocol/port";
import type { Role } from "../../src/protocol/requests";
import { bundled } from "../bundled";

export interface Child<R extends Role> {
  process: ChildProcess;
  channel: Channel<R>;
  /** All events except hello. */
  events: Event[];
  problems: string[];
  /** Resolves with the first event of this type. */
  event<Type extends Event["type"]>(type: Type): Promise<Extract<Event, { type: Type }>>;
  /** Resolves with the exit code when the process has exited. */
  exit: Promise<number | null>;
}

export async function forkTrainer<R extends Role>(args: string[]): Promise<Child<R>> {
  // Without mocha's tsx, which takes a second to start.
  const options: ForkOptions = { serialization: "advanced", silent: true, execArgv: [] };
  const child = fork(await bundled("src/trainer/process/main.ts"), args, options);
  let stderr = "";
  child.stderr?.setEncoding("utf8").on("data", (text) => (stderr += text));
  const events: Event[] = [];
  const problems: string[] = [];
  const waiting = new Map<string, (event: Event) => void>();
  const channel = new Channel<R>(portOf(child), {
    onEvent: (event) => {
      events.push(event);
      waiting.get(event.type)?.(event);
    },
    onProblem: (problem) => problems.push(problem),
  });
  const exit = new Promise<number | null>((resolve) => child.on("exit", (code) => resolve(code)));
  const event: Child<R>["event"] = (type) =>
    new Promise((resolve, reject) => {
      const found = events.find((each) => each.type === type);
      if (found) resolve(found as never);
      waiting.set(type, resolve as (event: Event) => void);
      void exit.then(() => reject(new Error(`the trainer ended without ${type}: ${stderr}`)));
    });
  return { process: child, channel, events, problems, event, exit };
}

function portOf(child: ChildProcess): Port {
  return {
    send: (message) => void child.send(message as object),
    onMessage: (listener) => {
      child.on("message", listener);
      return () => child.off("message", listener);
    },
    onClose: (listener) => {
      child.on("exit", listener);
      return () => child.off("exit", listener);
    },
  };
}
