/**
 * A webview panel without a webview: nothing is drawn, the host's messages are recorded, and the test plays the page.
 */
import * as vscode from "vscode";

const open = new Set<{ title: string; dispose(): void }>();

export class StandInPanel<Sent> {
  visible = true;
  active = true;
  /** Messages that the host has sent. */
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

  /** The panel with the type that the extension expects. */
  get panel(): vscode.WebviewPanel {
    return this as unknown as vscode.WebviewPanel;
  }

  say(message: unknown): void {
    this.messages.fire(message);
  }

  /** Hides the panel or shows it again. */
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

/** Returns the titles of the open panels. */
export const standIns = (): string[] => [...open].map(({ title }) => title);

export function closeStandIns(): void {
  for (const standIn of open) standIn.dispose();
}

type CreatePanel = typeof vscode.window.createWebviewPanel;
const window = vscode.window as { createWebviewPanel: CreatePanel };
const { createWebviewPanel } = vscode.window;

/**
 * Replaces the panels that the extension opens by stand-ins: real ones are drawn by software rendering, which slows
 * down everything else.
 */
export function drawNoPanels(): void {
  window.createWebviewPanel = ((_viewType, title) => {
    const standIn = new StandInPanel(title);
    // New panels open beside the focused editor and do not take the focus.
    standIn.active = false;
    return standIn.panel;
  }) as CreatePanel;
}

/** Runs a test of VS Code's own panels and tabs with real panels. */
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
