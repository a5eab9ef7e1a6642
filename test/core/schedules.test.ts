/** The learning rate over a run of 10 epochs of 4 minibatches. */
import assert from "node:assert/strict";
import { learningRateAt, type Schedule } from "../../src/core/schedules";

const batches = 4;
const epochs = 10;

/** η of every minibatch, epoch by epoch; the config's is 0.8. */
const run = (schedule: Schedule): number[][] =>
  Array.from({ length: epochs }, (_, e) =>
    Array.from({ length: batches }, (_, b) =>
      learningRateAt(schedule, 0.8, { epoch: e + 1, batch: b + 1, batches, epochs }),
    ),
  );

const firsts = (schedule: Schedule) => run(schedule).map((epoch) => epoch[0]);

function assertClose(found: number[], expected: number[]): void {
  assert.equal(found.length, expected.length);
  for (const [i, value] of expected.entries())
    assert.ok(Math.abs(found[i] - value) < 1e-7, `${found}, not ${expected}`);
}

describe("learningRateAt", () => {
  it("stays where it is when constant", () => {
    assertClose(run({ type: "constant", warmupEpochs: 0 }).flat(), new Array(40).fill(0.8));
  });

  it("steps down every few epochs, and not below the minimum", () => {
    const step: Schedule = { type: "step", every: 3, factor: 0.5, minimum: 0.15, warmupEpochs: 0 };
    assertClose(firsts(step), [0.8, 0.8, 0.8, 0.4, 0.4, 0.4, 0.2, 0.2, 0.2, 0.15]);
    for (const epoch of run(step)) assert.ok(epoch.every((rate) => rate === epoch[0]));
  });

  it("falls by the factor with every epoch when exponential", () => {
    const exponential: Schedule = { type: "exponential", factor: 0.5, minimum: 0.01, warmupEpochs: 0 };
    assertClose(firsts(exponential), [0.8, 0.4, 0.2, 0.1, 0.05, 0.025, 0.0125, 0.01, 0.01, 0.01]);
  });

  it("follows half a cosine from minibatch to minibatch, down to the minimum", () => {
    const rates = run({ type: "cosine", minimum: 0.2, warmupEpochs: 0 }).flat();
    const expected = rates.map((_, i) => 0.2 + 0.3 * (1 + Math.cos((Math.PI * i) / 40)));
    assertClose(rates, expected);
    assert.ok(rates.every((rate, i) => i === 0 || rate < rates[i - 1]));
  });

  it("stays at the minimum after a cosine with epochs of its own", () => {
    const whole = run({ type: "cosine", minimum: 0.1, warmupEpochs: 0 });
    assert.deepEqual(run({ type: "cosine", epochs, minimum: 0.1, warmupEpochs: 0 }), whole);
    const short = firsts({ type: "cosine", epochs: 2, minimum: 0.1, warmupEpochs: 0 });
    assert.deepEqual(
      short.slice(2),
      short.slice(2).map(() => Math.fround(0.1)),
    );
    assert.ok(short[0] === Math.fround(0.8) && short[1] < 0.8 && short[1] > 0.1);
  });

  it("rises evenly from the first minibatch on while warming up, then follows the schedule", () => {
    const rates = run({ type: "cosine", minimum: 0, warmupEpochs: 2 }).flat();
    assertClose(rates.slice(0, 9), [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.8]);
    assertClose([rates[24]], [0.4]);
  });

  it("warms up over part of an epoch", () => {
    assertClose(run({ type: "constant", warmupEpochs: 0.5 })[0], [0.4, 0.8, 0.8, 0.8]);
  });

  it("gives float32 numbers", () => {
    const rates = run({ type: "exponential", factor: 0.9, minimum: 0, warmupEpochs: 1 }).flat();
    assert.ok(rates.every((rate) => rate === Math.fround(rate)));
  });
});
