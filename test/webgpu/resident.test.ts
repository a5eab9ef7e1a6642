/** Resident examples on a WebGPU device. */
import { provideWebGpu } from "../../src/backends/gpujs/webgpu";
import { specifyResidentExamples } from "../backends/residentExamples";

describe("resident examples on gpujs-webgpu", () => {
  before(() => provideWebGpu());
  specifyResidentExamples("webgpu");
});
