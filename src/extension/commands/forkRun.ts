/** Fork Run from an Epoch…: a copy of a run's config that starts from the weights of one of its epochs. */
import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname, relative, sep } from "node:path";
import { l10n, type QuickPickItem, Range, Uri, window, workspace } from "vscode";
import { stemOf } from "../../runs/folders";
import { formatEpoch } from "../base/formatting";
import type { Run } from "../workspace/networks";
import type { CommandContext } from "./context";
import { askFileName, configFile, freeName } from "./newFile";
import { resolveRun } from "./target";

/** A run or epoch node of the tree, or the arguments of a panel or another caller. */
interface Target {
  readonly run?: Run;
  readonly folder?: string;
  readonly epoch?: number;
  /** Asked for if undefined. */
  readonly name?: string;
}

/** Returns the new file, or undefined if the user cancels. */
export async function forkRun(context: CommandContext, target?: unknown): Promise<Uri | undefined> {
  const { run: node, folder, epoch: wanted, name } = (target ?? {}) as Target;
  const run = await resolveRun(
    node ? { kind: "run", run: node } : (folder ?? target),
    context,
    ({ epoch }) => epoch > 0,
  );
  if (!run) return undefined;
  try {
    const epoch = wanted ?? (await pickEpoch(run));
    return epoch === undefined ? undefined : await fork(run, epoch, name);
  } catch (error) {
    void window.showErrorMessage((error as Error).message);
    return undefined;
  }
}

async function fork({ folder, config }: Run, epoch: number, given: string | undefined): Promise<Uri | undefined> {
  const [{ forkText }, { readManifest }, { readEvents }] = await Promise.all([
    import("../../config/compare/fork"),
    import("../../runs/manifest"),
    import("../../runs/events"),
  ]);
  const manifest = await readManifest(folder);
  const changed = new Map<string, unknown>();
  for (const event of await readEvents(folder, ["changed"])) {
    if (event.epoch <= epoch) changed.set(event.path, event.to);
  }
  const parent = Uri.file(dirname(config.fsPath));
  const proposed = await freeName(parent, `${stemOf(config.fsPath)}-fork-${epoch}`);
  const file = given
    ? configFile(parent, given)
    : await askFileName(parent, l10n.t("Fork from Epoch {0}", epoch), proposed);
  if (!file) return undefined;
  const run = relative(parent.fsPath, folder).split(sep).join("/");
  const text = await readFile(config.fsPath, "utf8").catch(() => undefined);
  const forked = forkText(text, { ...manifest, changed }, { run, epoch });
  try {
    await writeFile(file.fsPath, forked.text, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new Error(l10n.t("{0} already exists. Choose another name.", basename(file.fsPath)));
  }
  const document = await workspace.openTextDocument(file);
  const [from, to] = [forked.offset, forked.offset + forked.length].map((offset) => document.positionAt(offset));
  await window.showTextDocument(document, { selection: new Range(from, to) });
  return file;
}

/** The best epoch first, then newest first. */
async function pickEpoch({ folder, best }: Run): Promise<number | undefined> {
  const [{ savedEpochs }, { latestPerEpoch, readEvents }] = await Promise.all([
    import("../../runs/savedEpochs"),
    import("../../runs/events"),
  ]);
  const ended = latestPerEpoch(await readEvents(folder, ["started", "epoch"])).filter(
    (event) => event.type === "epoch",
  );
  const metrics = new Map(ended.map((event) => [event.epoch, formatEpoch(event)]));
  const saved = (await savedEpochs(folder)).reverse();
  const epochs = best ? [best.epoch, ...saved.filter((epoch) => epoch !== best.epoch)] : saved;
  if (epochs.length === 0) {
    void window.showInformationMessage(l10n.t("This run has no saved weights yet. Wait for its first checkpoint."));
    return undefined;
  }
  const items = epochs.map((epoch): QuickPickItem & { epoch: number } => {
    const metric = metrics.get(epoch) ?? "";
    const description = epoch === best?.epoch ? `${metric} · ${l10n.t("best")}` : metric;
    return { label: l10n.t("Epoch {0}", epoch), description, epoch };
  });
  const placeHolder = l10n.t("Select the epoch whose weights training starts from");
  return (await window.showQuickPick(items, { placeHolder, matchOnDescription: true }))?.epoch;
}
