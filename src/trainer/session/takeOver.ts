/**
 * Opens a session that continues a run which another process trains: everything is prepared first, so that little time
 * passes between that process's last minibatch and the first one here.
 */
import { withReport } from "../../backends/select";
import { type Connection, connect } from "../../control/client";
import { NetworkError } from "../../core/errors";
import { noticed } from "../../messages";
import { ChannelError } from "../../protocol/port";
import type { RequestResult } from "../../protocol/requests";
import { thisMachine } from "../../runs/machine";
import { adoptRun } from "../../runs/writer";
import { loadRecordedRun } from "../experiment/recorded";
import { readSavedStart } from "../experiment/startWeights";
import { version } from "../experiment/version";
import { backendFor, goOn, type OpenedSession, type SessionOrder } from "./openSession";

/** Rejects with a NetworkError if no process trains the run, or if that process keeps it and continues training. */
export async function openTakenOver({
  takeOver: folder,
  onTaken,
}: Extract<SessionOrder, { takeOver: string }>): Promise<OpenedSession> {
  const connection = await connect(folder);
  try {
    const { manifest, dataset, backend: name } = await loadRecordedRun(folder);
    const { config, trial } = manifest;
    const experiment = { file: folder, config, dataset, locate: () => folder, warnings: [] };
    const { backend } = await backendFor(experiment, name);
    const openFolder = async () => {
      const { token, onClose } = await ask(folder, connection);
      const writer = await adoptRun(folder, token);
      try {
        const at = await goOn(folder, config, writer.torn);
        onTaken?.({ from: connection.pid, onClose });
        return { writer, ...at, isNew: false };
      } catch (error) {
        await writer.close();
        throw error;
      }
    };
    const backendReason = withReport(noticed("backend-chosen/run", {}), backend);
    return { experiment, backend, backendReason, start: await readSavedStart(folder), trial, openFolder };
  } catch (error) {
    connection.close();
    throw error;
  }
}

async function ask(folder: string, { channel, hello, pid, close }: Connection): Promise<RequestResult<"handOver">> {
  const { self } = await thisMachine();
  try {
    return await channel.request("handOver", { version, to: self });
  } catch (error) {
    if (!(error instanceof ChannelError)) throw error;
    if (error.code === "hand-over") throw new NetworkError("hand-over/answer", { answer: error });
    if (error.code === "unknown-request") {
      throw new NetworkError("hand-over/version", { folder, pid, ours: hello.version, theirs: version });
    }
    throw new NetworkError("hand-over/ended", { folder, reason: error });
  } finally {
    close();
  }
}
