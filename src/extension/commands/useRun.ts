/** Export Network…, Predict…, Verify Run. The second argument replaces all questions. */
import { basename, dirname, extname, join } from "node:path";
import { commands, l10n, type QuickPickItem, Uri, window } from "vscode";
import { labelText } from "../../messages/visibleText";
import { isActive } from "../base/formatting";
import { showInformation, showWarning } from "../base/notify";
import { saveFirst } from "../base/saveFirst";
import { messagesOf } from "../base/translated";
import { confirmTrust } from "../base/trust";
import { requestOnce } from "../process/requestOnce";
import type { Run } from "../workspace/networks";
import type { CommandContext } from "./context";
import { resolveRun } from "./target";

type ExportFormat = "npz" | "onnx" | "json" | "js" | "numpy" | "safetensors";

const extensions: Record<ExportFormat, string> = {
  npz: ".npz",
  onnx: ".onnx",
  safetensors: ".safetensors",
  json: ".json",
  js: ".mjs",
  numpy: ".py",
};

/** Returns the paths of the written files. */
export async function exportRun(
  context: CommandContext,
  target?: unknown,
  given?: { format: ExportFormat; out: string },
): Promise<string[] | undefined> {
  const run = await resolveFinishedRun(context, target);
  if (!run) return undefined;
  const format = given?.format ?? (await pickFormat());
  const out =
    given?.out ?? (format && (await saveAs(run, `${run.network}${extensions[format]}`, l10n.t("Save the network"))));
  if (!format || !out) return undefined;
  const title = l10n.t("Exporting {0}", run.network);
  const answer = await requestOnce(
    { args: ["serve", run.folder], name: "export", params: { format, out }, title },
    context.output,
  );
  if (answer && !given)
    await offerToOpen(l10n.t("Exported: {0}", answer.files.map((file) => basename(file)).join(", ")), out);
  return answer?.files;
}

/** Returns the number of predicted examples. */
export async function predict(
  context: CommandContext,
  target?: unknown,
  given?: { input: string; out: string; id?: string },
): Promise<number | undefined> {
  const run = await resolveFinishedRun(context, target);
  if (!run) return undefined;
  const input = given?.input ?? (await pickInput());
  if (!input || !(await saveFirst([input]))) return undefined;
  const chosen = given ?? (await pickId(context, run, input));
  if (!chosen) return undefined;
  const { id } = chosen;
  const out =
    given?.out ?? (await saveAs(run, `${basename(input, extname(input))}.answers.csv`, l10n.t("Save the predictions")));
  if (!out) return undefined;
  const title = l10n.t("Predicting with {0}", run.network);
  const answer = await requestOnce(
    { args: ["serve", run.folder], name: "predict", params: { input, out, ...(id !== undefined && { id }) }, title },
    context.output,
  );
  if (answer?.leftOut) void showLeftOut(context, basename(input), messagesOf(answer.leftOut, answer.leftOutSaid));
  if (answer && !given) await commands.executeCommand("vscode.open", Uri.file(out));
  return answer?.count;
}

/** Asks what identifies the rows in the predictions, if the table has columns that the network does not use. */
async function pickId({ output }: CommandContext, run: Run, input: string): Promise<{ id?: string } | undefined> {
  const title = l10n.t("Reading {0}", basename(input));
  const found = await requestOnce({ args: ["serve", run.folder], name: "idColumns", params: { input }, title }, output);
  if (!found || found.columns.length === 0) return found && {};
  const rows: QuickPickItem & { id?: string } = {
    label: l10n.t("Row number"),
    description: l10n.t("1 for the first row"),
  };
  const items = [rows, ...found.columns.map((id) => ({ label: labelText(id), id }))];
  return window.showQuickPick(items, { placeHolder: l10n.t("Select what identifies the rows in the predictions") });
}

/** Shows the first reason, and logs all of them. */
async function showLeftOut({ output }: CommandContext, input: string, leftOut: readonly string[]): Promise<void> {
  for (const why of leftOut) output.warn(`${input}: ${why}`);
  const [first, ...more] = leftOut;
  const text =
    more.length > 0
      ? l10n.t("{0}: left out: {1} (and {2} more)", input, first, more.length)
      : l10n.t("{0}: left out: {1}", input, first);
  const log = l10n.t("Show Log");
  if ((await showWarning(text, log)) === log) output.show();
}

/** Trains the run again and returns whether the weights are identical. */
export async function verifyRun(context: CommandContext, target?: unknown): Promise<boolean | undefined> {
  const run = await resolveFinishedRun(context, target);
  if (!run) return undefined;
  const title = l10n.t("Verifying {0}", run.network);
  const result = await requestOnce({ args: ["serve", run.folder], name: "verify", params: {}, title }, context.output);
  if (!result) return undefined;
  const { epoch, same, difference, again, instead, best, weightsOnly } = result;
  const outcome =
    same || (best && difference === 0)
      ? l10n.t("{0}: the weights after epoch {1} are identical, bit for bit.", run.network, epoch)
      : l10n.t("{0}: the weights differ by at most {1} ({2}).", run.network, difference.toExponential(1), again);
  const text = [
    outcome,
    ...(best ? [l10n.t("best.npz of epoch {0} is not the best.npz of the repeated training.", best.epoch)] : []),
    ...(instead ? [l10n.t("The weights were compared with {0}, because {1}.", instead.file, instead.because)] : []),
    ...(weightsOnly ? [l10n.t("The optimizer's state of that epoch was not saved.")] : []),
  ].join(" ");
  if (same && !instead) void showInformation(text);
  else void showWarning(text);
  return same;
}

async function resolveFinishedRun(context: CommandContext, target: unknown): Promise<Run | undefined> {
  const run = await resolveRun(target, context, ({ state }) => !isActive(state));
  return run && (await confirmTrust()) ? run : undefined;
}

async function pickFormat(): Promise<ExportFormat | undefined> {
  const item = (format: ExportFormat, label: string, detail: string): QuickPickItem & { format: ExportFormat } => ({
    format,
    label,
    description: extensions[format],
    detail,
  });
  const items = [
    item("onnx", "ONNX", l10n.t("for onnxruntime and most other programs, scaling included")),
    item("js", "JavaScript", l10n.t("one module without dependencies, for browsers and Node, with types")),
    item("numpy", "NumPy", l10n.t("a readable Python script that checks itself when it runs")),
    item("npz", "npz", l10n.t("weights and biases as arrays for NumPy")),
    item("safetensors", "safetensors", l10n.t("weights and biases for PyTorch's nn.Sequential")),
    item("json", "JSON", l10n.t("one document that contains everything")),
  ];
  return (await window.showQuickPick(items, { placeHolder: l10n.t("Select an export format"), matchOnDetail: true }))
    ?.format;
}

async function saveAs(run: Run, name: string, title: string): Promise<string | undefined> {
  const defaultUri = Uri.file(join(dirname(run.config.fsPath), name));
  return (await window.showSaveDialog({ defaultUri, title }))?.fsPath;
}

async function pickInput(): Promise<string | undefined> {
  const filters = {
    [l10n.t("Tables, arrays and images")]: [
      "csv",
      "tsv",
      "txt",
      "xlsx",
      "parquet",
      "jsonl",
      "arff",
      "mat",
      "h5",
      "npy",
      "npz",
      "png",
      "jpg",
      "jpeg",
      "gz",
    ],
    [l10n.t("All files")]: ["*"],
  };
  return (await window.showOpenDialog({ filters, title: l10n.t("Select new examples") }))?.[0]?.fsPath;
}

async function offerToOpen(text: string, file: string): Promise<void> {
  const reveal = l10n.t("Show in Folder");
  if ((await showInformation(text, reveal)) === reveal) {
    await commands.executeCommand("revealFileInOS", Uri.file(file));
  }
}
