/** Creates a sample project: a folder with data like the user's own, and a config for it. */
import { type LogOutputChannel, l10n, Uri } from "vscode";
import type { RequestParams } from "../../protocol/requests";
import { confirmTrust } from "../base/trust";
import { requestOnce } from "../process/requestOnce";
import { configForFile, type NewConfig } from "./ownData";

/** @returns undefined if the user cancels, or after an error message */
export async function sampleProject(
  kind: RequestParams<"writeSample">["kind"],
  folder: Uri,
  output: LogOutputChannel,
): Promise<NewConfig | undefined> {
  if (!(await confirmTrust())) return undefined;
  const params = { kind, folder: folder.fsPath };
  const title = l10n.t("Creating the sample project");
  const written = await requestOnce({ args: ["inspect"], name: "writeSample", params, title }, output);
  return written && configForFile(written.path, Uri.file(written.project), output);
}
