/** Look at Data: shows what the data of a config holds, before it is trained. */
import { confirmTrust } from "../base/trust";
import type { CommandContext } from "./context";
import { resolveConfig } from "./target";

export async function lookAtData({ networks, dataPanels }: CommandContext, target: unknown): Promise<void> {
  const config = await resolveConfig(target, networks);
  if (config && (await confirmTrust())) await dataPanels.show(config);
}
