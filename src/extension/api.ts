/** The API for other extensions (src/extensionApi.ts), built on the same objects as the commands. */
import { type LogOutputChannel, Uri, workspace } from "vscode";
import type { ExtensionApi, ExtensionTraining } from "../extensionApi";
import { startRequest } from "./process/requestOnce";
import type { TrainingProcess } from "./process/trainingProcess";
import type { TrainingProcesses } from "./process/trainingProcesses";

export function makeApi(trainings: TrainingProcesses, output: LogOutputChannel): ExtensionApi {
  return {
    train: async ({ fsPath }) => {
      refuseUntrusted();
      return running(await trainings.train(Uri.file(fsPath)));
    },
    exportNetwork: async (run, format, out) => {
      refuseUntrusted();
      const { answer } = startRequest({ args: ["serve", run], name: "export", params: { format, out } }, output);
      return (await answer).files;
    },
    predict: async (run, input, out) => {
      refuseUntrusted();
      const { answer } = startRequest({ args: ["serve", run], name: "predict", params: { input, out } }, output);
      const { count, leftOut = [] } = await answer;
      for (const why of leftOut) output.warn(`${input}: ${why}`);
      return count;
    },
    verify: async (run) => {
      refuseUntrusted();
      return startRequest({ args: ["serve", run], name: "verify", params: {} }, output).answer;
    },
  };
}

function refuseUntrusted(): void {
  if (!workspace.isTrusted) throw new Error("the workspace is not trusted: no process is started in it");
}

function running(training: TrainingProcess): ExtensionTraining {
  const done = training.ended.then(() => {
    const { folder, done, problem } = training;
    if (done && folder) return { run: folder, reason: done.reason };
    throw new Error(problem ?? "the training ended before it began");
  });
  // A caller that only listens to events receives the failure as an event.
  done.catch(() => {});
  return {
    onEvent: (listener) => training.onEvent(listener),
    done,
    stop: () => training.stop(),
    pause: () => training.pause(),
    continue: () => training.continue(),
  };
}
