/**
 * Debugging: a training, minibatch by minibatch, or an example that goes through a run's network. The debug adapter is
 * a separate process, dist/debugger.js, which trains what is debugged.
 */
import { basename, join, resolve } from "node:path";
import {
  type CancellationToken,
  DebugAdapterExecutable,
  type DebugConfiguration,
  type DebugConfigurationProvider,
  DebugConfigurationProviderTriggerKind,
  type Disposable,
  debug,
  l10n,
  SourceBreakpoint,
  type Uri,
  type WorkspaceFolder,
} from "vscode";
import { DisposableStore } from "./base/disposables";
import { configuredRuntime, memoryEnvironment } from "./base/settings";
import type { CommandContext } from "./commands/context";
import { resolveConfig, resolveRun } from "./commands/target";
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
        const env = { ...memoryEnvironment(), ELECTRON_RUN_AS_NODE: "1" };
        return new DebugAdapterExecutable(configuredRuntime() ?? process.execPath, [join(__dirname, "debugger.js")], {
          env,
        });
      },
    }),
  );
  return store;
}

class NetworkDebugConfigurations implements DebugConfigurationProvider {
  constructor(private readonly context: CommandContext) {}

  /** The training of each network, and an example of its newest run. */
  async suggest(): Promise<DebugConfiguration[]> {
    const { networks } = this.context;
    await networks.ready;
    return networks.all.flatMap(({ config, runs }) => [
      ofTraining(config),
      ...runs.filter(hasWeights).slice(0, 1).map(ofExample),
    ]);
  }

  /** Without a launch.json: the training of the config in the editor. */
  async resolveDebugConfiguration(
    folder: WorkspaceFolder | undefined,
    given: DebugConfiguration,
    _token?: CancellationToken,
  ): Promise<DebugConfiguration | undefined> {
    const { config, run, mode } = given;
    const named = { config, run };
    const paths = Object.entries(named).filter(([, path]) => typeof path === "string" && path !== "");
    if (paths.length > 0) {
      return {
        ...given,
        ...Object.fromEntries(paths.map(([key, path]) => [key, resolvePath(path as string, folder?.uri)])),
      };
    }
    if (mode === "example") {
      const run = await resolveRun(undefined, this.context, hasWeights);
      return (
        run && { ...ofExample(run), ...given, ...withDefaults(given, l10n.t("Debug an example")), run: run.folder }
      );
    }
    const found = await resolveConfig(undefined, this.context.networks);
    if (!found) return undefined;
    // Where nothing else stops it, it stops where it begins.
    const isStopped = debug.breakpoints.some(
      (each) => each.enabled && each instanceof SourceBreakpoint && each.location.uri.fsPath === found.fsPath,
    );
    const chosen = { stopOnEntry: !isStopped, ...given, ...withDefaults(given, l10n.t("Debug the training")) };
    return { ...ofTraining(found), ...chosen, config: found.fsPath };
  }
}

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
