/** The playground's answers for networks with two inputs, from a training and from a run folder. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { EpochEnded } from "../../src/protocol/events";
import type { ParsedParams, RequestResult } from "../../src/protocol/requests";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { RunServer } from "../../src/trainer/process/serve";
import type { Session } from "../../src/trainer/session/session";
import { finish, irisConfig, last, Workspace } from "./workspace";

const training = { epochs: 4, batchSize: 20, seed: 3, keepEvery: 1, optimizer: { type: "sgd", learningRate: 0.3 } };
const common = { version: 1, data: { format: "builtin", name: "circles", validation: { examples: 100 } }, training };
const circles = {
  ...common,
  layers: [
    { units: 5, activation: "tanh" },
    { units: 2, activation: "softmax" },
  ],
};
const neuron = {
  ...common,
  data: { ...common.data, name: "gaussians" },
  layers: [{ units: 1, activation: "sigmoid" }],
  cost: "quadratic",
};
const asked: ParsedParams<"surface"> = { columns: 9, rows: 7, hiddenEvery: 1, mostUnits: 64, mostPoints: 1000 };

describe("the plane of a network with two inputs", () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  const train = async (config: object) => {
    const { run, events } = await finish({ train: workspace.write(config as Record<string, unknown>) });
    return {
      run,
      server: new RunServer(run),
      epochs: events.filter((event): event is EpochEnded => event.type === "epoch"),
    };
  };
  const at = ({ from, to, columns, rows }: RequestResult<"surface">, column: number, row: number) =>
    Float32Array.of(
      from[0] + ((to[0] - from[0]) * column) / (columns - 1),
      from[1] + ((to[1] - from[1]) * row) / (rows - 1),
    );

  it("holds z of every unit, as the network answers a single example there", async () => {
    const { server } = await train(circles);
    const surface = await server.surface({ ...asked, at: 3 });
    assert.equal(surface.epoch, 3);
    for (const [column, row] of [
      [0, 0],
      [8, 6],
      [3, 5],
    ]) {
      const { layers } = await server.activations({ values: at(surface, column, row), at: 3 });
      for (const [l, { z, units }] of surface.layers.entries()) {
        for (let unit = 0; unit < units; unit++) {
          const found = z[unit * 63 + row * 9 + column];
          assert.ok(Math.abs(found - layers[l][unit]) < 1e-5, `layer ${l}, unit ${unit}: ${found}, ${layers[l][unit]}`);
        }
      }
    }
  });

  it("tells hidden units at every n-th place and no more of them than are asked for, the outputs everywhere", async () => {
    const { server } = await train(circles);
    const full = await server.surface(asked);
    const { layers } = await server.surface({ ...asked, hiddenEvery: 2, mostUnits: 3 });
    assert.deepEqual(
      layers.map(({ units, shown, columns, rows, z }) => [units, shown, columns, rows, z.length]),
      [
        [5, 3, 5, 4, 60],
        [2, 2, 9, 7, 126],
      ],
    );
    assert.deepEqual(layers[1].z, full.layers[1].z);
    assert.equal(layers[0].z[20 + 5 + 2], full.layers[0].z[63 + 2 * 9 + 4]);
  });

  it("shows the examples with answers that are right as often as training measured", async () => {
    const { server, epochs } = await train(circles);
    for (const { epoch, validationAccuracy } of epochs) {
      const { points } = await server.surface({ ...asked, at: epoch });
      const validation = points.find(({ set }) => set === "validation");
      assert.ok(validation);
      const { answers, targets, count } = validation;
      let right = 0;
      for (let i = 0; i < count; i++) right += Number(answers[2 * i] < answers[2 * i + 1] === (targets[i] === 1));
      assert.equal(right / count, validationAccuracy);
    }
    const [{ set, count, examples, inputs }] = (await server.surface({ ...asked, mostPoints: 30 })).points;
    assert.deepEqual([set, count, examples, inputs.length], ["train", 30, 900, 60]);
  });

  it("is told by a training as by its checkpoint, and changes no weight of it", async () => {
    const quiet = await train(circles);
    let surface: Promise<RequestResult<"surface">> | undefined;
    const asking = await finish(
      { train: workspace.write(circles, "asked.network.json") },
      (event, session: Session) => {
        if (event.type === "epoch" && event.epoch === 2) surface = session.surface(asked);
      },
    );
    const { epoch, batch } = (await surface) as RequestResult<"surface">;
    assert.ok(epoch >= 1 && epoch + batch > 0, `epoch ${epoch}, batch ${batch}`);
    assert.deepEqual((await last(asking.run)).arrays, (await last(quiet.run)).arrays);
  });

  it("is refused for other networks, in words", async () => {
    const { server } = await train(irisConfig());
    await assert.rejects(server.surface(asked), /4 inputs; the playground draws networks with two/);
  });

  it("tells a regression in the target's own unit", async () => {
    const rows = Array.from({ length: 60 }, (_, i) => `${i % 10},${i % 7},${100 * (i % 10) - 50 * (i % 7)}`);
    workspace.write(["a,b,price", ...rows].join("\n"), "prices.csv");
    const { server } = await train({
      ...common,
      data: { format: "csv", path: "prices.csv", label: "price" },
      layers: [{ units: 1, activation: "linear" }],
      training: { ...training, epochs: 200, optimizer: { type: "sgd", learningRate: 0.1 } },
    });
    const { points, layers } = await server.surface(asked);
    for (const [i, target] of points[0].targets.entries())
      assert.ok(Math.abs(points[0].answers[i] - target) < 5, `${points[0].answers[i]} is not about ${target}`);
    assert.ok(Math.max(...layers[0].z) > 800);
  });

  describe("of one neuron", () => {
    const surface = { from: [-2, -1], to: [2, 3], columns: 21, rows: 11 } as const;
    const place = ({ from, to }: { from: [number, number]; to: [number, number] }) => ({ ...surface, from, to });
    const around = place({ from: [-2, -1], to: [2, 3] });

    it("has the cost that training measures, at the weights of the moment", async () => {
      const { server, run } = await train({ ...neuron, data: { ...neuron.data, validation: { examples: 600 } } });
      const { cost, weights, bias, examples, of } = await server.costSurface({ ...around, at: 4 });
      assert.deepEqual([examples, of], [400, 400]);
      const { arrays } = await readCheckpoint(join(run, "epochs", "4.npz"));
      assert.deepEqual([...weights, bias], [...arrays[0].values, ...arrays[1].values]);
      const { points } = await server.surface({ ...asked, at: 4 });
      const [{ answers, targets }] = points;
      const mean = answers.reduce((sum, z, i) => sum + 0.5 * (z - targets[i]) ** 2, 0) / targets.length;
      assert.ok(Math.abs(cost - mean) < 1e-6, `${cost} is not ${mean}`);
    });

    it("lies over a grid of its two weights, and says that only some examples were measured", async () => {
      const { server } = await train(neuron);
      const { weights } = await server.costSurface(around);
      const near = place({ from: weights, to: [weights[0] + 1, weights[1] + 1] });
      const { costs, cost, examples, of } = await server.costSurface(near);
      assert.deepEqual([examples, of, costs.length], [400, 900, 231]);
      assert.ok(Math.abs(costs[0] - cost) < 1e-6);
    });

    it("begins its path at the seed's weights and goes through every kept epoch, downhill", async () => {
      const { server, run } = await train(neuron);
      const { epochs, weights, biases } = await server.neuronPath();
      assert.deepEqual(epochs, [0, 1, 2, 3, 4]);
      assert.equal(biases[0], 0);
      const { arrays } = await readCheckpoint(join(run, "epochs", "2.npz"));
      assert.deepEqual(weights.slice(4, 6), arrays[0].values);
      const start = await server.costSurface({ ...around, at: 0 });
      assert.deepEqual(Float32Array.from(start.weights), weights.slice(0, 2));
      assert.ok((await server.costSurface({ ...around, at: 4 })).cost < start.cost);
    });

    it("is refused where there are more weights than two", async () => {
      const { server } = await train(circles);
      await assert.rejects(server.costSurface(around), /not a single neuron with two inputs/);
    });
  });
});
