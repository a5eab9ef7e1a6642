/** Sort Runs…, Filter Runs…, Clear Filter, Reveal in Networks View. */
import { l10n, type QuickPickItem, Uri, window } from "vscode";
import { showInformation } from "../base/notify";
import { noFilter, type RunFilter, type StateGroup, stateGroups } from "../tree/filter";
import { type RunOrder, runOrders } from "../tree/order";
import { formatStateGroup } from "../tree/stateGroupText";
import type { CommandContext } from "./context";
import { resolveConfig } from "./target";

export async function sortRuns({ view: { options } }: CommandContext, given?: unknown): Promise<void> {
  const order = runOrders.find((each) => each === given) ?? (await pickOrder(options.order));
  if (order) await options.sortBy(order);
}

async function pickOrder(now: RunOrder): Promise<RunOrder | undefined> {
  const labels: Record<RunOrder, string> = {
    newest: l10n.t("Newest first"),
    oldest: l10n.t("Oldest first"),
    best: l10n.t("Best metric first"),
    name: l10n.t("By name"),
    duration: l10n.t("Longest first"),
    epochs: l10n.t("Most epochs first"),
  };
  const items = runOrders.map((order) => ({
    label: labels[order],
    ...(order === now && { description: l10n.t("current") }),
    order,
  }));
  const placeHolder = l10n.t("Select the order of a network's runs. Pinned runs come first.");
  return (await window.showQuickPick(items, { placeHolder }))?.order;
}

export async function filterRuns({ view: { options } }: CommandContext, given?: unknown): Promise<void> {
  const filter = given ? { ...noFilter, ...given } : await askFilter(options.filter);
  if (filter) await options.filterBy(filter);
}

type Item = QuickPickItem & { group?: StateGroup };

/** Shows one Quick Pick for both: the input is the text, the checked items are the states. Undefined if canceled. */
function askFilter(now: RunFilter): Promise<RunFilter | undefined> {
  const pick = window.createQuickPick<Item>();
  const states = (Object.keys(stateGroups) as StateGroup[]).map(
    (group): Item => ({ label: formatStateGroup(group), group, alwaysShow: true }),
  );
  const pinned: Item = { label: l10n.t("pinned"), alwaysShow: true };
  pick.title = l10n.t("Filter Runs");
  pick.placeholder = l10n.t("Type part of a name, network, setting or state, and select states");
  pick.canSelectMany = true;
  pick.items = [...states, pinned];
  pick.selectedItems = pick.items.filter(({ group }) => (group ? now.states.includes(group) : now.pinned));
  pick.value = now.text;
  return new Promise((resolve) => {
    pick.onDidAccept(() => {
      const { selectedItems, value } = pick;
      const groups = selectedItems.flatMap(({ group }) => group ?? []);
      resolve({ text: value, states: groups, pinned: selectedItems.includes(pinned) });
      pick.hide();
    });
    pick.onDidHide(() => {
      resolve(undefined);
      pick.dispose();
    });
    pick.show();
  });
}

export const clearFilter = ({ view: { options } }: CommandContext): Promise<void> => options.filterBy(noFilter);

export async function revealConfig({ networks, view }: CommandContext, target?: unknown): Promise<void> {
  const config = await resolveConfig(target instanceof Uri ? target : undefined, networks);
  if (!config) return;
  await networks.ready;
  if (await view.reveal(config.fsPath)) return;
  // The filter hides it, or the config is not in the workspace.
  if (!networks.network(config)) {
    void showInformation(l10n.t("This file is not a network config of the workspace."));
    return;
  }
  await view.options.filterBy(noFilter);
  await view.reveal(config.fsPath);
}
