/** Returns inlay hints as text, and writes a config whose shapes only a child process can read from files. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import * as vscode from "vscode";
import { writeIdx } from "../formats/idxFile";
import { config, workspaceFolder } from "./parts";

export async function hintsOf(document: vscode.TextDocument): Promise<string[]> {
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    "vscode.executeInlayHintProvider",
    document.uri,
    all,
  );
  return hints.map(({ label, position }) => `${position.line + 1} ${label}`);
}

export const pictures = `{
  "version": 1,
  "data": { "format": "idx", "trainImages": "x.idx", "trainLabels": "y.idx" },
  "layers": [
    { "units": 5, "activation": "elu", "alpha": 2 },
    { "units": 2, "activation": "softmax" }
  ],
  "cost": "cross-entropy",
  "training": { "optimizer": { "type": "adam" } }
}
`;

const files = ["x.idx", "y.idx", "pictures.network.json"];

/** Writes three images of 2 × 2 in two classes, and their config. */
export function writePictures(): void {
  const values = [255, 0, 0, 255, 0, 255, 255, 0, 9, 8, 7, 6];
  writeFileSync(join(workspaceFolder(), "x.idx"), writeIdx("u1", [3, 2, 2], values));
  writeFileSync(join(workspaceFolder(), "y.idx"), writeIdx("u1", [3], [0, 1, 0]));
  writeFileSync(config("pictures").fsPath, pictures);
}

export async function removePictures(): Promise<void> {
  for (const name of files) await vscode.workspace.fs.delete(vscode.Uri.file(join(workspaceFolder(), name)));
}
