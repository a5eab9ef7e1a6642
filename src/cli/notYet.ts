/** Commands whose work is still to come: they stand in the usage and say so by name. */
import type { Command } from "commander";
import { NetworkError } from "../core/errors";

const commands = {
  sweep: "sweep CONFIG",
};

export function addNotYet(program: Command): void {
  for (const [name, usage] of Object.entries(commands)) {
    program
      .command(name)
      .description(`not there yet: ${usage}`)
      .argument("[anything...]")
      .allowUnknownOption()
      .action(() => refuseNotYet(name));
  }
}

function refuseNotYet(command: string): never {
  throw new NetworkError("not-yet", { command });
}
