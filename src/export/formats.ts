/** The formats that a network can be exported to. */
export const exportFormats = ["npz", "onnx", "json", "js", "numpy", "safetensors"] as const;
export type ExportFormat = (typeof exportFormats)[number];
