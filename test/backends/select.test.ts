import assert from "node:assert/strict";
import { availableParallelism } from "node:os";
import type { BackendOptions } from "../../src/backends/options";
import { createBackend, listBackends } from "../../src/backends/select";
import { NetworkError } from "../../src/core/errors";
import { backendNames } from "../../src/core/names";

const options = { threads: "auto", shape: [4, 3, 2], batchSize: 8 } as const;
const shaped = { ...options, shape: [...options.shape] };

describe("the choice of a backend", () => {
  it("lists every name with what it is or what is missing", async () => {
    const listed = await listBackends();
    assert.deepEqual(
      listed.map(({ name }) => name),
      backendNames,
    );
    assert.ok(listed.every(({ description }) => description.length > 0));
    assert.ok(listed.find(({ name }) => name === "wasm")?.available);
  });

  it("makes every backend that it lists as there, and says what is missing of the others", async () => {
    for (const { name, available, description } of await listBackends()) {
      if (available) {
        const { backend, reason } = await createBackend(name, shaped);
        assert.equal(backend.name, name);
        assert.ok(reason.message.includes(name));
        await backend.destroy();
      } else {
        await assert.rejects(
          createBackend(name, shaped),
          (error) =>
            error instanceof NetworkError &&
            error.kind === "unavailable" &&
            error.message === `backend ${name} ${description}`,
        );
      }
    }
  });

  it("shares the work of a step among as many threads as are asked for, or as its size is worth", async () => {
    const threads = async (more: Partial<BackendOptions>) => {
      const { backend } = await createBackend("wasm", { ...shaped, ...more });
      await backend.destroy();
      return backend.threads;
    };
    assert.equal(await threads({ threads: 3 }), 3);
    assert.equal(await threads({}), 1);
    assert.equal(await threads({ shape: [784, 30, 10], batchSize: 10 }), 1);
    const large = { shape: [784, 2000, 2000, 10], batchSize: 500 };
    assert.equal(await threads(large), availableParallelism());
  });

  it("gives a backend of nothing but our own kernels or the system's BLAS for auto", async () => {
    const { backend, reason } = await createBackend("auto", shaped);
    assert.ok(["wasm", "blas"].includes(backend.name), backend.name);
    assert.match(reason.message, /^auto: /);
    await backend.destroy();
  });
});
