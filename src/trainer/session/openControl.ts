/** Opens the control socket of a session that holds its run folder. Training continues if it cannot be opened. */
import { ControlServer } from "../../control/server";
import type { Event } from "../../protocol/events";
import type { Status } from "../../protocol/status";
import type { RunWriter } from "../../runs/writer";
import { warned } from "../experiment/failure";
import { version } from "../experiment/version";
import { handlersOf, type RequestTarget } from "./handlers";

interface OpenedControl {
  control?: ControlServer;
  /** The reason if there is no socket. */
  warning: Event[];
}

export async function openControl(
  session: RequestTarget,
  writer: RunWriter,
  status: () => Status,
): Promise<OpenedControl> {
  try {
    const control = await ControlServer.open({
      version,
      run: writer.folder,
      handlers: handlersOf(session),
      metricsBytes: () => writer.metricsBytes,
      written: () => writer.written(),
      status,
      onProblem: (problem) => writer.log(problem),
      onClients: (count) => session.clients.count(count),
    });
    await writer.announce(control.address);
    return { control, warning: [] };
  } catch (error) {
    return { warning: [warned("control-socket", { reason: error as Error })] };
  }
}
