/**
 * The child process (dist/trainer.js): sends hello, then serves its role. It is started with Node's IPC and
 * `serialization: "advanced"`, and exits by itself when its parent has exited, unless it was detached or started by a
 * window.
 */
import { constants } from "node:os";
import { listBackends } from "../../backends/select";
import type { NetworkError } from "../../core/errors";
import { findData } from "../../data/suggest/folder";
import type { OnClose } from "../../protocol/requests";
import { type Handlers, type Served, type ServeOptions, serve } from "../../protocol/serve";
import { Agent } from "../agent/agent";
import { Sanity } from "../check/sanity";
import { suggestConfig } from "../check/suggestConfig";
import { writeSample } from "../check/writeSample";
import { asNetworkError, failedEvent, forLog } from "../experiment/failure";
import { version } from "../experiment/version";
import { handlersOf } from "../session/handlers";
import { Session } from "../session/session";
import { parseRole } from "./arguments";
import { DataInspector } from "./inspect";
import { type ParentPort, parentPort } from "./parentPort";
import { Profiles } from "./profiles";
import { programPath } from "./program";
import { RunServer } from "./serve";

const idleMilliseconds = 5 * 60_000;
/** Of tools for agents, whose calls come seldom or close together. */
const agentIdleMilliseconds = 10_000;

function start(port: ParentPort, args: string[]): void {
  try {
    const role = parseRole(args);
    if (role.role === "train") train(port, new Session(role.order), role);
    else if (role.role === "serve") serveRun(port, role.folder);
    else if (role.role === "agent") serveAgent(port, role.root);
    else inspect(port);
  } catch (thrown) {
    // Hello is sent first, even before an error.
    const served = serve(port, "serve", new RunServer(""), { version });
    void fail(port, served, asNetworkError(thrown));
  }
}

/**
 * @param life `detached`: outlives its parent; with `onClose` the parent counts as a client until it connects otherwise
 */
function train(port: ParentPort, session: Session, life: { detached: boolean; onClose?: OnClose | undefined }): void {
  const { detached, onClose } = life;
  if (onClose) session.clients.follow(onClose);
  const leave = session.clients.join();
  session.handover.keeper = undefined;
  let hasFolder = false;
  const served = serve(port, "train", handlersOf(session), {
    version,
    onClose: () => {
      leave();
      if (!onClose && !(detached && hasFolder)) session.stop("interrupted");
    },
    onProblem: (problem) => session.log(problem),
  });
  session.onEvent((event) => {
    hasFolder ||= event.type === "started";
    served.send(event);
  });
  session.onStatus((status) => served.sendStatus(status));
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      session.stop("interrupted");
      process.exitCode = 128 + constants.signals[signal];
    });
  }
  process.on("uncaughtException", (thrown) => void session.fail(thrown).then((error) => exit(port, error.exitCode)));
  session.run().then(
    () => exit(port),
    // The `failed` event has reported the error.
    (error: NetworkError) => exit(port, error.exitCode),
  );
}

function serveRun(port: ParentPort, folder: string): void {
  serve(port, "serve", new RunServer(folder), { version, onClose: () => process.exit(), ...exitWhenIdle(port) });
}

function inspect(port: ParentPort): void {
  const inspector = new DataInspector();
  const sanity = new Sanity();
  const profiles = new Profiles();
  const handlers: Handlers<"inspect"> = {
    backends: () => listBackends(),
    summarizeData: ({ baseDir, data, ...goal }) => inspector.summarizeData(data, baseDir, goal),
    reading: ({ baseDir, data, ...goal }) => inspector.reading(data, baseDir, goal),
    startFacts: (params) => inspector.startFacts(params),
    columns: (params) => inspector.columns(params),
    arrays: (params) => inspector.arrays(params),
    epochTime: (params) => inspector.epochTime(params),
    profile: (params) => profiles.next(params),
    sanity: (params) => sanity.check(params),
    findData: ({ folder }) => findData(folder),
    writeSample: ({ kind, folder }) => writeSample(kind, folder),
    suggest: ({ path, folder, ...answers }) => suggestConfig(path, folder, answers),
  };
  serve(port, "inspect", handlers, { version, onClose: () => process.exit(), ...exitWhenIdle(port) });
}

/** Every training is allowed: the extension has asked the user. Exits with its window, after a checkpoint. */
function serveAgent(port: ParentPort, root: string): void {
  const agent = new Agent({ root, script: programPath(), seconds: 0 });
  const handlers: Handlers<"agent"> = {
    callTool: ({ tool, input, runsDir }) => agent.call(tool, input, { isAllowed: true, runsDir }),
  };
  const onClose = () => void agent.close().finally(() => process.exit());
  serve(port, "agent", handlers, {
    version,
    onClose,
    ...exitWhenIdle(port, agentIdleMilliseconds, () => agent.isTraining),
  });
}

/** Exits after a time without requests and work; pending requests are finished first. */
function exitWhenIdle(
  port: ParentPort,
  milliseconds = idleMilliseconds,
  isBusy = () => false,
): Pick<ServeOptions, "onRequest" | "onAnswer"> {
  let working = 0;
  const idle = setTimeout(() => (working > 0 || isBusy() ? idle.refresh() : void exit(port)), milliseconds);
  return {
    onRequest: () => working++,
    onAnswer: () => {
      working--;
      idle.refresh();
    },
  };
}

async function fail(port: ParentPort, served: Served, error: NetworkError): Promise<void> {
  console.error(forLog(error));
  served.send(failedEvent(error));
  await exit(port, error.exitCode);
}

/** Exits once all messages have been sent. */
async function exit(port: ParentPort, exitCode?: number): Promise<void> {
  await port.flushed();
  // process.exit(undefined) would reset the exit code that a signal has set.
  process.exitCode = exitCode ?? process.exitCode;
  process.exit();
}

const port = parentPort();
if (port) start(port, process.argv.slice(2));
else {
  console.error("trainer.js is for programs that fork it; in a terminal use: matrix-network train CONFIG");
  process.exitCode = 2;
}
