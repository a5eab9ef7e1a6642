/** Why Is It Not Using My GPU?: asks the runtime that trains; where VS Code's own cannot, also the Node on PATH. */
import { join } from "node:path";
import { ConfigurationTarget, l10n, ProgressLocation, window, workspace } from "vscode";
import { runtime } from "../base/settings";
import { findGpu, type OtherRuntime } from "../process/gpuProbe";
import type { Context } from "./context";

const cli = join(__dirname, "cli.js");

export async function whyNoGpu({ output }: Context): Promise<void> {
  const { first, other } = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t("Asking for a GPU…") },
    () => findGpu(runtime(), cli),
  );
  output.info(`gpujs-webgpu: ${first.description}`);
  if (first.available) {
    const key = '"backend": "gpujs-webgpu"';
    const text = l10n.t("A GPU can be used: {0}. A config asks for it with {1}.", first.description, key);
    void window.showInformationMessage(text);
  } else if (other) {
    await offer(other);
  } else {
    void window.showWarningMessage(l10n.t("No GPU can be used: gpujs-webgpu {0}.", first.description));
  }
}

async function offer({ node, description }: OtherRuntime): Promise<void> {
  const use = l10n.t("Train on It");
  const text = l10n.t("VS Code's own runtime cannot use a GPU; {0} can: {1}.", node, description);
  if ((await window.showInformationMessage(text, use)) !== use) return;
  await workspace.getConfiguration("matrixNetwork").update("runtime", node, ConfigurationTarget.Global);
}
