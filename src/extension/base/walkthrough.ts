/** The steps of the walkthrough in package.json: each is completed by what the user does, through a context key. */
import { commands } from "vscode";

export type WalkthroughStep = "config" | "hovers" | "train" | "tryIt" | "ownData" | "debugger";

/** The steps that were completed since activation; VS Code remembers those of earlier sessions. */
export const completedSteps = new Set<WalkthroughStep>();

/** Marks a step as completed; later calls do nothing. */
export function completeStep(step: WalkthroughStep): void {
  if (completedSteps.has(step)) return;
  completedSteps.add(step);
  void commands.executeCommand("setContext", `matrixNetwork.walkthrough.${step}`, true);
}
