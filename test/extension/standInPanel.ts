/** A webview panel without a webview: nothing is drawn, what the host sends is kept, and the test says what its page would. */
import * as vscode from "vscode";

const open = new Set<{ title: string; dispose(): void }>();

export class StandInPanel<Sent> {
  visible = true;
  active = true;
  /** What the host has sent. */
  readonly received: Sent[] = [];
  isClosed = false;
  private readonly messages = new vscode.EventEmitter<unknown>();
  private readonly viewStates = new vscode.EventEmitter<vscode.WebviewPanelOnDidChangeViewStateEvent>();
  private readonly closings = new vscode.EventEmitter<void>();
  readonly onDidChangeViewState = this.viewStates.event;
  readonly onDidDispose = this.closings.event;
  readonly webview = {
    html: "",
    options: {},
    cspSource: "vscode-webview:",
    asWebviewUri: (uri: vscode.Uri) => uri,
    onDidReceiveMessage: this.messages.event,
    postMessage: async (message: Sent) => this.received.push(message) > 0,
  };

  constructor(public title = "") {
    open.add(this);
  }

  /** As the extension sees it. */
  get panel(): vscode.WebviewPanel {
    return this as unknown as vscode.WebviewPanel;
  }

  say(message: unknown): void {
    this.messages.fire(message);
  }

  /** Hidden, or shown again. */
  show(visible: boolean): void {
    this.visible = visible;
    this.viewStates.fire({ webviewPanel: this.panel });
  }

  reveal(): void {}

  dispose(): void {
    if (this.isClosed) return;
    this.isClosed = true;
    open.delete(this);
    this.closings.fire();
  }
}

/** Titles of those that are open. */
export const standIns = (): string[] => [...open].map(({ title }) => title);

export function closeStandIns(): void {
  for (const standIn of open) standIn.dispose();
}

type CreatePanel = typeof vscode.window.createWebviewPanel;
const window = vscode.window as { createWebviewPanel: CreatePanel };
const { createWebviewPanel } = vscode.window;

/** Panels that the extension opens are stand-ins: one that is drawn, by a processor that plays a GPU, slows down everything else. */
export function drawNoPanels(): void {
  window.createWebviewPanel = ((_viewType, title) => {
    const standIn = new StandInPanel(title);
    // They are opened beside what has the focus.
    standIn.active = false;
    return standIn.panel;
  }) as CreatePanel;
}

/** A test that looks at VS Code's own panels and tabs: while it runs they are real. */
export function withRealPanels(test: () => Promise<void>): () => Promise<void> {
  return async () => {
    window.createWebviewPanel = createWebviewPanel;
    try {
      await test();
    } finally {
      drawNoPanels();
    }
  };
}
