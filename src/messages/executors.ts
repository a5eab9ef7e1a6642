/** Errors about executors, which start the workers of a group. */
import { errorsOf } from "./message";

const config = errorsOf("config");
const usage = errorsOf("usage");
const unavailable = errorsOf("unavailable");

export const executorMessages = {
  "executor-missing": unavailable<{ program: string }>(
    ({ program }) => `${program}: there is no such program here; run this where the scheduler's programs are on PATH`,
  ),
  "executor-refused": unavailable<{ program: string; reason: string }>(
    ({ program, reason }) => `${program} failed: ${reason}; check sweep.executor`,
  ),
  "executor-placeholder": config<{ key: string; name: string; names: readonly string[] }>(
    ({ key, name, names }) =>
      `${key}: {${name}} is not a placeholder; use ${names.map((each) => `{${each}}`).join(", ")}, or { ${name} } for the ` +
      "shell's own braces",
  ),
  "executor-no-cancel": config<{ group: string }>(
    ({ group }) =>
      `${group}: its config has no sweep.executor.cancel; end the workers with the scheduler's own command`,
  ),
  "executor-option/command": usage<{ config: string }>(
    ({ config }) => `${config}: has no sweep.executor of type "command" to start workers; add it`,
  ),
  "executor-option/slurm": usage<{ config: string }>(
    ({ config }) =>
      `${config}: has no sweep.executor of type "slurm"; add it, or give the number of workers with --workers N`,
  ),
  "executor-option/cancel": usage(
    () => "workers on this machine end with their sweep; press Ctrl-C in its terminal, or name an --executor",
  ),
  "executor-option/trials": usage(() => "--trials extends a sweep, and --cancel ends its workers; give one of the two"),
  "executor-option/config": usage<{ file: string }>(
    ({ file }) => `${file}: is not a group; give --cancel the folder of the group, or its name`,
  ),
  "executor-none-left": unavailable<{ group: string; log: string; said: string }>(
    ({ group, log, said }) =>
      `${group}: no worker is left, but trials are; see the output of the workers in ${log}${said === "" ? "" : ` ("${said}")`}, ` +
      "and start workers again as below",
  ),
  "executor-not-accepted": usage(
    () => "the lines that start the workers were not accepted; read them, then answer yes or add --yes",
  ),
};
