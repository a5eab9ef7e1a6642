/**
 * Why Is It Not Using My GPU?: checks the trainer's runtime and, if that is VS Code's own and cannot use a GPU, the
 * Node on PATH.
 */
import { join } from "node:path";
import { ConfigurationTarget, l10n, ProgressLocation, window, workspace } from "vscode";
import { showInformation, showWarning } from "../base/notify";
import { configuredRuntime } from "../base/settings";
import { messageOf } from "../base/translated";
import { findGpu, type GpuAnswer, type OtherRuntime } from "../process/gpuProbe";
import type { CommandContext } from "./context";

const cli = join(__dirname, "cli.js");

export async function whyNoGpu({ output }: CommandContext): Promise<void> {
  const { first, other } = await window.withProgress(
    { location: ProgressLocation.Notification, title: l10n.t("Looking for a GPU…") },
    () => findGpu(configuredRuntime(), cli),
  );
  output.info(`gpujs-webgpu: ${first.description}`);
  if (first.available) {
    const key = '"backend": "gpujs-webgpu"';
    const text = l10n.t("A GPU is available: {0}. To use it, set {1} in the config.", descriptionOf(first), key);
    void showInformation(text);
  } else if (other) {
    await offer(other);
  } else {
    void showWarning(l10n.t("No GPU is available: gpujs-webgpu {0}.", descriptionOf(first)));
  }
}

const descriptionOf = ({ description, said }: GpuAnswer): string => messageOf({ message: description, ...said });

async function offer({ node, ...answer }: OtherRuntime): Promise<void> {
  const use = l10n.t("Use This Runtime");
  const text = l10n.t("The runtime of VS Code cannot use a GPU, but {0} can: {1}.", node, descriptionOf(answer));
  if ((await showInformation(text, use)) !== use) return;
  await workspace.getConfiguration("matrixNetwork").update("runtime", node, ConfigurationTarget.Global);
}
