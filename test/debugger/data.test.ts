/** Data breakpoints of a training in the debugger: a value that changes, changes its sign, or exceeds a bound. */
import assert from "node:assert/strict";
import type { DebugProtocol } from "@vscode/debugprotocol";
import { TrainingScope } from "../../src/trainer/replay/condition";
import { TrainingReplay } from "../../src/trainer/replay/replay";
import { batches, batchSizeLine, secondLayer, useTraining } from "./debuggedTraining";

const update = "update layer 1";

describe("data breakpoints of a training in the debugger", () => {
  const training = useTraining();

  /** Returns a value at the start and after each minibatch of the undisturbed training. */
  async function courseOf(text: string): Promise<(number | undefined)[]> {
    const replay = await TrainingReplay.open(training.undisturbed.run, { threads: 1 });
    const { needs, value } = new TrainingScope(replay).expression(text);
    await replay.seek(replay.atOf(0));
    const course = [value(await replay.moments.parameters(needs))];
    for (let i = 0; i < 3 * batches; i++) {
      const moment = await replay.next(needs);
      course.push(moment && value(moment));
    }
    await replay.close();
    return course as (number | undefined)[];
  }

  /** Returns the minibatches for which `is` holds, as batch and epoch. */
  async function happening(text: string, is: (now: number, before: number) => boolean): Promise<[number, number][]> {
    const course = await courseOf(text);
    return course.flatMap((now, i) => {
      const [before] = [course[i - 1] ?? Number.NaN];
      return i > 0 && is(now as number, before) ? [[((i - 1) % batches) + 1, Math.ceil(i / batches)]] : [];
    });
  }

  const setData = async (...breakpoints: DebugProtocol.DataBreakpoint[]) =>
    (await training.client.setDataBreakpointsRequest({ breakpoints })).body.breakpoints;

  it("stop where a value changes its sign or comes beyond a bound, at its operation, forward and back", async () => {
    await training.launch({}, { about: { stopOnEntry: true } });
    await training.stopped();
    await setData({ dataId: "W1[2,1]", condition: "changes sign" }, { dataId: "cost", condition: "> 0.9" });
    await training.client.setFunctionBreakpointsRequest({ breakpoints: [{ name: "norm(W1) exceeds 2.3" }] });
    const signs = await happening("W1[2,1]", (now, before) => Math.sign(now) !== Math.sign(before));
    const norms = await happening("norm(W1)", (now, before) => now > 2.3 && before <= 2.3);
    // A value that was missing before was not above the bound.
    const costs = await happening("cost", (now, before) => now > 0.9 && !(before > 0.9));
    assert.ok(signs.length === 2 && norms.length === 1 && costs.length > 3, JSON.stringify({ signs, norms, costs }));
    const at = (operation: string, all: [number, number][]) =>
      all.map(([batch, epoch]) => ["data breakpoint", operation, batch, epoch] as const);
    const order = ([, operation, batch, epoch]: readonly [string, string, number, number]) =>
      (epoch * batches + batch) * 2 + Number(operation === update);
    const expected = [...at(update, [...signs, ...norms]), ...at("cost", costs)].sort((a, b) => order(a) - order(b));
    const seen = [];
    for (const _ of expected) seen.push(await training.move("continue"));
    assert.deepEqual(seen, expected);
    for (const stop of expected.slice(0, -1).reverse()) {
      assert.deepEqual(await training.move("reverseContinue"), stop);
    }
    for (const stop of expected.slice(1)) assert.deepEqual(await training.move("continue"), stop);
    await training.toTheEnd();
    await training.isUndisturbed(training.newestRun());
  });

  it("stop in the minibatch in which they are set where it changes the value, and count their hits", async () => {
    await training.launch({ [batchSizeLine]: { condition: "epoch == 1 && batch == 5" } });
    await training.stopped();
    const unit = { dataId: "W1[:,2]" };
    await setData(unit);
    assert.deepEqual(await training.move("continue"), ["data breakpoint", update, 5, 1]);
    assert.deepEqual(await training.move("continue"), ["data breakpoint", update, 6, 1]);
    await setData({ ...unit, hitCondition: "% 4" });
    assert.deepEqual(await training.move("continue"), ["data breakpoint", update, 9, 1]);
    // Another condition is evaluated when the value changes.
    await setData({ ...unit, condition: "epoch == 2 && batch > 10" });
    assert.deepEqual(await training.move("continue"), ["data breakpoint", update, 11, 2]);
    assert.deepEqual(await training.move("continue"), ["data breakpoint", update, 12, 2]);
    await setData({ dataId: "right(validation, 0)" }, { dataId: "learningRate" });
    await training.toTheEnd();
    await training.isUndisturbed(training.newestRun());
  });

  it("are offered for figures, matrices, rows and elements, and refused for what has no such value", async () => {
    await training.launch({ [secondLayer]: {} });
    await training.stopped();
    const { client } = training;
    const info = async (about: DebugProtocol.DataBreakpointInfoArguments) =>
      (await client.dataBreakpointInfoRequest(about)).body;
    const [layer, minibatch, , figures] = (await client.scopes()).map((scope) => scope.variablesReference);
    assert.deepEqual(await info({ variablesReference: layer, name: "W2" }), {
      dataId: "W2",
      description: "W2",
      accessTypes: ["write"],
      canPersist: true,
    });
    const W = (await client.variables(layer)).find(({ name }) => name === "W2");
    const { variablesReference = 0 } = W ?? {};
    const rows = await client.variables(variablesReference, { filter: "indexed", start: 4, count: 1 });
    assert.equal((await info({ variablesReference, name: "[4]" })).dataId, "W2[4]");
    const row = { variablesReference: rows[0].variablesReference, name: "[1]" };
    assert.equal((await info(row)).dataId, "W2[4][1]");
    const [, y] = await client.variables(minibatch);
    const [labels] = await client.variables(y.variablesReference, { filter: "indexed", start: 0, count: 1 });
    const label = { variablesReference: labels.variablesReference, name: "[2] virginica" };
    assert.equal((await info(label)).dataId, "y[0][2]");
    assert.equal((await info({ variablesReference: figures, name: "learningRate" })).dataId, "learningRate");
    const refused = [
      { variablesReference: figures, name: "epochs" },
      { variablesReference: 999, name: "W1" },
      { name: "W9[0,1]" },
      { name: "phase" },
    ];
    for (const each of refused) {
      const { dataId, description } = await info(each);
      assert.equal(dataId, null, each.name);
      assert.match(description, /there is no (epochs|W9)|continued; open|phase exists only within an operation/);
    }
    const asked = ["W2[4][1]", "s1[:,5]", "right(train, 1)", "W1[9,9]"].map((dataId) => ({
      dataId,
      condition: "changes sign",
    }));
    const answers = await setData(...asked, { dataId: "W1", condition: "> nothing" });
    assert.deepEqual(
      answers.map(({ verified }) => verified),
      [true, false, false, false, false],
    );
    assert.match(
      answers[1].message ?? "",
      /s1 has different examples in each minibatch; name one number, as mean\(s1\[:,5\]\)/,
    );
    assert.match(answers[2].message ?? "", /max takes .*true or false/);
    assert.match(answers[3].message ?? "", /W1\[9\]\[9\] is outside of W1/);
    assert.match(answers[4].message ?? "", /there is no nothing/);
    const { body } = await client.setFunctionBreakpointsRequest({
      breakpoints: [{ name: "W1[0,0] changes" }, { name: "W1[0,0] moves" }],
    });
    assert.deepEqual(
      body.breakpoints.map(({ verified }) => verified),
      [true, false],
    );
    assert.match(body.breakpoints[1].message ?? "", /as in W1\[3,4\] changes/);
  });
});
