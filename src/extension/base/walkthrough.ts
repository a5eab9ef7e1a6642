/** The steps of the walkthrough in package.json: each is completed by what the user does, through a context key. */
import { commands, type Disposable, window } from "vscode";

export type WalkthroughStep = "config" | "hovers" | "train" | "tryIt" | "ownData" | "debugger";

/** The steps that were completed since activation; VS Code remembers those of earlier sessions. */
export const completedSteps = new Set<WalkthroughStep>();

/** Marks a step as completed; later calls do nothing. */
export function completeStep(step: WalkthroughStep): void {
  if (completedSteps.has(step)) return;
  completedSteps.add(step);
  void pulse(step);
}

/** Marks the steps that were completed before the walkthrough was opened. */
export const completeStepsOnOpen = (): Disposable =>
  window.tabGroups.onDidChangeTabs(async ({ opened }) => {
    // The API does not describe the input of a walkthrough's tab.
    if (opened.some(({ input }) => input === undefined)) for (const step of completedSteps) await pulse(step);
  });

/**
 * Sets the step's context key for a moment. VS Code completes a step when its key becomes true after the walkthrough
 * was first opened, and never if it was true before (its gettingStartedService.ts).
 */
async function pulse(step: WalkthroughStep): Promise<void> {
  for (const value of [true, false]) {
    await commands.executeCommand("setContext", `matrixNetwork.walkthrough.${step}`, value);
  }
}
