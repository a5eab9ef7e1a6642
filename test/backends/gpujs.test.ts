/** The GPU.js backends: their descriptions, their caches, and the resources they release. */
import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import { GpujsBackend } from "../../src/backends/gpujs";
import { Engine } from "../../src/backends/gpujs/engine";
import { call, kernelFunctions } from "../../src/backends/gpujs/functions";
import { loadLibrary } from "../../src/backends/gpujs/library";
import { activations } from "../../src/core/activations";
import { Network } from "../../src/core/network";
import { stepRule } from "../../src/core/optimizers";
import { layer, minibatch, plainSgd, tinyExamples } from "../core/tinyNetwork";

const settings = { optimizer: plainSgd, regularization: { l1: 0, l2: 0 } };

describe("the GPU.js backends", () => {
  it("report what GPU.js says after a first call of the network's size", async () => {
    const small = await GpujsBackend.start("webasm", { threads: "auto", shape: [4, 3] });
    assert.match(small.reported.message, /^GPU\.js reports after a first call: webasm, fused-sync$/);
    assert.equal(small.threads, 1);
    await small.destroy();
    const large = await GpujsBackend.start("webasm", { threads: "auto", shape: [784, 100] });
    assert.match(
      large.reported.message,
      availableParallelism() > 1 ? /: webasm, fused-threaded$/ : /: webasm, fused-sync$/,
    );
    assert.equal(large.threads, Math.min(availableParallelism(), 20));
    await large.destroy();
    const single = await GpujsBackend.start("webasm", { threads: 1, shape: [784, 100] });
    assert.match(single.reported.message, /: webasm, fused-sync$/);
    await single.destroy();
    const cpu = await GpujsBackend.start("cpu", { threads: "auto", shape: [4, 3] });
    assert.match(cpu.reported.message, /: cpu, kernel by kernel$/);
    await cpu.destroy();
  });

  it("tell once, and to whoever asks later, that the work is not done where it was asked for", async () => {
    const engine = new Engine(await loadLibrary(), "webasm", true);
    engine.check({ backend: "webasm", executorKind: "fused-threaded", fallbackReason: null });
    const heard: string[] = [];
    engine.check({ backend: "cpu", executorKind: "generic", fallbackReason: "no such instruction" });
    engine.check({ backend: "cpu", executorKind: "generic", fallbackReason: "no such instruction" });
    engine.onDegraded((message) => heard.push(message.message));
    assert.deepEqual(heard, ["GPU.js ran mode webasm on cpu (generic): no such instruction"]);
    await engine.destroy();
  });

  it("are content with cpu where cpu was asked for", async () => {
    const engine = new Engine(await loadLibrary(), "cpu", true);
    engine.onDegraded((message) => assert.fail(message.message));
    engine.check({ backend: "cpu", executorKind: "kernel by kernel", fallbackReason: null });
    await engine.destroy();
  });

  it("give back what 2,000 chunks took", async function () {
    this.timeout(60_000);
    const backend = await GpujsBackend.start("webasm", { threads: "auto", shape: [20, 10] });
    const spec = {
      inputs: 20,
      layers: [layer(10, "tanh"), layer(3, "softmax")],
      cost: "cross-entropy" as const,
      seed: 1,
    };
    const network = new Network(backend, spec, 8, plainSgd);
    await network.initialize();
    const examples = backend.examples(tinyExamples(32, 20, 3, 1));
    const plan = backend.plan(network.trainingStep(examples, settings));
    const chunk = [0, 8, 16, 24].map((start) => minibatch(8, { start }));
    const run = async (times: number) => {
      for (let i = 0; i < times; i++) await plan.run(chunk);
      return process.memoryUsage();
    };
    const before = await run(300);
    const after = await run(2000);
    const grown = after.arrayBuffers + after.external - before.arrayBuffers - before.external;
    assert.ok(grown < 8e6, `${grown} bytes more outside the heap`);
    await backend.destroy();
  });

  it("keep few pipelines, whatever is recorded anew", async () => {
    const library = await loadLibrary();
    const backend = await GpujsBackend.start("webasm", { threads: 1, shape: [4, 3] });
    const spec = { inputs: 4, layers: [layer(3, "softmax")], cost: "cross-entropy" as const, seed: 1 };
    const network = new Network(backend, spec, 5, plainSgd);
    await network.initialize();
    const examples = backend.examples(tinyExamples(5, 4, 3, 1));
    const { engine } = backend as unknown as {
      engine: { gpu: InstanceType<typeof library.GPU> & { pipelines: unknown[] } };
    };
    for (let i = 0; i < 30; i++) await backend.plan(network.trainingStep(examples, settings)).run([minibatch(5)]);
    assert.ok(engine.gpu.pipelines.length <= 14, `${engine.gpu.pipelines.length} pipelines`);
    await backend.destroy();
    assert.equal(engine.gpu.pipelines.length, 0);
  });
});

describe("functions of the core in kernels", () => {
  it("are called with as many numbers as they take", () => {
    assert.equal(call(activations.prelu.output, "s", "a"), "prelu(s, a)");
    assert.equal(call(activations.relu.output, "s", "a"), "relu(s)");
    assert.equal(call(activations.linear.derivative, "s", "a"), "linearDerivative()");
  });

  it("bring those that they call, each once", () => {
    const { gelu } = activations;
    const sources = kernelFunctions([gelu.output, gelu.derivative]).map(({ source }) => source);
    assert.equal(sources.filter((source) => source.startsWith("function normalDistribution(")).length, 1);
    assert.ok(sources.some((source) => source.startsWith("function gelu(")));
  });

  it("are of numbers alone, so that their text means the same elsewhere", () => {
    const { step, accumulate } = stepRule({ type: "adam", beta1: 0.9, beta2: 0.99, epsilon: 1e-8 });
    const ours = Object.values(activations).flatMap(({ output, derivative, uses = [] }) => [
      output,
      derivative,
      ...uses,
    ]);
    for (const { source } of kernelFunctions([...ours, step, ...accumulate])) {
      assert.doesNotMatch(source, /=>|\[|Math\.(expm1|log1p|tanh)/, source);
    }
  });
});
