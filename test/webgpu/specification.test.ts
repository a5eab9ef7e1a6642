/**
 * The backend `gpujs-webgpu` against the specification. Sums in float32; WGSL allows errors of a few last bits in exp,
 * log and division.
 */
import { GpujsBackend } from "../../src/backends/gpujs";
import { specifyRandomNetworks } from "../backends/randomNetworks";
import { specifyBackend } from "../backends/specification";
import { amount, firstSeed } from "../soak";

const make = () => GpujsBackend.start("webgpu", { threads: "auto", shape: [40, 30] });

specifyBackend("gpujs-webgpu", make, { relative: 1e-5 });

describe("random networks on gpujs-webgpu", () => {
  specifyRandomNetworks(make, { first: firstSeed(), count: amount(200), relative: 2e-5 });
});
