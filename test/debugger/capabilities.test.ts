/** The capabilities that the debug adapter reports, and all requests that it answers: each has a test, named here. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DebugSession } from "@vscode/debugadapter";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { NetworkDebugSession } from "../../src/debugger/adapter";
import { exceptionFilters } from "../../src/debugger/exceptions";
import { DebugClient } from "./client";
import { config, epochsLine, useTraining } from "./debuggedTraining";

/** A test's file name without its extension, and its title. */
type Test = readonly [file: string, title: string];

const conditions: Test = [
  "breakpoints",
  "stops where conditions hold, forward and back, at the operation of the breakpoint",
];
const messages: Test = [
  "breakpoints",
  "stops in the part of a layer that its column names, and writes messages without stopping",
];
const named: Test = ["breakpoints", "stops before the operation that computes a matrix, which a breakpoint names"];
const exceptions: Test = [
  "breakpoints",
  "stops at the minibatch whose cost is not finite, before training fails, and goes to its operation",
];
const data: Test = [
  "data",
  "stop in the minibatch in which they are set where it changes the value, and count their hits",
];
const back: Test = [
  "steps",
  "goes back over operations and epochs, and forward again to the same values, and writes nothing twice",
];
const over: Test = [
  "steps",
  "goes operation by operation through a minibatch, which gives the weights that training gives",
];
const shown: Test = ["steps", "shows layers, the minibatch and the training, and completes names"];
const entry: Test = ["training", "stops at the entry and at every epoch, and trains the same weights as ever"];
const ended: Test = ["training", "ends going through a run that is trained to its end when it is asked to"];
const paused: Test = [
  "training",
  "stops within a minibatch when it is asked to pause, by the editor or by a window, and saves where it is",
];
const attached: Test = [
  "attach",
  "goes on from its minibatch, gives it back at any operation, and its weights are those of an undisturbed one",
];
const jumps: Test = ["attach", "jumps from a line, restarts as a new run, and ends where its run was deleted"];
const hovers: Test = ["capabilities", "answer hovers, watches and the console alike, and have one thread"];
const memory: Test = ["views", "are memory: raw float32, which ends where the matrix does"];

const set: Test = [
  "setValues",
  "hold in the training, are written to the run, and are set again by whoever trains it again",
];

const terms: Test = ["views", "are gone through term by term, of the unit that is chosen"];

const capabilities: Readonly<Record<string, Test>> = {
  supportsConfigurationDoneRequest: entry,
  supportsStepBack: back,
  supportsEvaluateForHovers: hovers,
  supportsExceptionInfoRequest: exceptions,
  supportsBreakpointLocationsRequest: messages,
  exceptionBreakpointFilters: ["capabilities", "stop at each of the exceptions that are offered"],
  supportsConditionalBreakpoints: conditions,
  supportsHitConditionalBreakpoints: conditions,
  supportsLogPoints: messages,
  supportsFunctionBreakpoints: named,
  supportsDataBreakpoints: data,
  supportsTerminateRequest: ended,
  supportsCompletionsRequest: shown,
  supportsReadMemoryRequest: memory,
  supportsSetVariable: set,
  supportsSetExpression: set,
  supportsStepInTargetsRequest: terms,
  supportsRestartRequest: jumps,
  supportTerminateDebuggee: attached,
  supportsGotoTargetsRequest: jumps,
};

const requests: Readonly<Record<string, Test>> = {
  initialize: entry,
  launch: entry,
  attach: attached,
  restart: jumps,
  gotoTargets: jumps,
  goto: jumps,
  configurationDone: entry,
  setBreakPoints: entry,
  setFunctionBreakPoints: named,
  setDataBreakpoints: data,
  dataBreakpointInfo: [
    "data",
    "are offered for figures, matrices, rows and elements, and refused for what has no such value",
  ],
  setExceptionBreakPoints: exceptions,
  breakpointLocations: messages,
  exceptionInfo: exceptions,
  threads: hovers,
  stackTrace: entry,
  scopes: shown,
  variables: shown,
  evaluate: hovers,
  completions: shown,
  next: over,
  stepIn: over,
  stepInTargets: terms,
  stepOut: over,
  continue: entry,
  stepBack: back,
  reverseContinue: back,
  pause: paused,
  terminate: ended,
  disconnect: ended,
  readMemory: memory,
  setVariable: set,
  setExpression: set,
  custom: ["views", "are read in parts, as elements or as means of blocks, with what the last stop had"],
};

describe("capabilities of the debug adapter", () => {
  const training = useTraining();

  /**
   * Returns the capabilities that a client receives: in the response to `initialize`, and in an event after the launch.
   */
  async function claimed(about: object): Promise<string[]> {
    const { client } = training;
    const { body = {} } = await client.initializeRequest();
    const launched = client.launchRequest(about as DebugProtocol.LaunchRequestArguments);
    const later = await client.event<DebugProtocol.CapabilitiesEvent["body"]>("capabilities");
    await launched;
    return Object.entries({ ...body, ...later.capabilities }).flatMap(([name, is]) => (is ? [name] : []));
  }

  it("of a training have a test each", async () => {
    const all = await claimed({ config: training.file });
    assert.deepEqual(all.sort(), Object.keys(capabilities).sort());
  });

  it("of an example have a test each", async () => {
    const all = await claimed({ run: training.undisturbed.run, mode: "example", epoch: "last" });
    assert.deepEqual(
      all.filter((name) => !Object.hasOwn(capabilities, name)),
      [],
    );
  });

  it("and every request have a test, which is there", () => {
    const answered: string[] = [];
    for (let of = NetworkDebugSession.prototype; of !== DebugSession.prototype; of = Object.getPrototypeOf(of)) {
      const own = Object.getOwnPropertyNames(of).flatMap((name) => /^(\w+)Request$/.exec(name)?.[1] ?? []);
      answered.push(...own);
    }
    assert.deepEqual([...new Set(answered)].sort(), Object.keys(requests).sort());
    for (const [file, title] of [...Object.values(capabilities), ...Object.values(requests)]) {
      const text = readFileSync(join(__dirname, `${file}.test.ts`), "utf8");
      assert.ok(text.includes(`it("${title}"`), `${file}.test.ts: ${title}`);
    }
  });

  it("answer hovers, watches and the console alike, and have one thread", async () => {
    await training.launch({ [epochsLine]: { condition: "epoch == 2" } });
    await training.stopped();
    const { client } = training;
    const { threads } = (await client.threadsRequest()).body;
    assert.deepEqual(threads, [{ id: 1, name: "training" }]);
    for (const context of ["hover", "watch", "repl"]) {
      const { body } = await client.evaluateRequest({ expression: "epoch * 10 + batch", context });
      assert.deepEqual([body.result, body.variablesReference], ["21", 0], context);
      const row = (await client.evaluateRequest({ expression: "W1[2]", context })).body;
      assert.equal((await client.variables(row.variablesReference)).length, 6, context);
    }
  });

  it("stop at each of the exceptions that are offered", async () => {
    const found: string[] = [];
    const tanh = '{ "units": 6, "activation": "tanh", "dropout": 0.3 }';
    const deep = Array(5).fill('{ "units": 2, "activation": "sigmoid" }');
    for (const [rate, layers] of [
      [10, tanh.replace("tanh", "relu")],
      [1, [...deep, '{ "units": 2, "activation": "relu" }', '{ "units": 2, "activation": "relu" }'].join(", ")],
    ] as const) {
      const text = config
        .replace(tanh, layers)
        .replace('"adam", "learningRate": 0.02', `"sgd", "learningRate": ${rate}`);
      const file = training.workspace.write(text, `wild${rate}.network.json`);
      const { client } = training;
      await training.launch({}, { about: { config: file }, filters: exceptionFilters().map(({ filter }) => filter) });
      const over = client.event("terminated").then(() => undefined);
      for (let stop = await training.stopped(); stop; ) {
        found.push((await client.exceptionInfoRequest({ threadId: 1 })).body.description ?? "");
        const next = Promise.race([training.stopped(), over]);
        await client.continueRequest({ threadId: 1 });
        const reached = await next;
        if (!reached) break;
        stop = reached;
      }
      await client.close();
      training.client = new DebugClient();
    }
    const all = found.join("\n");
    for (const words of ["too large for its weights", "less than a thousandth of", "are dead", "before it"]) {
      assert.ok(all.includes(words), `${words} in ${all}`);
    }
  });
});
