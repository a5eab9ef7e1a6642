/** German for ../backends.ts. */
import type { backendMessages } from "../backends";
import type { TextsOf } from "../message";

const noGpu = (why: string) => `Backend gpujs-webgpu ist nicht verfügbar: ${why}; wasm und auto benötigen keine GPU`;

const blasInstalls: Record<string, string> = {
  linux: "installieren Sie OpenBLAS (unter Debian: apt-get install libopenblas0)",
  darwin: "installieren Sie OpenBLAS (brew install openblas)",
  win32: "legen Sie libopenblas.dll oder mkl_rt.2.dll in einen Ordner von PATH",
};

export const backendTexts: TextsOf<typeof backendMessages> = {
  "backend-missing/relaxed-simd": ({ node }) =>
    `Backend wasm-relaxed benötigt relaxed SIMD, das Node 24 unterstützt und ${node} nicht; verwenden Sie wasm oder auto`,
  "backend-missing/koffi": () =>
    "Backend blas benötigt das Paket koffi, das hier fehlt; installieren Sie das Paket der Erweiterung für diese " +
    "Plattform, oder koffi (npm install koffi), oder verwenden Sie wasm",
  "backend-missing/blas": ({ platform }) =>
    `Backend blas hat keine BLAS-Bibliothek gefunden; ${blasInstalls[platform] ?? "verwenden Sie wasm"}, oder verwenden Sie wasm`,
  "backend-missing/blas-refused": ({ platform, refused }) =>
    `Backend blas hat keine brauchbare BLAS-Bibliothek gefunden: ${refused.join("; ")}; ` +
    `${blasInstalls[platform] ?? "verwenden Sie wasm"}, oder verwenden Sie wasm`,
  "webgpu-package-missing": ({ folder }) =>
    noGpu(
      "WebGPU für dieses Node (das npm-Paket webgpu, 0.6.2) wurde weder neben dem Programm noch in " +
        `${folder} gefunden; installieren Sie es mit: npm install --prefix "${folder}" webgpu@0.6.2`,
    ),
  "webgpu-no-vulkan-loader": () =>
    noGpu(
      "WebGPU hat keinen Adapter gefunden, weil der Vulkan-Loader (libvulkan.so.1) nicht installiert ist; installieren " +
        "Sie ihn (Debian, Ubuntu: apt-get install libvulkan1; Fedora: dnf install vulkan-loader) und den Treiber der GPU",
    ),
  "webgpu-no-adapter": () =>
    noGpu(
      "WebGPU ist gestartet und hat keinen Adapter gefunden (eine GPU mit einem Treiber für Vulkan, Metal oder " +
        "Direct3D 12); installieren Sie den Treiber der GPU (unter Debian zeigt vulkaninfo, was vorhanden ist)",
    ),
  "webgpu-hangs": ({ seconds }) =>
    noGpu(`der Treiber der GPU hat nicht innerhalb von ${seconds} s geantwortet; aktualisieren Sie den Treiber`),
  "webgpu-crashes": ({ signal }) =>
    noGpu(`der Treiber der GPU ist abgestürzt (${signal}); aktualisieren Sie den Treiber`),
  "webgpu-does-not-load": ({ reason }) =>
    noGpu(
      `WebGPU lässt sich in dieser Laufzeitumgebung nicht laden (${reason}); vielleicht lädt es ein anderes Node: ` +
        "siehe die Einstellung matrixNetwork.runtime",
    ),
  "gpu-lost": ({ adapter, reason }) =>
    `die GPU ${adapter} ging während des Trainings verloren (${reason}); setzen Sie den Lauf von seinem Prüfpunkt fort, ` +
    "oder trainieren Sie seine Konfiguration neu: auto wählt keine GPU, die verloren ging, bis sich ihr Treiber ändert",
  memory: ({ gibibytes }) =>
    `die Beispiele und das Netz benötigen ${gibibytes} GiB, mehr als verfügbar ist (höchstens 4); ` +
    "verwenden Sie mit data.limit weniger Beispiele",
  "kernels-missing": ({ file }) => `${file}: fehlt; erstellen Sie die Datei mit: npm run build`,
  "kernel-abort": () => "ein Kernel wurde abgebrochen; bitte melden Sie das",
};
