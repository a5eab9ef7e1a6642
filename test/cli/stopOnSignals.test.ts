/** Signals during a training: the first one stops it, a second one ends the process, except of a terminal that closes. */
import assert from "node:assert/strict";
import { leaveSignalsOf, signalExitCode } from "../../src/cli/leaveSignals";
import { stopOnSignals } from "../../src/cli/runSession";

describe("signals during a training", () => {
  const { exit, exitCode } = process;
  let stops: string[];
  let exits: unknown[];
  let forget: () => void;

  beforeEach(() => {
    [stops, exits] = [[], []];
    process.exitCode = undefined;
    process.exit = ((code: unknown) => {
      exits.push(code);
      throw new Error("exit");
    }) as never;
    forget = stopOnSignals({ stop: (reason) => stops.push(String(reason)) }, () => {});
  });
  afterEach(() => {
    forget();
    Object.assign(process, { exit, exitCode });
  });

  for (const [second, code] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    it(`end it at once by a second one, ${second}`, () => {
      process.emit("SIGHUP", "SIGHUP");
      assert.deepEqual([stops, process.exitCode, exits], [["interrupted"], 129, []]);
      assert.throws(() => process.emit(second, second), /exit/);
      assert.deepEqual([stops, exits], [["interrupted"], [code]]);
    });
  }

  it("let it save its checkpoint when a closing terminal sends SIGHUP twice, or after another", () => {
    for (const signal of ["SIGTERM", "SIGHUP", "SIGHUP"] as const) process.emit(signal, signal);
    assert.deepEqual([stops, process.exitCode, exits], [["interrupted"], 143, []]);
  });

  it("include Ctrl-Break on Windows, with an exit code of its own", () => {
    assert.deepEqual(leaveSignalsOf("win32").map(signalExitCode), [130, 143, 129, 149]);
    for (const platform of ["linux", "darwin"] as const) {
      assert.deepEqual(leaveSignalsOf(platform).map(signalExitCode), [130, 143, 129]);
    }
  });
});
