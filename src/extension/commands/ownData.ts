/**
 * Creates a config for the user's own data. The child process inspects the data, writes a config that trains well
 * without changes, and checks it; if the data is ambiguous, the user is asked, with the likeliest answer first.
 */
import { basename, dirname, extname } from "node:path";
import { type LogOutputChannel, l10n, type QuickPickItem, Uri, window, workspace } from "vscode";
import { labelText } from "../../messages/visibleText";
import type { RequestParams, RequestResult } from "../../protocol/requests";
import { showError } from "../base/notify";
import { saveFirst } from "../base/saveFirst";
import { confirmTrust } from "../base/trust";
import { requestOnce } from "../process/requestOnce";

export interface NewConfig {
  /** Proposed file name. */
  name: string;
  text: string;
  /** Folder of the new file. */
  folder: Uri;
  /** False for a template. */
  isOwnData: boolean;
}

type Suggested = RequestResult<"suggest">;
type Answers = Omit<RequestParams<"suggest">, "path" | "folder">;

/** @returns undefined if the user cancels, or after an error message */
export async function configForFile(
  path: string,
  folder: Uri,
  output: LogOutputChannel,
): Promise<NewConfig | undefined> {
  if (!(await confirmTrust()) || !(await saveFirst([path]))) return undefined;
  const suggested = await ask(path, folder, output);
  const name = basename(path).replace(/\.gz$/i, "");
  return suggested && { name: basename(name, extname(name)), text: suggested.text, folder, isOwnData: true };
}

/** Creates a config for the data in a folder; asks for a file if there are several. */
export async function configForFolder(
  path: string,
  folder: Uri,
  output: LogOutputChannel,
): Promise<NewConfig | undefined> {
  if (!(await confirmTrust())) return undefined;
  const title = l10n.t("Inspecting {0}", basename(path));
  const found = await requestOnce({ args: ["inspect"], name: "findData", params: { folder: path }, title }, output);
  if (!found) return undefined;
  if (found.length === 0) {
    void showError(
      l10n.t("{0} contains no images in one folder per class and no files of data that can be read.", basename(path)),
    );
    return undefined;
  }
  const items = found.map((data) => ({
    label: labelText(data.name === "." ? basename(path) : data.name),
    description: data.kind,
    data,
  }));
  const picked =
    items.length === 1
      ? items[0]
      : await window.showQuickPick(items, { placeHolder: l10n.t("Select the training data") });
  if (!picked) return undefined;
  return configForFile(picked.data.path, placeBeside(picked.data, folder), output);
}

/** Returns the parent of a folder of images, which is no place for a config, if the parent is in the workspace. */
function placeBeside({ path, kind }: { path: string; kind: string }, folder: Uri): Uri {
  const parent = Uri.file(dirname(path));
  const isInside = kind === "images" && path === folder.fsPath && workspace.getWorkspaceFolder(parent) !== undefined;
  return isInside ? parent : folder;
}

/** Asks the user about each ambiguity in turn. */
async function ask(path: string, folder: Uri, output: LogOutputChannel): Promise<Suggested | undefined> {
  const answers: Answers = {};
  let suggested = await suggest(path, folder, answers, output);
  for (const question of [askForSheet, askForNumber, askForLabel, askForTask]) {
    if (!suggested) return undefined;
    const answer = await question(suggested);
    if (answer === undefined) return undefined;
    if (Object.keys(answer).length === 0) continue;
    Object.assign(answers, answer);
    suggested = await suggest(path, folder, answers, output);
  }
  return suggested;
}

const suggest = (path: string, folder: Uri, answers: Answers, output: LogOutputChannel) =>
  requestOnce(
    {
      args: ["inspect"],
      name: "suggest",
      params: { path, folder: folder.fsPath, ...answers },
      title: l10n.t("Inspecting {0}", basename(path)),
    },
    output,
  );

/** An answer; empty if there is no question or the proposal is right, undefined if the user cancels. */
type Answer = Promise<Answers | undefined>;

async function askForSheet({ sheets = [] }: Suggested): Answer {
  if (sheets.length === 0) return {};
  const items = sheets.map(({ name, about }) => ({ label: labelText(name), description: labelText(about), name }));
  const picked = await window.showQuickPick(items, { placeHolder: l10n.t("Select the sheet") });
  return picked && (picked.name === sheets[0].name ? {} : { sheet: picked.name });
}

async function askForNumber({ ambiguity }: Suggested): Answer {
  if (!ambiguity) return {};
  const { column, field, place, readings } = ambiguity;
  const items = readings.map(({ decimal, number }) => ({
    label: number,
    description: decimal === "." ? l10n.t("decimals have points") : l10n.t("decimals have commas"),
    decimal,
  }));
  const placeHolder = l10n.t("What is {0} in column {1}, {2}?", field, column, place);
  const picked = await window.showQuickPick(items, { placeHolder });
  return picked && { decimal: picked.decimal };
}

/** Asks for the column or array to predict. */
async function askForLabel({ labels = [], label, summary }: Suggested): Answer {
  if (labels.length === 0) return {};
  const first = labels.filter(({ name }) => name === label);
  const others = labels.filter(({ name }) => name !== label);
  const items = [...first, ...others].map(({ name, about }): QuickPickItem & { name: string } => ({
    label: labelText(name),
    description: labelText(about),
    ...(name === label && { detail: labelText(summary) }),
    name,
  }));
  const picked = await window.showQuickPick(items, { placeHolder: l10n.t("Select what to predict") });
  return picked && (picked.name === label ? {} : { label: picked.name });
}

async function askForTask({ target, label }: Suggested): Answer {
  if (target.isSure) return {};
  const classes = {
    label: l10n.t("Classes"),
    detail: l10n.t("One unit per value; the network chooses one."),
    task: "classification" as const,
  };
  const quantity = {
    label: l10n.t("A quantity"),
    detail: l10n.t("One unit; values in between are meaningful."),
    task: "regression" as const,
  };
  const items = target.task === "classification" ? [classes, quantity] : [quantity, classes];
  const placeHolder = l10n.t("What is {0}? It has {1}.", label ?? l10n.t("the target"), target.why);
  const picked = await window.showQuickPick(items, { placeHolder });
  return picked && { task: picked.task };
}
