/** The backend `gpujs-cpu` against the specification: sums in float64, values in float32. */
import { GpujsBackend } from "../../src/backends/gpujs";
import { specifyBackend } from "./specification";

specifyBackend("gpujs-cpu", () => GpujsBackend.start("cpu", { threads: "auto", shape: [13, 11, 5] }), {
  relative: 5e-6,
});
