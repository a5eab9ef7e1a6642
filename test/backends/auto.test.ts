/** The backend that `auto` chooses, and that the choice is cached. Times are never checked. */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Candidate, chooseBackend } from "../../src/backends/auto";
import { createBackend, measureBackends } from "../../src/backends/select";
import { WasmBackend } from "../../src/backends/wasm";
import { useCacheFolder } from "../cacheFolder";
import { tinyExamples } from "../core/tinyNetwork";

const work = { threads: "auto", shape: [40, 200, 10], batchSize: 100, examples: tinyExamples(150, 40, 10, 1) } as const;
const options = { ...work, shape: [...work.shape] };

describe("auto", () => {
  const folder = useCacheFolder();

  const chosen = async (more = {}) => {
    const { backend, reason } = await createBackend("auto", { ...options, ...more });
    await backend.destroy();
    return { name: backend.name, threads: backend.threads, reason: reason.message };
  };

  it("measures what is here, tells the figures, and remembers them", async () => {
    const first = await chosen();
    assert.match(first.reason, /^auto: measured: (wasm|blas) with \d+ threads? \d+\.\d\d µs an example/);
    const again = await chosen();
    assert.deepEqual(again, { ...first, reason: first.reason.replace("measured", "remembered") });
  });

  it("goes by what is remembered, of this work alone", async () => {
    await chosen();
    const file = join(folder.path, "auto.json");
    const [[key, measured]] = Object.entries<{ name: string }[]>(JSON.parse(readFileSync(file, "utf8")));
    const names = [...new Set(measured.map(({ name }) => name))].sort().reverse();
    writeFileSync(
      file,
      JSON.stringify({ [key]: names.map((name) => ({ name, threads: 3, microsecondsPerExample: 1 })) }),
    );
    const { name, threads, reason } = await chosen();
    assert.deepEqual([name, threads], ["wasm", 3]);
    assert.match(reason, /^auto: remembered: wasm with 3 threads 1\.00 µs an example/);
    assert.match((await chosen({ batchSize: 99 })).reason, /^auto: measured/);
  });

  it("measures anew where what it remembers cannot be read", async () => {
    writeFileSync(join(folder.path, "auto.json"), "{");
    assert.match((await chosen()).reason, /^auto: measured/);
  });

  it("measures anew once another backend is available", async () => {
    const create = async (_: string, threads: number) => WasmBackend.create({ threads });
    const reasonWith = async (...names: Candidate[]) => {
      const { backend, reason } = await chooseBackend(options, { available: async () => names, create });
      await backend.destroy();
      return /^auto: (\w+)/.exec(reason.message)?.[1];
    };
    assert.equal(await reasonWith("wasm"), "measured");
    assert.equal(await reasonWith("wasm"), "remembered");
    assert.equal(await reasonWith("blas", "wasm"), "measured");
  });

  it("measures its candidates in turns", async () => {
    const calls: string[] = [];
    const create = async (name: string) => {
      const backend = await WasmBackend.create({ threads: 1 });
      const plan = backend.plan.bind(backend);
      backend.plan = (...steps) => {
        const planned = plan(...steps);
        const run = planned.run.bind(planned);
        planned.run = (minibatches) => {
          if (calls.at(-1) !== name) calls.push(name);
          return run(minibatches);
        };
        return planned;
      };
      return backend;
    };
    const available = async (): Promise<Candidate[]> => ["blas", "wasm"];
    const { backend } = await chooseBackend({ ...options, threads: 1 }, { available, create });
    await backend.destroy();
    assert.deepEqual(calls, ["blas", "wasm", "blas", "wasm", "blas", "wasm"]);
  });

  it("takes wasm without measuring where a step is small", async () => {
    const { name, threads, reason } = await chosen({ shape: [40, 20, 10] });
    assert.deepEqual([name, threads], ["wasm", 1]);
    assert.match(reason, /too small/);
  });

  it("measures every backend that is here when it is asked to, the fastest first", async () => {
    const measured = await measureBackends({ ...options, threads: 1, shape: [40, 20, 10] });
    const times = measured.map(({ microsecondsPerExample }) => microsecondsPerExample);
    assert.ok(measured.some(({ name }) => name === "wasm"));
    assert.deepEqual(
      times,
      [...times].sort((a, b) => a - b),
    );
  });
});
