/** Resident examples in WebAssembly, where every machine can test the gather kernels; backends use them on WebGPU. */
import { specifyResidentExamples } from "./residentExamples";

describe("resident examples on gpujs-webasm", () => specifyResidentExamples("webasm"));
