/** Errors of the connection between two of our processes. */
import { errorsOf } from "./message";

const error = errorsOf("internal");

export const channelMessages = {
  "peer-gone": error(() => "the trainer's process is gone"),
  "peer-gone/request": error<{ name: string; reason: string }>(
    ({ name, reason }) => `${name}: the trainer's process is gone (${reason})`,
  ),
  "peer-gone/nothing": error<{ name: string }>(({ name }) => `${name}: nothing was started`),
  "peer-gone/unconnected": error<{ name: string }>(({ name }) => `${name}: there is no connection to the training`),
  "channel-closed": error(() => "the connection to the trainer was closed"),
  "no-hello": error<{ message: string }>(({ message }) => `the trainer's first message is not hello: ${message}`),
  "protocol-mismatch": error<{ theirs: number; version: string; ours: number }>(
    ({ theirs, version, ours }) =>
      `the trainer and this program use the protocols ${theirs} (version ${version}) and ${ours}; ` +
      "install both from the same version",
  ),
  "bad-result": error<{ name: string }>(({ name }) => `${name}: the trainer's response is not of this protocol`),
  "unknown-request": error<{ name: string; role: string; known: string }>(
    ({ name, role, known }) => `unknown request '${name}'; the role ${role} answers ${known}`,
  ),
  "bad-params": error<{ problem: string }>(({ problem }) => problem),
  "too-large": error<{ reason: string }>(({ reason }) => `${reason}; ask for fewer rows or columns`),
  basics: error(() => "with different protocol versions only stop, pause, resume and ping work"),
};
