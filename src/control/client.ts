/** Connects to the training of a run folder, whichever process trains it. */
import { readFile, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { NetworkError } from "../core/errors";
import { Channel, type ChannelListeners } from "../protocol/channel";
import { protocolVersion } from "../protocol/events";
import type { Port } from "../protocol/port";
import { readHolder } from "../runs/holder";
import type { LockContents } from "../runs/lockFile";
import { thisMachine } from "../runs/machine";
import { FramedSocket } from "./framedSocket";
import { decodeBody } from "./frames";
import { type BasicName, basicResponseSchema, type ControlHello, controlHelloSchema, refusedSchema } from "./handshake";
import { assertPrivate, type SocketSystem, socketSystem, tokenFileOf } from "./socketFolder";

/** Time limit of the first answer. */
const patienceMilliseconds = 10_000;
const endingLooks = 10;
const endingMilliseconds = 50;

export interface Connection {
  readonly channel: Channel<"train">;
  readonly hello: ControlHello;
  readonly pid: number;
  /** Resolves when the connection ends. */
  readonly closed: Promise<void>;
  /** Closes the connection; the training continues. */
  close(): void;
}

/**
 * Connects; passes events after `hello.metricsBytes` of metrics.jsonl to the listeners (for earlier ones see `attach`).
 * Rejects with a NetworkError if the run is not in training, or its process cannot be reached.
 */
export async function connect(
  folder: string,
  listeners: ChannelListeners = {},
  system: SocketSystem = socketSystem(),
): Promise<Connection> {
  const { port, hello, pid } = await open(folder, system);
  if (hello.protocol !== protocolVersion) {
    port.socket.destroy();
    throw new NetworkError("control-protocol", { folder, theirs: hello.version, pid });
  }
  const closed = new Promise<void>((resolve) => port.onClose(resolve));
  const channel = new Channel<"train">(beginningWith(hello, port), listeners);
  port.release();
  const close = () => {
    channel.close();
    port.socket.end();
  };
  return { channel, hello, pid, closed, close };
}

/**
 * Sends a request that every version of the trainer answers. Rejects as `connect` does, but accepts other protocols.
 */
export async function requestBasic(
  folder: string,
  name: BasicName,
  system: SocketSystem = socketSystem(),
): Promise<void> {
  const { port, pid } = await open(folder, system);
  try {
    await new Promise<void>((resolve, reject) => {
      port.onMessage((message) => {
        const response = basicResponseSchema.safeParse(message);
        if (!response.success) return;
        const { error } = response.data;
        if (error) reject(new NetworkError("control-request", { folder, name, reason: error }));
        else resolve();
      });
      port.onClose(() => reject(new NetworkError("control-unreachable", { folder, pid })));
      port.release();
      port.sendJson({ type: "request", id: 1, name, params: {} });
    });
  } finally {
    port.socket.destroy();
  }
}

interface Opened {
  port: FramedSocket;
  hello: ControlHello;
  pid: number;
}

async function open(folder: string, system: SocketSystem): Promise<Opened> {
  const lock = await lockOf(folder);
  const { pid, socket: address } = lock;
  if (address === undefined) throw new NetworkError("control-none", { folder, pid });
  try {
    const token = await tokenOf(address, system);
    const { port, hello } = await greet(system, address, token);
    const there = await fileOf(hello.run);
    if (there !== undefined && there === (await fileOf(folder))) return { port, hello, pid };
    port.socket.destroy();
    // A folder visible only to that process, as in a container, is missing here.
    if (there === undefined) throw new NetworkError("control-moved", { folder, run: hello.run, pid });
    throw new NetworkError("control-other-run", { folder, run: hello.run });
  } catch (error) {
    if (error instanceof NetworkError) throw error;
    // The training may be ending: then its lock disappears within a moment.
    for (let look = 0; look < endingLooks; look++) {
      await sleep(endingMilliseconds);
      await lockOf(folder);
    }
    throw new NetworkError("control-unreachable", { folder, pid });
  }
}

/** Returns the lock, if a process of this machine holds it. */
async function lockOf(folder: string): Promise<LockContents> {
  const holder = await readHolder(folder);
  if (!holder) throw new NetworkError("not-training", { folder });
  if (!holder.lock) throw new NetworkError("control-starting", { folder });
  const { host } = holder.lock;
  const { self } = await thisMachine();
  if (host !== self.host) throw new NetworkError("control-elsewhere", { folder, host });
  return holder.lock;
}

/** Reads the token, unless another user could have written it. */
async function tokenOf(address: string, system: SocketSystem): Promise<string> {
  const file = tokenFileOf(address, system);
  if (file === undefined) throw new Error("not the address of a control socket");
  await assertPrivate(dirname(file), system);
  return readFile(file, "utf8");
}

/** Sends the token and waits for hello. */
function greet(system: SocketSystem, address: string, token: string): Promise<Pick<Opened, "port" | "hello">> {
  return new Promise((resolve, reject) => {
    const socket = system.connect(address);
    const port = new FramedSocket(socket, decodeBody);
    port.trust();
    const fail = (error: Error) => {
      clearTimeout(impatience);
      socket.destroy();
      reject(error);
    };
    const impatience = setTimeout(() => fail(new Error("no answer")), patienceMilliseconds);
    socket.once("error", fail);
    const stopWaiting = port.onClose(() => fail(new Error("closed")));
    const stopListening = port.onMessage((message) => {
      // Holds later messages for the port's new owner.
      port.hold();
      stopListening();
      stopWaiting();
      const hello = controlHelloSchema.safeParse(message);
      if (!hello.success) return fail(new Error(refusedSchema.safeParse(message).data?.reason ?? "no hello"));
      clearTimeout(impatience);
      resolve({ port, hello: hello.data });
    });
    port.sendJson({ token, protocol: protocolVersion });
  });
}

/** Returns a path's file identity, since a copy of a run folder has the same lock. Undefined for a missing path. */
const fileOf = (path: string): Promise<string | undefined> =>
  stat(path, { bigint: true }).then(
    ({ dev, ino }) => `${dev} ${ino}`,
    () => undefined,
  );

/** Returns a port that repeats its first message, which was read already. */
const beginningWith = (first: unknown, port: Port): Port => ({
  send: (message) => port.send(message),
  onMessage: (listener) => {
    const stop = port.onMessage(listener);
    listener(first);
    return stop;
  },
  onClose: (listener) => port.onClose(listener),
});
