/** Random networks for each GPU.js mode that every machine has. */
import { GpujsBackend } from "../../src/backends/gpujs";
import { amount, firstSeed } from "../soak";
import { specifyRandomNetworks } from "./randomNetworks";

for (const mode of ["cpu", "webasm"] as const) {
  describe(`random networks on gpujs-${mode}`, () => {
    const make = () => GpujsBackend.start(mode, { threads: "auto", shape: [40, 30] });
    specifyRandomNetworks(make, { first: firstSeed(), count: amount(500), relative: 1e-5 });
  });
}
