/**
 * The ids of our commands, checked by the compiler wherever a command is registered or run. A test compares them with
 * package.json.
 */

/** Commands contributed in package.json. */
export const contributedCommands = [
  "train",
  "debugTraining",
  "lookAtData",
  "viewMatrix",
  "stepThroughTerms",
  "runSweep",
  "resumeSweep",
  "resumeFolds",
  "stop",
  "pause",
  "continue",
  "resumeRun",
  "openResults",
  "newConfig",
  "newFromData",
  "newForDigits",
  "predict",
  "exportRun",
  "verifyRun",
  "findMoment",
  "trainAgain",
  "compareRuns",
  "showRunsTable",
  "showGroup",
  "forkRun",
  "revealRun",
  "deleteRun",
  "revealGroup",
  "copyGroupPath",
  "deleteGroup",
  "cleanUpRuns",
  "renameRun",
  "pinRun",
  "unpinRun",
  "diffConfig",
  "sortRuns",
  "filterRuns",
  "clearFilter",
  "revealConfig",
  "showLog",
  "refresh",
  "whyNoGpu",
] as const;

/** Commands for our own views and code lenses; the Command Palette does not list them. */
export const internalCommands = ["showMoreRuns", "applySetting", "pickRun"] as const;

export type ContributedCommand = (typeof contributedCommands)[number];
export type InternalCommand = (typeof internalCommands)[number];
export type CommandId = `matrixNetwork.${ContributedCommand | InternalCommand}`;

export const commandId = (name: ContributedCommand | InternalCommand): CommandId => `matrixNetwork.${name}`;
