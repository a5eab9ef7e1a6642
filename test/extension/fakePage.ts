/** A webview panel without a webview: what the host sends is kept, and the page's answers are given by the test. */
import * as vscode from "vscode";
import type { HostMessage, PageMessage } from "../../src/protocol/panel";
import { activate, until } from "./parts";

export class FakePage {
  readonly received: HostMessage[] = [];
  private readonly messages = new vscode.EventEmitter<unknown>();
  private readonly viewStates = new vscode.EventEmitter<vscode.WebviewPanelOnDidChangeViewStateEvent>();
  private readonly closings = new vscode.EventEmitter<void>();
  private readonly panel = {
    title: "a run",
    visible: true,
    active: true,
    webview: {
      html: "",
      options: {},
      cspSource: "vscode-webview:",
      asWebviewUri: (uri: vscode.Uri) => uri,
      onDidReceiveMessage: this.messages.event,
      postMessage: async (message: HostMessage) => {
        this.received.push(message);
        return true;
      },
    },
    onDidChangeViewState: this.viewStates.event,
    onDidDispose: this.closings.event,
    reveal: () => {},
    dispose: () => {
      this.isRefused = true;
    },
  };
  /** Or closed later. */
  private isRefused = false;

  private constructor(private readonly folder: string) {}

  /** The host's end is the real one. */
  static async of(folder: string): Promise<FakePage> {
    const { panels } = await activate();
    for (;;) {
      panels.close(folder);
      const page = new FakePage(folder);
      await panels.adopt(folder, page.panel as unknown as vscode.WebviewPanel);
      // A training that has just started may have opened its own meanwhile.
      if (!page.isRefused) return page;
    }
  }

  get html(): string {
    return this.panel.webview.html;
  }

  say(message: PageMessage | { type: string }): void {
    this.messages.fire(message);
  }

  /** Hidden, or shown again. */
  show(visible: boolean): void {
    this.panel.visible = visible;
    this.viewStates.fire({ webviewPanel: this.panel as unknown as vscode.WebviewPanel });
  }

  all<Type extends HostMessage["type"]>(type: Type): Extract<HostMessage, { type: Type }>[] {
    return this.received.filter((message): message is Extract<HostMessage, { type: Type }> => message.type === type);
  }

  /** The newest message of this kind that is as wanted. */
  next<Type extends HostMessage["type"]>(
    type: Type,
    wanted: (message: Extract<HostMessage, { type: Type }>) => boolean = () => true,
  ): Promise<Extract<HostMessage, { type: Type }>> {
    return until(`a message ${type}`, () => this.all(type).findLast(wanted));
  }

  async close(): Promise<void> {
    (await activate()).panels.close(this.folder);
  }
}
