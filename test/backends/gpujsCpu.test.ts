/** The backend `gpujs-cpu` against the specification: sums in float64, kept in float32. */
import { GpujsBackend } from "../../src/backends/gpujs";
import { specifyBackend } from "./specification";

specifyBackend("gpujs-cpu", async () => new GpujsBackend(await import("gpu.js"), "cpu"), { relative: 5e-6 });
