/** A session's answers during training, and that answering changes nothing. */
import assert from "node:assert/strict";
import { NetworkError } from "../../src/core/errors";
import { initialWeights } from "../../src/core/initializers";
import type { Event } from "../../src/protocol/events";
import type { ParsedParams, WeightPicture } from "../../src/protocol/requests";
import { Session } from "../../src/trainer/session/session";
import { finish, irisConfig, last, Workspace, wholeLayer } from "./workspace";

type Params = ParsedParams<"weights">;

/** Plain SGD, so that ΔW is −η times the gradient. */
const plain = irisConfig({
  layers: [
    { units: 6, activation: "tanh" },
    { units: 3, activation: "softmax" },
  ],
  training: {
    optimizer: { type: "sgd", learningRate: 0.25 },
    schedule: { type: "constant" },
    regularization: { l2: 2 },
  },
});

describe("requests", () => {
  let workspace: Workspace;

  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  /** Pauses the session after its first minibatch, sends the request, and resumes. */
  const whilePaused = async <Answer>(config: object, ask: (session: Session) => Promise<Answer>): Promise<Answer> => {
    let answer: Promise<Answer> | undefined;
    await finish({ train: workspace.write(config as Record<string, unknown>) }, (event, session) => {
      if (event.type !== "started") return;
      void session.pause();
      const asked = session.statistics().then(() => ask(session));
      answer = asked.finally(() => session.resume());
      answer.catch(() => {});
    });
    return answer as Promise<Answer>;
  };
  const matrix = (session: Session, what: Params["what"], layer = 0) => session.weights({ ...wholeLayer, what, layer });
  const near = (a: Float32Array, b: Float32Array, tolerance: number) => {
    assert.equal(a.length, b.length);
    for (const [i, value] of a.entries()) assert.ok(Math.abs(value - b[i]) <= tolerance, `${i}: ${value} and ${b[i]}`);
  };
  const initial = Float32Array.from(initialWeights("scaled-gaussian", { seed: 5, layer: 0, inputs: 4, units: 6 }));

  it("tell the weights as they are, and how they changed since the start", async () => {
    const [weights, change] = await whilePaused(plain, async (session) => [
      await matrix(session, "weights"),
      await matrix(session, "change"),
    ]);
    const { values: _, ...rest } = weights;
    const largest = Math.max(...weights.values.map(Math.abs));
    const window = { inputs: [0, 4], units: [0, 6] };
    const shape = { inputs: 4, units: 6, pictures: false, first: 0, window, rows: 4, columns: 6 };
    const { histogram, ...told } = rest;
    assert.equal(
      histogram.counts.reduce((sum, count) => sum + count),
      24,
    );
    assert.deepEqual(told, { layer: 0, what: "weights", epoch: 1, batch: 1, ...shape, largest });
    assert.deepEqual(
      change.values,
      weights.values.map((w, i) => w - initial[i]),
    );
    assert.ok(change.largest > 0 && change.largest < weights.largest);
  });

  it("tell the last step, which is the gradient's of the weights before it", async () => {
    const { update, change, gradient } = await whilePaused(plain, async (session) => ({
      update: await matrix(session, "update"),
      change: await matrix(session, "change"),
      gradient: await matrix(session, "gradient"),
    }));
    assert.deepEqual([update.epoch, update.batch], [1, 1]);
    // After the first step, the last update equals the change since the start.
    assert.deepEqual(update.values, change.values);
    assert.equal(gradient.batch, 1);
    // The gradient is that of the weights after the step: near the one that the step used, but not equal.
    near(
      update.values,
      gradient.values.map((g) => -0.25 * g),
      0.25 * gradient.largest,
    );
    assert.notDeepEqual(
      update.values,
      gradient.values.map((g) => -0.25 * g),
    );
  });

  it("tell the gradient of the present weights for the minibatch trained last", async () => {
    // With one minibatch per epoch, the last step uses exactly the gradient that was reported before it.
    const oneBatch = { ...plain, training: { ...(plain.training as object), batchSize: 100, epochs: 2 } };
    const { weights, gradient } = await whilePaused(oneBatch, async (session) => ({
      weights: await matrix(session, "weights"),
      gradient: await matrix(session, "gradient"),
    }));
    const { arrays } = await last(workspace.runs()[0]);
    const W0 = arrays.find(({ name }) => name === "W0")?.values as Float32Array;
    near(
      W0,
      weights.values.map((w, i) => w - 0.25 * gradient.values[i]),
      1e-6,
    );
    assert.ok(gradient.largest > 1e-3);
  });

  it("are answered at the size that is asked for, pictures in full", async () => {
    const { small, picture, all } = await whilePaused(plain, async (session) => ({
      small: await session.weights({ ...wholeLayer, rows: 2, columns: 3 }),
      picture: await session.weights({ ...wholeLayer, pictures: true, first: 4, rows: 9, columns: 1 }),
      all: await matrix(session, "weights"),
    }));
    assert.deepEqual([small.rows, small.columns, small.inputs, small.units], [2, 3, 4, 6]);
    const w = (input: number, unit: number) => all.values[input * 6 + unit];
    near(small.values.subarray(0, 1), Float32Array.of((w(0, 0) + w(0, 1) + w(1, 0) + w(1, 1)) / 4), 1e-7);
    assert.deepEqual([picture.rows, picture.columns], [2, 4]);
    assert.deepEqual(
      [...picture.values],
      [4, 5].flatMap((unit) => [0, 1, 2, 3].map((input) => w(input, unit))),
    );
    assert.equal(small.largest, all.largest);
  });

  it("are answered at full resolution for a stretch, and with units in another order", async () => {
    const order = { name: "backwards", units: [5, 4, 3, 2, 1, 0] };
    const window = { inputs: [1, 3], units: [0, 4] } satisfies Params["window"];
    const { stretch, pictures, all } = await whilePaused(plain, async (session) => ({
      stretch: await session.weights({ ...wholeLayer, rows: 2, columns: 2, window, order }),
      pictures: await session.weights({ ...wholeLayer, pictures: true, first: 1, rows: 1, columns: 4, order }),
      all: await matrix(session, "weights"),
    }));
    const w = (input: number, unit: number) => all.values[input * 6 + unit];
    assert.deepEqual([stretch.rows, stretch.columns, stretch.window, stretch.order], [2, 2, window, "backwards"]);
    const means = [1, 2].flatMap((input) => [(w(input, 5) + w(input, 4)) / 2, (w(input, 3) + w(input, 2)) / 2]);
    near(stretch.values, Float32Array.from(means), 1e-7);
    assert.deepEqual(stretch.histogram, all.histogram);
    assert.deepEqual(
      [...pictures.values],
      [0, 1, 2, 3].map((input) => w(input, 4)),
    );
    const wrong = { name: "of another layer", units: [0, 1, 2] };
    await assert.rejects(
      whilePaused(plain, (session) => session.weights({ ...wholeLayer, order: wrong })),
      /3 units, the layer has 6/,
    );
  });

  it("draw the network as it is now, with an example's way through it", async () => {
    const values = Float32Array.of(5.1, 3.5, 1.4, 0.2);
    const { diagram, weights } = await whilePaused(plain, async (session) => ({
      diagram: await session.diagram({ most: 2, mostInputs: 3, choose: "strongest", values }),
      weights: await matrix(session, "weights"),
    }));
    assert.deepEqual([diagram.epoch, diagram.batch], [weights.epoch, weights.batch]);
    const [hidden, output] = diagram.layers;
    assert.deepEqual([diagram.shownInputs.length, hidden.shown.length, output.shown.length], [3, 2, 2]);
    const w = (input: number, unit: number) => weights.values[input * 6 + unit];
    assert.deepEqual(
      [...hidden.W],
      diagram.shownInputs.flatMap((input) => hidden.shown.map((unit) => w(input, unit))),
    );
    const norm = (unit: number) => Math.hypot(...[0, 1, 2, 3].map((input) => w(input, unit)));
    const left = [0, 1, 2, 3, 4, 5].filter((unit) => !hidden.shown.includes(unit));
    assert.ok(Math.min(...hidden.shown.map(norm)) >= Math.max(...left.map(norm)));
    const [strongest] = hidden.strongest[0];
    const sizes = [0, 1, 2, 3].map((input) => Math.abs(w(input, hidden.shown[0])));
    assert.equal(Math.abs(strongest.weight), Math.max(...sizes));
    assert.equal(strongest.from, sizes.indexOf(Math.max(...sizes)));
    assert.deepEqual(hidden.z, hidden.s?.map(Math.fround).map(Math.tanh));
  });

  it("tell the figures of every layer, measured now", async () => {
    const { epoch, layers } = await whilePaused(plain, (session) => session.statistics());
    assert.equal(epoch, 1);
    assert.equal(layers.length, 2);
    for (const layer of layers as Record<string, number>[]) {
      assert.ok(layer.weightNorm > 0 && layer.gradientNorm > 0);
      assert.ok(layer.updateRatio > 0 && layer.updateRatio < 1);
    }
  });

  it("never change what is trained", async () => {
    const config = irisConfig({ training: { batchSize: 3, optimizer: { type: "adam", learningRate: 0.01 } } });
    const undisturbed = await workspace.train(config);
    const kinds = ["weights", "gradient", "update", "change"] as const;
    const answers: WeightPicture[] = [];
    const ask = async (session: Session): Promise<void> => {
      for (;;) {
        for (const what of kinds) answers.push(await matrix(session, what, answers.length % 2));
        await session.statistics();
      }
    };
    const asked = await finish({ train: workspace.write(config) }, (event: Event, session) => {
      if (event.type === "started") ask(session).catch((error) => assert.equal(error.code, "run-ended"));
    });
    assert.ok(answers.length > kinds.length, `${answers.length} answers`);
    assert.deepEqual((await last(asked.run)).arrays, (await last(undisturbed.run)).arrays);
    for (const { values } of answers) assert.ok(values.every(Number.isFinite));
  });

  it("for a layer that is not there are refused by its number", async () => {
    await assert.rejects(
      whilePaused(plain, (session) => matrix(session, "weights", 2)),
      /layer 2 does not exist: the network has 2 layers; they are counted from 0/,
    );
  });

  it("wait for the run to start, and are refused once it has ended or could not start", async () => {
    const session = new Session({ train: workspace.write(plain) });
    const early = matrix(session, "weights");
    await session.run();
    assert.deepEqual((await early).values, initial);
    await assert.rejects(matrix(session, "weights"), { code: "run-ended" });
    await assert.rejects(session.statistics(), { code: "run-ended" });
    const failing = new Session({ train: workspace.write("{", "broken.network.json") });
    const never = assert.rejects(matrix(failing, "update"), { code: "run-ended" });
    await assert.rejects(failing.run(), { code: "json-syntax" });
    await never;
  });

  it("to change a setting hold from the next minibatch on and are told and kept", async () => {
    const answered: unknown[] = [];
    const { events, run } = await finish({ train: workspace.write(plain) }, (event, session) => {
      if (event.type !== "epoch" || event.epoch !== 2) return;
      const change = (path: string, value: unknown) => session.apply(path, value).then((at) => answered.push(at));
      void change("training.optimizer.learningRate", 0.125);
      void change("training.regularization.l1", 0.5);
      void change("training.epochs", 3);
    });
    assert.deepEqual(answered, Array(3).fill({ epoch: 3, batch: 1 }));
    const rates = events.flatMap((event) => (event.type === "epoch" ? [event.learningRate] : []));
    assert.deepEqual(rates, [0.25, 0.25, 0.125]);
    assert.equal((await last(run)).state.epoch, 3);
  });

  it("to change what cannot be changed are refused by name and in words", async () => {
    const refusals: [path: string, value: unknown, message: RegExp][] = [
      [
        "training.batchSize",
        5,
        /training\.batchSize: cannot change while training; these settings can: training\.optimizer/,
      ],
      ["toString", 1, /toString: cannot change/],
      ["training.optimizer.learningRate", 0, /0 must be more than 0/],
      ["training.optimizer.learningRate", "fast", /"fast" must be a finite number/],
      ["training.regularization.l2", -1, /-1 must be 0 or more/],
      ["training.epochs", 0, /0 must be a whole number of at least 1/],
      ["training.epochs", 2.5, /2\.5 must be a whole number of at least 1/],
    ];
    await whilePaused(plain, async (session) => {
      for (const [path, value, message] of refusals) {
        await assert.rejects(session.apply(path, value), (error: NetworkError) => {
          assert.ok(error instanceof NetworkError && message.test(error.message), error.message);
          return true;
        });
      }
    });
  });
});
