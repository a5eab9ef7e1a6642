/**
 * The control socket of a trial or a fold: its clients watch it, pause it, and stop the process that trains it. They
 * cannot change its settings, because its result must follow from its proposal. Trials that end at once have none.
 */
import type { ControlServer } from "../../control/server";
import { NetworkError } from "../../core/errors";
import type { Event } from "../../protocol/events";
import type { Status } from "../../protocol/status";
import type { RunWriter } from "../../runs/writer";
import { ClientWatch } from "../session/clientWatch";
import type { RequestTarget } from "../session/handlers";
import type { LiveTraining } from "../session/liveTraining";
import { openControl } from "../session/openControl";
import type { PauseGate } from "../session/pauseGate";

export interface TrialControlParts {
  readonly live: LiveTraining;
  readonly writer: RunWriter;
  readonly gate: PauseGate;
  /** Stops the process that trains the trial. */
  stop(): void;
  /** Called with a warning that gives the reason if no socket can be opened: the trial trains without one. */
  onWarning(warning: Event): void;
}

export class TrialControl {
  /** Nobody opens a trial in less time, and a socket is a third of a short trial's file system calls. */
  static delayMilliseconds = 1000;
  private control: ControlServer | undefined;
  private opening: Promise<void> | undefined;
  private readonly timer: NodeJS.Timeout;

  /** Opens the socket after a while. */
  constructor(private readonly parts: TrialControlParts) {
    this.timer = setTimeout(() => {
      this.opening = this.open();
    }, TrialControl.delayMilliseconds);
  }

  send(event: Event): void {
    this.control?.send(event);
  }

  async close(): Promise<void> {
    clearTimeout(this.timer);
    await this.opening;
    await this.control?.close();
  }

  private async open(): Promise<void> {
    const { live, writer, gate, stop, onWarning } = this.parts;
    const settingsAreFixed = async () => {
      throw new NetworkError("trial-settings", {});
    };
    const { folder } = writer;
    const handover = {
      request: async () => {
        throw new NetworkError("hand-over/trial", { folder });
      },
    };
    const target: RequestTarget = {
      handover,
      // Workers continue without clients.
      clients: new ClientWatch(() => {}),
      stop,
      pause: () => gate.pause(),
      resume: () => gate.resume(),
      apply: settingsAreFixed,
      weights: (params) => live.weights(params),
      diagram: (params) => live.diagram(params),
      surface: (params) => live.surface(params),
      costSurface: (params) => live.costSurface(params),
      statistics: () => live.statistics(),
    };
    const status = (): Status => ({ type: "status", paused: gate.pausing });
    const { control, warning } = await openControl(target, writer, status);
    this.control = control;
    gate.onPausing = () => control?.sendStatus(status());
    for (const each of warning) onWarning(each);
  }
}
