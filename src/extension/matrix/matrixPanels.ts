/** View Matrix: panels beside the code that show matrices of debug sessions and follow their stops. */

import { type DebugSession, debug, l10n, ViewColumn, type WebviewPanel, window } from "vscode";
import type { MatrixAnswer } from "../../protocol/matrixRequest";
import { DisposableStore } from "../base/disposables";
import { showInformation } from "../base/notify";
import { messageOf } from "../base/translated";
import type { PanelContext } from "../panel/panelContext";
import type { MatrixPanel } from "./matrixPanel";

const viewType = "matrixNetwork.matrix";
const debugType = "matrix-network";

/** Argument that VS Code's menus of variables and watches pass. */
interface ChosenVariable {
  readonly sessionId?: string;
  readonly variable?: { readonly name?: string; readonly evaluateName?: string };
}

export class MatrixPanels extends DisposableStore {
  private readonly sessions = new Map<string, DebugSession>();
  /** Open panels. After a session has ended, the next one of its name takes over its panels. */
  private readonly open = new Set<MatrixPanel>();

  constructor(private readonly context: PanelContext) {
    super();
    this.add(
      debug.registerDebugAdapterTrackerFactory(debugType, {
        createDebugAdapterTracker: (session) => {
          this.begin(session);
          return { onDidSendMessage: (message) => this.hear(session, message) };
        },
      }),
    );
    this.add(debug.onDidTerminateDebugSession((session) => this.end(session)));
    this.add(
      window.registerWebviewPanelSerializer(viewType, {
        deserializeWebviewPanel: (panel, state) => this.restore(panel, state),
      }),
    );
  }

  /** @param target a variable from the debugger's menus; if undefined, the user is asked for a matrix */
  async view(target?: unknown): Promise<void> {
    const chosen = (target ?? {}) as ChosenVariable;
    const session = this.sessions.get(chosen.sessionId ?? "") ?? this.active;
    if (!session) {
      void showInformation(l10n.t("No network is being debugged. Press F5 in its config."));
      return;
    }
    const { evaluateName, name: given = "" } = chosen.variable ?? {};
    const name = /^[A-Za-z]+\d*/.exec(evaluateName ?? given)?.[0] ?? (await this.choose(session));
    if (name !== undefined) await this.show(session, name);
  }

  override dispose(): void {
    for (const panel of this.open) panel.dispose();
    super.dispose();
  }

  private get active(): DebugSession | undefined {
    const { activeDebugSession: active } = debug;
    return active?.type === debugType ? active : [...this.sessions.values()].at(-1);
  }

  private async choose(session: DebugSession): Promise<string | undefined> {
    try {
      const { names }: MatrixAnswer = await session.customRequest("matrix", { name: "z0", rows: 1, columns: 1 });
      return await window.showQuickPick([...names], { title: l10n.t("View Matrix"), placeHolder: session.name });
    } catch (error) {
      void showInformation(messageOf(error as Error));
      return undefined;
    }
  }

  private async show(session: DebugSession, name: string): Promise<void> {
    const found = [...this.open].find((panel) => panel.isOf(session) && panel.name === name);
    if (found) return found.panel.reveal();
    // Opens beside the code, or in the column of an open matrix.
    const there = [...this.open.keys()].find((panel) => panel.isOf(session))?.panel.viewColumn;
    await this.adopt(session, name, window.createWebviewPanel(viewType, name, there ?? ViewColumn.Beside));
  }

  async adopt(session: DebugSession, name: string, panel: WebviewPanel): Promise<void> {
    await this.take(panel, session.name, name, session);
  }

  /**
   * Adopts a panel restored after a window reload, which ended its session. Its page shows its last contents.
   * @param state saved by the page
   */
  async restore(panel: WebviewPanel, state: unknown): Promise<void> {
    const { name, session } = (state ?? {}) as { name?: unknown; session?: unknown };
    if (typeof name !== "string" || typeof session !== "string") return panel.dispose();
    const next = [...this.sessions.values()].find((each) => each.name === session);
    await this.take(panel, session, name, next);
  }

  private async take(panel: WebviewPanel, sessionName: string, name: string, session?: DebugSession): Promise<void> {
    const { MatrixPanel } = await import("./matrixPanel");
    const shown = new MatrixPanel(panel, this.context, sessionName, name, session);
    this.open.add(shown);
    shown.onDidClose(() => this.open.delete(shown));
  }

  private begin(session: DebugSession): void {
    this.sessions.set(session.id, session);
    for (const panel of this.open) if (panel.isOver && panel.sessionName === session.name) panel.follow(session);
  }

  private end(session: DebugSession): void {
    this.sessions.delete(session.id);
    for (const panel of this.of(session)) panel.over();
  }

  /** Handles messages of the Debug Adapter Protocol. */
  private hear(
    session: DebugSession,
    message: { event?: string; type: string; command?: string; success?: boolean },
  ): void {
    const { type, event, command = "", success } = message;
    const isMoved = type === "response" && success === true && moves.has(command);
    const isChanged = event === "stopped" || event === "invalidated" || (success === true && edits.has(command));
    for (const panel of this.of(session)) {
      if (isChanged) panel.stopped();
      else if (event === "continued" || isMoved) panel.running();
    }
  }

  private of(session: DebugSession) {
    return [...this.open].filter((panel) => panel.isOf(session));
  }
}

const moves = new Set(["continue", "next", "stepIn", "stepOut", "stepBack", "reverseContinue", "goto", "restart"]);
const edits = new Set(["setVariable", "setExpression"]);
