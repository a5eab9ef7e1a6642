/**
 * The control socket of one training: clients that send its token receive all events and may send the requests of the
 * role `train`, several clients at a time. A client of another protocol can still stop, pause and ping.
 */
import { randomBytes } from "node:crypto";
import { chmod, rm, writeFile } from "node:fs/promises";
import { createServer, type Server, type Socket } from "node:net";
import { messageFields } from "../messages/said";
import { type Event, protocolVersion } from "../protocol/events";
import { ChannelError } from "../protocol/port";
import { type Handlers, type Served, serve } from "../protocol/serve";
import type { Status } from "../protocol/status";
import { removeFile } from "../runs/removeFile";
import { FramedSocket } from "./framedSocket";
import { decodeJson } from "./frames";
import { basicRequestSchema, firstSchema, isSameToken } from "./handshake";
import { removeLeftovers } from "./leftovers";
import { openSocketFolder, type SocketSystem, socketSystem, tokenFileOf } from "./socketFolder";

/** Time limit of the first frame. */
const patienceMilliseconds = 10_000;
/** Time limit at the end for clients that do not read. */
const farewellMilliseconds = 1000;

export interface ControlOptions {
  /** Version of this program. */
  version: string;
  /** Absolute path of the run folder. */
  run: string;
  handlers: Handlers<"train">;
  /** Returns the bytes of metrics.jsonl with all events so far. */
  metricsBytes(): number;
  /** Resolves when these bytes are in the file. */
  written(): Promise<void>;
  status(): Status;
  /** Called with a description of a client's protocol violation. */
  onProblem?(problem: string): void;
  /** Called when the number of clients changes. */
  onClients?(count: number): void;
}

export class ControlServer {
  private readonly clients = new Map<FramedSocket, Served>();
  private readonly connections = new Set<Socket>();

  private constructor(
    readonly address: string,
    private readonly files: string[],
    private readonly token: string,
    private readonly server: Server,
    private readonly options: ControlOptions,
  ) {
    server.on("connection", (socket) => this.accept(socket));
    // A connection that cannot be accepted does not affect the training.
    server.on("error", (error) => options.onProblem?.(error.message));
    // The training keeps the process alive, not its clients.
    server.unref();
  }

  /** Opens the socket; rejects if that is impossible. */
  static async open(options: ControlOptions, system: SocketSystem = socketSystem()): Promise<ControlServer> {
    const folder = await openSocketFolder(system);
    await removeLeftovers(folder, system);
    const address = folder.addressOf(randomBytes(6).toString("hex"));
    const server = createServer();
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.once("listening", resolve);
      system.listen(server, address);
    });
    const token = randomBytes(32).toString("hex");
    const tokenFile = tokenFileOf(address, system) as string;
    const files = [...(system.platform === "win32" ? [] : [address]), tokenFile];
    try {
      if (system.platform !== "win32") await chmod(address, 0o600);
      await writeFile(tokenFile, token, { flag: "wx", mode: 0o600 });
    } catch (error) {
      server.close();
      await rm(tokenFile, { force: true }).catch(() => {});
      throw error;
    }
    return new ControlServer(address, files, token, server, options);
  }

  get count(): number {
    return this.clients.size;
  }

  /** Sends an event to all clients, in order. */
  send(event: Event): void {
    for (const served of this.clients.values()) served.send(event);
  }

  sendStatus(status: Status): void {
    for (const served of this.clients.values()) served.sendStatus(status);
  }

  /** Resolves when every client has received its messages, or does not read them, and the files are removed. */
  async close(): Promise<void> {
    this.server.close();
    await Promise.all([...this.connections].map(end));
    await Promise.all(this.files.map((file) => removeFile(file).catch(() => {})));
  }

  private accept(socket: Socket): void {
    this.connections.add(socket);
    socket.unref();
    const client = new FramedSocket(socket, decodeJson, (problem) => this.options.onProblem?.(problem));
    const impatience = setTimeout(() => socket.destroy(), patienceMilliseconds);
    impatience.unref();
    client.onClose(() => {
      clearTimeout(impatience);
      this.connections.delete(socket);
      if (this.clients.delete(client)) this.options.onClients?.(this.count);
    });
    const stopListening = client.onMessage((message) => {
      stopListening();
      clearTimeout(impatience);
      this.letIn(client, message);
    });
  }

  private letIn(client: FramedSocket, message: unknown): void {
    const first = firstSchema.safeParse(message);
    if (!first.success || !isSameToken(first.data.token, this.token)) {
      this.options.onProblem?.("a client without the token was refused");
      client.sendJson({ type: "refused", reason: "wrong token" });
      client.socket.end();
      return;
    }
    client.trust();
    if (first.data.protocol === protocolVersion) this.serveFully(client);
    else this.serveBasics(client);
  }

  private serveFully(client: FramedSocket): void {
    const { handlers, status, version, onProblem, onClients } = this.options;
    // The file must contain all events before the client's first one.
    client.socket.cork();
    const hello = this.hello();
    const served = serve(client, "train", handlers, { version, hello, ...(onProblem && { onProblem }) });
    served.sendStatus(status());
    this.clients.set(client, served);
    onClients?.(this.count);
    const release = () => client.socket.uncork();
    this.options.written().then(release, release);
  }

  /** Serves a client of another protocol with the requests that never change. */
  private serveBasics(client: FramedSocket): void {
    client.onMessage(async (message) => {
      const request = basicRequestSchema.safeParse(message);
      const id = request.success ? request.data.id : ((message as { id?: unknown } | null)?.id ?? 0);
      const answer = { type: "response", id };
      try {
        if (!request.success) throw ChannelError.of("basics", {});
        await this.options.handlers[request.data.name]({});
        client.sendJson({ ...answer, result: {} });
      } catch (error) {
        client.sendJson({ ...answer, error: { code: "basics", ...messageFields(error as Error) } });
      }
    });
    client.send({ type: "hello", protocol: protocolVersion, version: this.options.version, ...this.hello() });
  }

  private hello() {
    return { metricsBytes: this.options.metricsBytes(), run: this.options.run };
  }
}

function end(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const late = setTimeout(() => socket.destroy(), farewellMilliseconds);
    socket.once("close", () => {
      clearTimeout(late);
      resolve();
    });
    if (socket.destroyed) resolve();
    socket.ref();
    socket.end();
  });
}
