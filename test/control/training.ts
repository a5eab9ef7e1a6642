/** A simulated training: a run folder with its lock, and a control socket in a temporary folder. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { type ControlOptions, ControlServer } from "../../src/control/server";
import { type SocketSystem, socketSystem } from "../../src/control/socketFolder";
import type { Event } from "../../src/protocol/events";
import type { Handlers } from "../../src/protocol/serve";
import { createRun, type RunWriter } from "../../src/runs/writer";
import { manifest, TemporaryFolder } from "../runs/folder";

const unasked = () => {
  throw new Error("not asked here");
};

export class PlayedTraining {
  readonly temporary = new TemporaryFolder();
  readonly asked: string[] = [];
  readonly problems: string[] = [];
  readonly counts: number[] = [];
  paused = false;
  /** Puts the socket into the temporary folder. */
  readonly system: SocketSystem = {
    ...socketSystem(),
    environment: { XDG_RUNTIME_DIR: this.temporary.path },
    temporary: this.temporary.path,
  };
  readonly handlers: Handlers<"train"> = {
    stop: () => this.note("stop"),
    pause: () => this.note("pause"),
    resume: () => this.note("resume"),
    ping: () => this.note("ping"),
    onClose: () => ({ applies: true }),
    apply: ({ path }) => {
      this.note(path);
      return { epoch: 1, batch: 2 };
    },
    handOver: unasked,
    weights: unasked,
    diagram: unasked,
    surface: unasked,
    costSurface: unasked,
    statistics: unasked,
  };
  private opened: { writer: RunWriter; server: ControlServer } | undefined;

  async open(changes: Partial<ControlOptions> = {}): Promise<void> {
    const writer = await createRun({ configPath: this.temporary.configPath, manifest });
    const server = await ControlServer.open(
      {
        version: "1.2.3",
        run: writer.folder,
        handlers: this.handlers,
        metricsBytes: () => writer.metricsBytes,
        written: () => writer.written(),
        status: () => ({ type: "status", paused: this.paused }),
        onProblem: (problem) => this.problems.push(problem),
        onClients: (count) => this.counts.push(count),
        ...changes,
      },
      this.system,
    );
    await writer.announce(server.address);
    this.opened = { writer, server };
  }

  get server(): ControlServer {
    return this.part.server;
  }

  get writer(): RunWriter {
    return this.part.writer;
  }

  get folder(): string {
    return this.part.writer.folder;
  }

  get socketFolder(): string {
    return join(this.temporary.path, `matrix-network-${this.system.uid}`);
  }

  /** Returns the files in the socket's folder. */
  socketFiles(): string[] {
    return readdirSync(this.socketFolder).sort();
  }

  /** Emits an event as a session does: to all clients and to metrics.jsonl. */
  emit(event: Event): Promise<void> {
    this.server.send(event);
    return this.writer.append(event);
  }

  async remove(): Promise<void> {
    await this.opened?.server.close();
    await this.opened?.writer.close();
    this.temporary.remove();
  }

  private get part() {
    if (!this.opened) throw new Error("open it first");
    return this.opened;
  }

  private note(name: string): Record<string, never> {
    this.asked.push(name);
    return {};
  }
}
