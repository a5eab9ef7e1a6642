/**
 * Fork Run from an Epoch…: copies a run's config, with the weights of one of its epochs as the start; from the table of
 * runs, with another value of a setting, and trains it at once.
 */

import { readFile, writeFile } from "node:fs/promises";
import { basename, dirname, relative, sep } from "node:path";
import { l10n, type QuickPickItem, Range, Uri, window, workspace } from "vscode";
import type { SettingText } from "../../config/compare/setting";
import { stemOf } from "../../runs/folders";
import { formatEpoch } from "../base/formatting";
import { showError, showInformation } from "../base/notify";
import { messageOf } from "../base/translated";
import type { Run } from "../workspace/networks";
import type { CommandContext } from "./context";
import { askFileName, configFile, freeName } from "./newFile";
import { resolveRun } from "./target";
import { train } from "./train";

/** A run or epoch node of the tree, or the arguments of a panel or another caller. */
interface Target {
  readonly run?: Run;
  readonly folder?: string;
  readonly epoch?: number;
  /** Name of the new config; if undefined, the user is asked. */
  readonly name?: string;
  /** Another value of a setting, as the user typed it. */
  readonly setting?: SettingText;
}

/** Returns the new file, or undefined if the user cancels. */
export async function forkRun(context: CommandContext, target?: unknown): Promise<Uri | undefined> {
  const { run: node, folder, epoch: wanted, name, setting } = (target ?? {}) as Target;
  const run = await resolveRun(
    node ? { kind: "run", run: node } : (folder ?? target),
    context,
    ({ epoch }) => epoch > 0,
  );
  if (!run) return undefined;
  try {
    const epoch = wanted ?? (await pickEpoch(run, setting));
    if (epoch === undefined) return undefined;
    const file = await fork(run, epoch, { name, setting });
    if (file && setting) await train(context, file);
    return file;
  } catch (error) {
    void showError(messageOf(error as Error));
    return undefined;
  }
}

async function fork(
  { folder, config }: Run,
  epoch: number | typeof fromSeed,
  { name: given, setting }: { name: string | undefined; setting: SettingText | undefined },
): Promise<Uri | undefined> {
  const [{ forkText }, { withSettingText }, { readManifest }, { readEvents }] = await Promise.all([
    import("../../config/compare/fork"),
    import("../../config/compare/setting"),
    import("../../runs/manifest"),
    import("../../runs/events"),
  ]);
  const manifest = await readManifest(folder);
  const changed = new Map<string, unknown>();
  for (const event of await readEvents(folder, ["changed"])) {
    if (epoch !== fromSeed && event.epoch <= epoch) changed.set(event.path, event.to);
  }
  const edits = (await readEvents(folder, ["edited"])).length;
  const parent = Uri.file(dirname(config.fsPath));
  const run = relative(parent.fsPath, folder).split(sep).join("/");
  const text = await readFile(config.fsPath, "utf8").catch(() => undefined);
  const start = epoch === fromSeed ? undefined : { run, epoch };
  const copy = forkText(text, { ...manifest, changed }, start);
  // Throws if the config would be invalid, before a name is asked for and anything is written.
  const forked = setting ? withSettingText(copy.text, setting, manifest.config) : copy;
  const proposed = await freeName(parent, `${stemOf(config.fsPath)}-${setting ? suffixOf(setting) : `fork-${epoch}`}`);
  const title = epoch === fromSeed ? l10n.t("Fork with {0}", shownOf(setting)) : l10n.t("Fork from Epoch {0}", epoch);
  const file = given ? configFile(parent, given) : await askFileName(parent, title, proposed);
  if (!file) return undefined;
  try {
    await writeFile(file.fsPath, forked.text, { flag: "wx" });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    throw new Error(l10n.t("{0} already exists. Choose another name.", basename(file.fsPath)));
  }
  if (edits > 0) void showInformation(aboutEdits(epoch));
  const document = await workspace.openTextDocument(file);
  const [from, to] = [forked.offset, forked.offset + forked.length].map((offset) => document.positionAt(offset));
  await window.showTextDocument(document, { selection: new Range(from, to), preview: false });
  return file;
}

/** Returns a note that values set in the debugger are not set again, since they belong to minibatches of one run. */
const aboutEdits = (epoch: number | typeof fromSeed): string =>
  epoch === fromSeed
    ? l10n.t("Values set in the debugger in this run are not set in the new run.")
    : l10n.t(
        "The weights of epoch {0} include the effect of values set in the debugger before it. Values set later are not set again.",
        epoch,
      );

/** Start with new weights from the seed, instead of those of an epoch. */
const fromSeed = "seed" as const;

const shownOf = (setting: SettingText | undefined): string => (setting ? `${setting.path} ${setting.text}` : "");

/** Returns a suffix such as "learningRate-0.05". */
const suffixOf = ({ path, text }: SettingText): string =>
  `${path
    .split(/[.[\]]+/)
    .filter(Boolean)
    .at(-1)}-${text}`
    .replace(/[^\p{L}\p{N}.-]+/gu, "-")
    .slice(0, 60);

/** Asks for the epoch: the best first, then the newest first; before them the seed, if a setting changes. */
async function pickEpoch(
  { folder, best }: Run,
  setting: SettingText | undefined,
): Promise<number | typeof fromSeed | undefined> {
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
  if (epochs.length === 0 && setting) return fromSeed;
  if (epochs.length === 0) {
    void showInformation(l10n.t("This run has no saved weights yet. Wait for its first checkpoint."));
    return undefined;
  }
  const items = epochs.map((epoch): QuickPickItem & { epoch: number } => {
    const metric = metrics.get(epoch) ?? "";
    const description = epoch === best?.epoch ? `${metric} · ${l10n.t("best")}` : metric;
    return { label: l10n.t("Epoch {0}", epoch), description, epoch };
  });
  const fresh = {
    label: l10n.t("From the beginning"),
    description: l10n.t("the initial weights of this run, from its seed"),
    epoch: fromSeed,
  };
  const placeHolder = setting
    ? l10n.t("Train with {0}, starting from which weights?", shownOf(setting))
    : l10n.t("Select the epoch whose weights training starts from");
  const offered: (QuickPickItem & { epoch: number | typeof fromSeed })[] = setting ? [fresh, ...items] : items;
  return (await window.showQuickPick(offered, { placeHolder, matchOnDescription: true }))?.epoch;
}
