/** Runs the command that this process was started with. */
import { reportFailure } from "./failures";
import { makeProgram } from "./program";
import { escapeConsole } from "./terminalText";

// The reader of the output may exit early, as `head` does.
for (const out of [process.stdout, process.stderr]) out.on("error", () => {});

escapeConsole();
makeProgram(process.argv[2])
  .then((program) => program.parseAsync())
  .catch((error) => {
    const code = reportFailure(error);
    process.exitCode ??= code;
  });
