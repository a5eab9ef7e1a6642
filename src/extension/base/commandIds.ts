/**
 * The ids of our commands, checked by the compiler wherever one is registered or run; a test compares them with
 * package.json.
 */

/** Those that package.json contributes. */
export const contributedCommands = [
  "train",
  "debugTraining",
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

/** Those that only our own views and lenses run; the palette does not list them. */
export const internalCommands = ["showMoreRuns", "applySetting", "pickRun"] as const;

export type ContributedCommand = (typeof contributedCommands)[number];
export type InternalCommand = (typeof internalCommands)[number];
export type CommandId = `matrixNetwork.${ContributedCommand | InternalCommand}`;

export const commandId = (name: ContributedCommand | InternalCommand): CommandId => `matrixNetwork.${name}`;
