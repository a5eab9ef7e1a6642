/** The backend `wasm` against the specification. */
import { WasmBackend } from "../../src/backends/wasm";
import { specifyBackend } from "./specification";

specifyBackend("wasm", () => new WasmBackend(), { relative: 5e-6 });
