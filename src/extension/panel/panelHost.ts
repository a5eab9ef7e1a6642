/** The host of a panel's page of any kind: greets it, answers questions about its runs, and saves and copies for it. */

import { type Disposable, env, l10n, Uri, type WebviewPanel } from "vscode";
import type { CompareHostMessage } from "../../protocol/compare";
import type { DataHostMessage } from "../../protocol/dataPanel";
import type { GroupHostMessage } from "../../protocol/groupPanel";
import type { MatrixHostMessage } from "../../protocol/matrixPanel";
import type { AskMessage, HostMessage, SharedMessage } from "../../protocol/panel";
import type { RunsTableHostMessage } from "../../protocol/runsTable";
import { DisposableStore } from "../base/disposables";
import { messageOf } from "../base/translated";
import { type PageName, pageOf } from "./html";
import type { PanelContext } from "./panelContext";
import type { RunStream } from "./runStream";
import { saveFile } from "./saveFile";

type Posted =
  | HostMessage
  | CompareHostMessage
  | DataHostMessage
  | GroupHostMessage
  | MatrixHostMessage
  | RunsTableHostMessage;

type Parsed<Message> = { success: true; data: Message } | { success: false; error: { issues: { message: string }[] } };

/** Properties of one kind of page. */
export interface PageRole<Own> {
  /** Name of its script and style sheet in dist/webview. */
  readonly name: PageName;
  readonly schema: { safeParse(raw: unknown): Parsed<SharedMessage | Own> };
  /** Returns the run in a folder; throws an Error if the page must not ask about it. Undefined if it asks nothing. */
  runIn?(folder: string): RunStream;
  /** Returns a run folder; the first file is offered to be saved beside its config. */
  folder(): string;
  /** Reads the contents that `greet` sends. */
  prepare(): Promise<void>;
  /** Sends everything to a page that is new or has lost its state. */
  greet(): void;
  receive(message: Own): void;
  /** Called with each request of the page. */
  asked?(name: AskMessage["name"], params: AskMessage["params"]): void;
}

export class PanelHost<Own extends { type: string }> implements Disposable {
  private readonly store = new DisposableStore();
  /** True if messages reach the page. */
  ready = false;
  private greeting = Promise.resolve();

  constructor(
    private readonly panel: WebviewPanel,
    private readonly context: PanelContext,
    private readonly role: PageRole<Own>,
  ) {
    const { extension } = context;
    const inExtension = (...path: string[]) => Uri.joinPath(extension, ...path);
    panel.iconPath = { light: inExtension("media", "config-light.svg"), dark: inExtension("media", "config-dark.svg") };
    panel.webview.options = { enableScripts: true, localResourceRoots: [inExtension("dist", "webview")] };
    this.store.add(panel.webview.onDidReceiveMessage((message) => this.receive(message)));
    this.store.add(
      panel.onDidChangeViewState(() => {
        // A hidden page is destroyed: it sends "ready" when it is shown again.
        if (!panel.visible) this.ready = false;
      }),
    );
    panel.webview.html = pageOf(panel.webview, extension, panel.title, role.name);
  }

  post(message: Posted): void {
    if (this.ready) void this.panel.webview.postMessage(message);
  }

  dispose(): void {
    this.ready = false;
    this.store.dispose();
  }

  private receive(raw: unknown): void {
    const message = this.role.schema.safeParse(raw);
    if (!message.success) {
      this.context.output.warn(`${this.role.name}: ${message.error.issues[0].message}`);
      return;
    }
    const shared = message.data as SharedMessage;
    switch (shared.type) {
      case "ready":
        this.greeting = this.greet();
        return;
      case "ask":
        void this.answer(shared);
        return;
      case "save":
        void saveFile(this.role.folder(), shared);
        return;
      case "copy":
        void env.clipboard.writeText(shared.text);
        return;
      default:
        this.role.receive(message.data as Own);
    }
  }

  private async greet(): Promise<void> {
    await this.role.prepare();
    this.ready = this.panel.visible;
    if (this.ready) this.role.greet();
  }

  private async answer({ id, folder, other, name, params }: AskMessage): Promise<void> {
    const ask = async () => {
      const { role } = this;
      if (!role.runIn) throw new Error(l10n.t("{0} does not answer requests here", folder));
      if (other !== undefined) role.runIn(other);
      return role.runIn(folder).ask(name, other === undefined ? params : { ...params, other });
    };
    this.role.asked?.(name, params);
    const answer = await ask().then(
      (result) => ({ result }),
      (error: Error) => ({ error: messageOf(error) }),
    );
    // An answer before the greeting would be lost.
    await this.greeting;
    this.post({ type: "answer", id, ...answer });
  }
}
