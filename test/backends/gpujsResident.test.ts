/**
 * Resident examples in WebAssembly, where every machine can try the kernels that gather; backends use them on WebGPU.
 */
import { specifyResidentExamples } from "./residentExamples";

describe("resident examples on gpujs-webasm", () => specifyResidentExamples("webasm"));
