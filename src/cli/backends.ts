/** `backends`: what can do the matrix work here, and what is missing where it cannot. */
import type { Command } from "commander";
import { listBackends } from "../backends/select";
import { jsonOption } from "./commonOptions";
import { refuseNotYet } from "./notYet";

export function addBackends(program: Command): void {
  jsonOption(program.command("backends"))
    .description("list the backends of this machine")
    .option("--measure <config>", "measure them on a config (not there yet)")
    .action(async ({ json, measure }: { json?: boolean; measure?: string }) => {
      if (measure !== undefined) refuseNotYet("backends --measure");
      for (const backend of await listBackends()) {
        const { name, available, description } = backend;
        const line = `${name.padEnd(14)}  ${available ? "yes" : "no "}  ${description}`;
        console.log(json ? JSON.stringify(backend) : line);
      }
    });
}
