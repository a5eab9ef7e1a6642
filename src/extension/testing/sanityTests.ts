/**
 * The sanity checks of every config in VS Code's Test Explorer. Listing the checks of a config needs only its text; its
 * data is read when they run.
 */
import { basename } from "node:path";
import {
  type CancellationToken,
  type Disposable,
  l10n,
  Range,
  type TestController,
  type TestItem,
  TestRunProfileKind,
  type TestRunRequest,
  type TextDocument,
  tests,
  type Uri,
  workspace,
} from "vscode";
import { labelText } from "../../messages/visibleText";
import { DisposableStore } from "../base/disposables";
import { relativeFolder } from "../base/formatting";
import { languageId } from "../base/language";
import type { WorkspaceNetworks } from "../workspace/networks";
import type { SanityCheck } from "./checks";
import { FailedChecks } from "./failedChecks";
import type { CheckOutcomes } from "./sanityRun";

const settleMilliseconds = 500;

export class SanityTests implements Disposable {
  private readonly store = new DisposableStore();
  readonly controller: TestController = this.store.add(
    tests.createTestController("matrixNetwork.sanity", l10n.t("Networks")),
  );
  /** The check of each test item without children. */
  private readonly checks = new WeakMap<TestItem, SanityCheck>();
  private readonly failed = this.store.add(new FailedChecks());
  /** Fires when the lines of failed checks may have changed. */
  readonly onDidRun = this.failed.onDidChange;
  private listsAll = false;
  private timer: NodeJS.Timeout | undefined;

  constructor(private readonly networks: WorkspaceNetworks) {
    this.controller.resolveHandler = (item) => (item ? this.resolve(item) : this.list());
    this.controller.refreshHandler = () => this.networks.refresh();
    this.controller.createRunProfile(
      l10n.t("Check"),
      TestRunProfileKind.Run,
      async (request, token) => void (await this.run(request, token)),
      true,
    );
    this.store.add(networks.onDidChange(() => this.listsAll && this.update()));
    this.store.add(workspace.onDidOpenTextDocument((document) => this.show(document)));
    this.store.add(workspace.onDidChangeTextDocument(({ document }) => this.showSoon(document)));
    for (const document of workspace.textDocuments) this.show(document);
  }

  /** Runs the requested checks, one config after the other. */
  async run(request: TestRunRequest, token: CancellationToken): Promise<CheckOutcomes> {
    await this.list();
    const [{ skipAll, runChecks }, { confirmTrust }] = await Promise.all([
      import("./sanityRun"),
      import("../base/trust"),
    ]);
    const run = this.controller.createTestRun(request);
    const leaves = await this.leaves(request.include ?? testItems(this.controller.items));
    const wanted = leaves.filter((item) => !isExcluded(item, request.exclude ?? []));
    if (!(await confirmTrust())) return skipAll(run, wanted);
    const outcomes = await runChecks(run, wanted, (item) => this.checks.get(item) as SanityCheck, token);
    await this.failed.record(wanted, outcomes);
    return outcomes;
  }

  /** Returns the lines on which VS Code shows the message of a failed check. */
  failedLines(config: Uri): Set<number> {
    const item = this.controller.items.get(config.toString());
    return new Set(item && this.failed.failedLines(item));
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.store.dispose();
  }

  private async list(): Promise<void> {
    this.listsAll = true;
    await this.networks.ready;
    this.update();
  }

  /** Creates items for new configs and deletes those of deleted ones. Other items stay. */
  private update(): void {
    const { items } = this.controller;
    const configs = this.networks.all.map(({ config }) => config);
    const found = new Set(configs.map(String));
    for (const config of configs) this.configItem(config);
    for (const item of testItems(items)) if (!found.has(item.id)) items.delete(item.id);
  }

  private configItem(config: Uri): TestItem {
    const { items } = this.controller;
    const existing = items.get(config.toString());
    if (existing) return existing;
    const item = this.controller.createTestItem(
      config.toString(),
      labelText(basename(config.fsPath, ".network.json")),
      config,
    );
    item.canResolveChildren = true;
    item.description = labelText(relativeFolder(config));
    items.add(item);
    return item;
  }

  /** Shows the checks of an open config on its first line; a failed check moves to the line of its key. */
  private show(document: TextDocument): void {
    if (document.languageId !== languageId || document.uri.scheme !== "file") return;
    void this.resolve(this.configItem(document.uri));
  }

  private showSoon(document: TextDocument): void {
    if (document.languageId !== languageId || !this.controller.items.get(document.uri.toString())) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.show(document), settleMilliseconds);
  }

  private async resolve(item: TestItem): Promise<void> {
    if (item.parent || !item.uri) return;
    const [{ networkOutline }, { sanityChecks }] = await Promise.all([
      import("../editor/parsedConfig"),
      import("./checks"),
    ]);
    const document = await workspace.openTextDocument(item.uri);
    const { gradients, others } = sanityChecks(await networkOutline(document, undefined));
    // An item that is there stays the same one, since a run that is in progress reports to it.
    const itemIn = ({ children }: TestItem, id: string, label: string) =>
      children.get(id) ?? this.controller.createTestItem(id, label, item.uri);
    const leaf = (check: SanityCheck, parent: TestItem, i: number): TestItem => {
      const leafItem = itemIn(parent, `${parent.id} ${check.id}`, check.label);
      leafItem.label = check.label;
      // Sorts in the order of this list, not by label.
      leafItem.sortText = String(i).padStart(4, "0");
      leafItem.description = check.description ?? "";
      this.checks.set(leafItem, check);
      return leafItem;
    };
    const group = itemIn(item, `${item.id} gradients`, l10n.t("gradients"));
    group.description = l10n.t("match finite differences");
    group.sortText = "0000";
    group.children.replace(gradients.map((check, i) => leaf(check, group, i)));
    item.range = new Range(0, 0, 0, 0);
    item.children.replace([group, ...others.map((check, i) => leaf(check, item, i + 1))]);
    for (const each of [group, item])
      for (const child of testItems(each.children)) await this.failed.updateRange(child);
  }

  private async leaves(items: readonly TestItem[]): Promise<TestItem[]> {
    const found: TestItem[] = [];
    for (const item of items) {
      if (item.canResolveChildren && item.children.size === 0) await this.resolve(item);
      if (this.checks.has(item)) found.push(item);
      else found.push(...(await this.leaves(testItems(item.children))));
    }
    return found;
  }
}

const testItems = (items: Iterable<[string, TestItem]>): TestItem[] => [...items].map(([, item]) => item);

const isExcluded = (item: TestItem | undefined, excluded: readonly TestItem[]): boolean =>
  item !== undefined && (excluded.includes(item) || isExcluded(item.parent, excluded));
