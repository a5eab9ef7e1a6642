/** Step Through Terms: steps through the sum of an element, given by a variable of the debugger or by the user. */

import { debug, l10n, window } from "vscode";
import { showInformation } from "../base/notify";
import { messageOf } from "../base/translated";

/** @param target a variable from the debugger's context menu; if undefined, the user is asked for an element */
export async function stepThroughTerms(target?: unknown): Promise<void> {
  const session = debug.activeDebugSession;
  if (session?.type !== "matrix-network") {
    void showInformation(l10n.t("No network is being debugged. Press F5 in its config."));
    return;
  }
  const { variable } = (target ?? {}) as { variable?: { evaluateName?: string } };
  const title = l10n.t("Element whose terms to step through");
  const element = variable?.evaluateName ?? (await window.showInputBox({ title, value: "z1[0,0]" }));
  if (element === undefined) return;
  try {
    await session.customRequest("evaluate", { expression: `terms ${element}`, context: "repl" });
  } catch (error) {
    void showInformation(messageOf(error as Error));
  }
}
