/** The backend `gpujs-webasm` against the specification: sums in float32. */
import { GpujsBackend } from "../../src/backends/gpujs";
import { specifyBackend } from "./specification";

specifyBackend("gpujs-webasm", () => GpujsBackend.start("webasm", { threads: "auto", shape: [13, 11, 5] }), {
  relative: 5e-6,
});
