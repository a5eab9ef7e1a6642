/** Errors about attaching to a training, and about its control socket. */
import { errorsOf } from "./message";

const run = errorsOf("run");

export const controlMessages = {
  "not-training": run<{ folder: string }>(
    ({ folder }) => `${folder}: no process trains this run; continue it with resume, or see its result with evaluate`,
  ),
  "control-starting": run<{ folder: string }>(
    ({ folder }) => `${folder}: a process is taking over this run; attach again in a moment`,
  ),
  "control-none": run<{ folder: string; pid: number }>(
    ({ folder, pid }) =>
      `${folder}: process ${pid} trains this run without a control socket (its log.txt may contain the reason, or it is an ` +
      `older version); stop it where it was started, or on Linux and macOS by kill -INT ${pid}`,
  ),
  "control-elsewhere": run<{ folder: string; host: string }>(
    ({ folder, host }) => `${folder}: this run is trained on ${host}; attach to it there`,
  ),
  "control-unreachable": run<{ folder: string; pid: number }>(
    ({ folder, pid }) =>
      `${folder}: process ${pid} trains this run and does not answer from here, for example because it runs in another container or as ` +
      "another user; attach where it was started",
  ),
  "control-lost": run<{ folder: string; pid: number }>(
    ({ folder, pid }) =>
      `${folder}: the connection to process ${pid} ended before the training did; attach again, or resume the run if ` +
      "the process is gone",
  ),
  "control-other-run": run<{ folder: string; run: string }>(
    ({ folder, run }) => `${folder}: is a copy of ${run}, which is being trained; attach to that one`,
  ),
  "control-moved": run<{ folder: string; run: string; pid: number }>(
    ({ folder, run, pid }) =>
      `${folder}: process ${pid} trains this run as ${run}, which does not exist here; if the folder was moved, move it back, ` +
      "because nothing can be saved there now",
  ),
  "control-protocol": run<{ folder: string; theirs: string; pid: number }>(
    ({ folder, theirs, pid }) =>
      `${folder}: process ${pid} trains this run with version ${theirs}, which uses another protocol; attach with that ` +
      "version",
  ),
  "control-request": run<{ folder: string; name: string; reason: string }>(
    ({ folder, name, reason }) => `${folder}: ${name} was refused: ${reason}; attach with the version that trains it`,
  ),
  "hand-over/program": run<{ folder: string; pid: number }>(
    ({ folder, pid }) =>
      `${folder}: process ${pid} trains this run for a program that waits for its result, and keeps it; stop it there, ` +
      "then resume the run",
  ),
  "hand-over/debugger": run<{ folder: string; pid: number }>(
    ({ folder, pid }) =>
      `${folder}: process ${pid} already debugs this run; end that debug session or disconnect it first`,
  ),
  "hand-over/trial": run<{ folder: string }>(
    ({ folder }) =>
      `${folder}: a worker trains this run for its group and keeps it; debug it after it ends, or train its config separately`,
  ),
  "hand-over/version": run<{ folder: string; pid: number; ours: string; theirs: string }>(
    ({ folder, pid, ours, theirs }) =>
      `${folder}: process ${pid} trains this run with version ${ours}, and version ${theirs} asks for it; stop the training, then ` +
      "resume the run",
  ),
  "hand-over/gone": run<{ folder: string; pid: number }>(
    ({ folder, pid }) => `${folder}: process ${pid}, which asked for this run, is gone; ask again`,
  ),
  "hand-over/ended": run<{ folder: string; reason: string }>(
    ({ folder, reason }) =>
      `${folder}: the training ended before it was handed over (${reason}); continue it with resume, or see its result with evaluate`,
  ),
  "hand-over/answer": run<{ answer: string }>(({ answer }) => answer),
  "control-folder/owner": run<{ folder: string }>(
    ({ folder }) => `${folder}: does not belong only to this user; remove it, or set XDG_RUNTIME_DIR to another folder`,
  ),
  "control-folder/mode": run<{ folder: string }>(
    ({ folder }) => `${folder}: other users can enter it; run chmod 700 on it`,
  ),
};
