/**
 * Resolves variables in the extension's settings, such as ${workspaceFolder}, with the names and meanings of
 * launch.json and tasks.json, because VS Code does not resolve variables in settings.
 */
import { homedir } from "node:os";
import { basename } from "node:path";
import { l10n, type Uri, type WorkspaceFolder, workspace } from "vscode";

/**
 * @param setting name of the setting, for the message
 * @param resource URI that the setting is read for; it determines the workspace folder
 * Throws an Error if a variable has no value, because a folder of that name would be created.
 */
export function resolveVariables(text: string, setting: string, resource?: Uri): string {
  return text
    .replace(/^~(?=$|[\\/])/, () => homedir())
    .replace(/\$\{([^}]*)\}/g, (variable, name: string) => valueFor(name, variable, setting, resource));
}

function valueFor(name: string, variable: string, setting: string, resource: Uri | undefined): string {
  const [kind, ...rest] = name.split(":");
  const argument = rest.length > 0 ? rest.join(":") : undefined;
  const folder = () => folderOf(argument, variable, setting, resource).uri.fsPath;
  switch (kind) {
    case "workspaceFolder":
    case "workspaceRoot":
      return folder();
    case "workspaceFolderBasename":
      return basename(folder());
    case "userHome":
      return homedir();
    case "pathSeparator":
    case "/":
      return process.platform === "win32" ? "\\" : "/";
    case "env":
      return environment(argument ?? "", variable, setting);
    default:
      throw new Error(
        l10n.t(
          "The setting {0} has no variable {1}. It has {2}.",
          setting,
          variable,
          known.map((one) => `\${${one}}`).join(", "),
        ),
      );
  }
}

const known = [
  "workspaceFolder",
  "workspaceFolder:NAME",
  "workspaceFolderBasename",
  "userHome",
  "env:NAME",
  "pathSeparator",
];

function folderOf(
  name: string | undefined,
  variable: string,
  setting: string,
  resource: Uri | undefined,
): WorkspaceFolder {
  const { workspaceFolders = [] } = workspace;
  const own = resource && workspace.getWorkspaceFolder(resource);
  const folder =
    name === undefined ? (own ?? workspaceFolders[0]) : workspaceFolders.find((each) => each.name === name);
  if (folder) return folder;
  throw new Error(l10n.t("The setting {0} contains {1}, but there is no such workspace folder.", setting, variable));
}

/** Rejects an empty value as VS Code does; otherwise "${env:DATA}/runs" would become "/runs". */
function environment(name: string, variable: string, setting: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new Error(l10n.t("The setting {0} contains {1}, but this environment variable is not set.", setting, variable));
}
