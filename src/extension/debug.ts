/**
 * Debugging: a training, minibatch by minibatch, or an example that passes through a run's network. The debug adapter
 * is a separate process, dist/debugger.js, which also runs the training.
 */
import { existsSync } from "node:fs";
import { basename, isAbsolute, join, resolve } from "node:path";
import {
  type CancellationToken,
  commands,
  DebugAdapterExecutable,
  type DebugConfiguration,
  type DebugConfigurationProvider,
  DebugConfigurationProviderTriggerKind,
  type Disposable,
  debug,
  l10n,
  SourceBreakpoint,
  Uri,
  type WorkspaceFolder,
  window,
  workspace,
} from "vscode";
import { labelText } from "../messages/visibleText";
import { commandId } from "./base/commandIds";
import { DisposableStore } from "./base/disposables";
import { isActive } from "./base/formatting";
import { configuredRuntime, processEnvironment } from "./base/settings";
import { completeStep } from "./base/walkthrough";
import type { CommandContext } from "./commands/context";
import { activeRun } from "./commands/debugTraining";
import { resolveConfig, resolveRun } from "./commands/target";
import { saveWithData } from "./editor/saveWithData";
import { runName } from "./tree/runText";
import type { Run } from "./workspace/networks";

const debugType = "matrix-network";

export function registerDebugging(context: CommandContext): Disposable {
  const store = new DisposableStore();
  const provider = new NetworkDebugConfigurations(context);
  store.add(debug.registerDebugConfigurationProvider(debugType, provider));
  store.add(
    debug.registerDebugConfigurationProvider(
      debugType,
      { provideDebugConfigurations: () => provider.suggest() },
      DebugConfigurationProviderTriggerKind.Dynamic,
    ),
  );
  store.add(
    debug.registerDebugAdapterDescriptorFactory(debugType, {
      createDebugAdapterDescriptor: () => {
        const env = { ...processEnvironment(), ELECTRON_RUN_AS_NODE: "1" };
        return new DebugAdapterExecutable(configuredRuntime() ?? process.execPath, [join(__dirname, "debugger.js")], {
          env,
        });
      },
    }),
  );
  store.add(
    debug.registerDebugAdapterTrackerFactory(debugType, {
      createDebugAdapterTracker: () => ({
        onWillReceiveMessage: ({ command }: { command?: string }) => {
          if (command && steps.includes(command)) completeStep("debugger");
        },
      }),
    }),
  );
  return store;
}

/**
 * Shows Run and Debug with the variables, as VS Code does only at a breakpoint. The editor keeps the focus: this runs
 * before the session starts, since later it would take the focus from whatever the user does then.
 */
async function showVariables(): Promise<void> {
  if (workspace.getConfiguration("debug").get("openDebug") === "neverOpen") return;
  await commands.executeCommand("workbench.view.debug");
  await commands.executeCommand("workbench.action.focusActiveEditorGroup");
}

/** Requests of the Debug Adapter Protocol that move by one step. */
const steps = ["next", "stepIn", "stepOut", "stepBack"];

class NetworkDebugConfigurations implements DebugConfigurationProvider {
  constructor(private readonly context: CommandContext) {}

  /** Returns configurations for the training of each network and for an example of its newest run. */
  async suggest(): Promise<DebugConfiguration[]> {
    const { networks } = this.context;
    await networks.ready;
    return networks.all.flatMap(({ config, runs }) => [
      ofTraining(config),
      ...runs.filter(hasWeights).slice(0, 1).map(ofExample),
    ]);
  }

  /** Completes a configuration; without a launch.json it debugs the training of the config in the editor. */
  async resolveDebugConfiguration(
    folder: WorkspaceFolder | undefined,
    given: DebugConfiguration,
    _token?: CancellationToken,
  ): Promise<DebugConfiguration | undefined> {
    const { config, run, mode, request } = given;
    const named = { config, run };
    const paths = Object.entries(named).filter(([, path]) => typeof path === "string" && path !== "");
    if (paths.length > 0) {
      return {
        ...given,
        ...this.withLife(given),
        ...Object.fromEntries(paths.map(([key, path]) => [key, resolvePath(path as string, folder?.uri)])),
      };
    }
    if (request === "attach") {
      const run = await resolveRun(undefined, this.context, ({ state }) => isActive(state));
      return run && { ...given, ...withDefaults(given, l10n.t("Attach to a training")), run: run.folder };
    }
    if (mode === "example") {
      const run = await resolveRun(undefined, this.context, hasWeights);
      return (
        run && { ...ofExample(run), ...given, ...withDefaults(given, l10n.t("Debug an example")), run: run.folder }
      );
    }
    const found = await resolveConfig(undefined, this.context.networks);
    if (!found) return undefined;
    const active = given.noDebug ? undefined : await activeRun(this.context, found);
    const train = l10n.t("Train a New Run");
    const answer = active && (await this.askWhere(active, train));
    if (active && !answer) return undefined;
    // Without a breakpoint in the config, it stops on entry.
    const isStopped = debug.breakpoints.some(
      (each) => each.enabled && each instanceof SourceBreakpoint && each.location.uri.fsPath === found.fsPath,
    );
    const chosen = { stopOnEntry: !isStopped, ...given, ...withDefaults(given, l10n.t("Debug the training")) };
    if (active && answer !== train) {
      return { ...chosen, name: l10n.t("Attach to a training"), request: "attach", run: active.folder };
    }
    return { ...ofTraining(found), ...this.withLife(given), ...chosen, config: found.fsPath };
  }

  /**
   * Saves the tables that the training reads; VS Code saves only the editors of the active group. Variables contain the
   * letter of a drive in upper case, and the paths of this window in lower case. Run Without Debugging trains as Train
   * Network does: without workspace trust, VS Code gives its key to that command.
   */
  async resolveDebugConfigurationWithSubstitutedVariables(
    _folder: WorkspaceFolder | undefined,
    given: DebugConfiguration,
  ): Promise<DebugConfiguration | undefined> {
    const paths = Object.entries({ config: given.config, run: given.run }).filter(([, path]) => isAbsolutePath(path));
    const resolved = {
      ...given,
      ...Object.fromEntries(paths.map(([key, path]) => [key, Uri.file(path as string).fsPath])),
    };
    const { config, request, mode, stopOnEntry, noDebug } = resolved;
    const isTraining = request === "launch" && mode !== "example" && typeof config === "string";
    if (noDebug && isTraining) {
      void commands.executeCommand(commandId("train"), Uri.file(config));
      return undefined;
    }
    if (stopOnEntry) await showVariables();
    // The debugger reports a missing config.
    if (!isTraining || !existsSync(config)) return resolved;
    return (await saveWithData(Uri.file(config))) ? resolved : undefined;
  }

  /** Asks whether to attach to a running training. Returns undefined if the user cancels. */
  private askWhere(active: Run, train: string): Thenable<string | undefined> {
    const attach = labelText(l10n.t("Attach to {0}", runName(active)));
    const placeHolder = l10n.t("{0} is already training", active.network);
    return window.showQuickPick([attach, train], { placeHolder });
  }

  /** Returns the onClose setting, for a training that is disconnected from the debugger. */
  private withLife({ request, mode }: DebugConfiguration): object {
    return request === "attach" || mode === "example" ? {} : { onClose: this.context.trainings.onClose() };
  }
}

const isAbsolutePath = (path: unknown): boolean => typeof path === "string" && isAbsolute(path);

const hasWeights = ({ epoch }: Run): boolean => epoch > 0;

/** Adds the required properties that an empty configuration lacks. */
const withDefaults = ({ type, request, name }: DebugConfiguration, title: string) => ({
  type: type || debugType,
  request: request || "launch",
  name: name || title,
});

const ofTraining = (config: Uri): DebugConfiguration => ({
  type: debugType,
  request: "launch",
  name: l10n.t("Debug the training: {0}", basename(config.fsPath)),
  mode: "training",
  config: config.fsPath,
});

const ofExample = (run: Run): DebugConfiguration => ({
  type: debugType,
  request: "launch",
  name: l10n.t("Debug an example: {0}, {1}", run.network, runName(run)),
  mode: "example",
  run: run.folder,
});

/** Resolves a relative path against the workspace folder. VS Code resolves paths that begin with a variable later. */
const resolvePath = (path: string, folder: Uri | undefined): string =>
  path.startsWith("${") || !folder ? path : resolve(folder.fsPath, path);
