/**
 * The control socket of a trial or a fold: its clients watch it, pause it, and stop the process that trains it. They
 * cannot change its settings, because its result must follow from its proposal.
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

interface Parts {
  readonly live: LiveTraining;
  readonly writer: RunWriter;
  readonly gate: PauseGate;
  /** Stops the process that trains the trial. */
  stop(): void;
}

export class TrialControl {
  private constructor(
    private readonly control: ControlServer | undefined,
    /** Warnings that give the reason if there is no socket. */
    readonly warnings: readonly Event[],
  ) {}

  /** If no socket can be opened, the trial trains without one. */
  static async open({ live, writer, gate, stop }: Parts): Promise<TrialControl> {
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
    gate.onPausing = () => control?.sendStatus(status());
    return new TrialControl(control, warning);
  }

  send(event: Event): void {
    this.control?.send(event);
  }

  async close(): Promise<void> {
    await this.control?.close();
  }
}
