/** Starts a VS Code server with the packaged extension for manual testing: prints its address and runs until Ctrl-C. */
import { resolve } from "node:path";
import { startServer } from "./server";

async function main([vsix, folder]: string[]): Promise<void> {
  const server = await startServer({
    vsix,
    trust: true,
    settings: { "workbench.startupEditor": "none" },
    port: Number(process.env.PORT ?? 0),
    stays: true,
  });
  console.log(`VS Code is at ${server.url}/?folder=${encodeURI(resolve(folder))}\nCtrl-C ends it.`);
  // Ctrl-C may arrive twice: from the terminal and from npm.
  let leaving = false;
  const leave = () => {
    if (!leaving) void server.stop().then(() => process.exit(0));
    leaving = true;
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, leave);
}

main(process.argv.slice(2)).catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
