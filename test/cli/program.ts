/** The command line without its start, for inThisProcess.ts; as a process's program, such as a worker's, it starts. */
export { reportFailure } from "../../src/cli/failures";
export { makeProgram } from "../../src/cli/program";
export { escapeConsole } from "../../src/cli/terminalText";

if (require.main === module) void import("../../src/cli/main");
