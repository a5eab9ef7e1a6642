/** Debugging: steps an example through a run's network. The debug adapter is a separate process, dist/debugger.js. */
import { join, resolve } from "node:path";
import {
  type CancellationToken,
  DebugAdapterExecutable,
  type DebugConfiguration,
  type DebugConfigurationProvider,
  DebugConfigurationProviderTriggerKind,
  type Disposable,
  debug,
  l10n,
  type Uri,
  type WorkspaceFolder,
} from "vscode";
import { DisposableStore } from "./base/disposables";
import { configuredRuntime } from "./base/settings";
import type { CommandContext } from "./commands/context";
import { resolveRun } from "./commands/target";
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
        const env = { ELECTRON_RUN_AS_NODE: "1" };
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

  /** One configuration for the newest run of each network. */
  async suggest(): Promise<DebugConfiguration[]> {
    const { networks } = this.context;
    await networks.ready;
    return networks.all.flatMap(({ runs }) => runs.filter(hasWeights).slice(0, 1).map(debugConfiguration));
  }

  /** Without a launch.json, asks for the run. */
  async resolveDebugConfiguration(
    folder: WorkspaceFolder | undefined,
    given: DebugConfiguration,
    _token?: CancellationToken,
  ): Promise<DebugConfiguration | undefined> {
    if (typeof given.run === "string" && given.run !== "")
      return { ...given, run: resolveFolder(given.run, folder?.uri) };
    const run = await resolveRun(undefined, this.context, hasWeights);
    return run && { ...debugConfiguration(run), ...given, ...withDefaults(given), run: run.folder };
  }
}

const hasWeights = ({ epoch }: Run): boolean => epoch > 0;

/** Adds the required properties that an empty configuration lacks. */
const withDefaults = ({ type, request, name }: DebugConfiguration) => ({
  type: type || debugType,
  request: request || "launch",
  name: name || l10n.t("Debug an example"),
});

const debugConfiguration = (run: Run): DebugConfiguration => ({
  type: debugType,
  request: "launch",
  name: l10n.t("Debug an example: {0}, {1}", run.network, runName(run)),
  run: run.folder,
});

/** Resolves a relative path against the workspace folder. VS Code resolves paths that begin with a variable later. */
const resolveFolder = (run: string, folder: Uri | undefined): string =>
  run.startsWith("${") || !folder ? run : resolve(folder.fsPath, run);
