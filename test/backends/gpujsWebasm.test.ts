/** The backend `gpujs-webasm` against the specification: sums in float32. */
import { GpujsBackend } from "../../src/backends/gpujs";
import { specifyBackend } from "./specification";

specifyBackend("gpujs-webasm", async () => new GpujsBackend(await import("gpu.js"), "webasm"), { relative: 5e-6 });
