/** Measures the packaged extension in a real VS Code; started by editor.mjs. Prints one line per figure. */
import { parseArgs } from "node:util";
import type { Editor } from "../test/e2e/editor";
import { packExtension } from "../test/e2e/packExtension";
import { Vscode } from "../test/e2e/vscode";
import { groupPanel } from "./groupPanel";
import { largeWorkspace } from "./largeWorkspace";
import { runsTable } from "./runsTable";
import { soak } from "./soak";
import { median, waits } from "./waits";

const config = (epochs: number) => `{
  "version": 1,
  "data": { "format": "builtin", "name": "mnist", "validation": { "examples": 10000 } },
  "layers": [{ "units": 100, "activation": "prelu" }, { "units": 10, "activation": "softmax" }],
  "cost": "cross-entropy",
  "training": { "epochs": ${epochs}, "batchSize": 100, "seed": 1, "optimizer": { "type": "sgd", "learningRate": 0.1 } }
}
`;

async function main(): Promise<void> {
  const options = {
    soak: { type: "string" },
    rounds: { type: "string", default: "5" },
    large: { type: "boolean", default: false },
    runs: { type: "string" },
    trials: { type: "string" },
  } as const;
  const { values } = parseArgs({ options });
  if (values.large) return largeWorkspace();
  const packed = packExtension();
  try {
    if (values.runs) return await runsTable(packed.vsix, Number(values.runs));
    if (values.trials) return await groupPanel(packed.vsix, Number(values.trials));
    const rounds = [];
    for (let round = 0; round < Number(values.rounds); round++) rounds.push(await inEditor(packed.vsix, waits));
    for (const name of ["activation", "paletteToFirstEpoch", "stop"] as const) {
      if (rounds.length === 0) break;
      const times = rounds.map((round) => round[name]);
      console.log(`${name}: median ${median(times)} ms of ${times.join(", ")}`);
    }
    if (values.soak) await inEditor(packed.vsix, (editor) => soak(editor, Number(values.soak)));
  } finally {
    packed.remove();
  }
}

async function inEditor<Result>(vsix: string, work: (editor: Editor) => Promise<Result>): Promise<Result> {
  const vscode = await Vscode.start(vsix);
  try {
    const editor = await vscode.open({ "mnist.network.json": config(100_000) });
    return await work(editor);
  } finally {
    await vscode.stop();
  }
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
