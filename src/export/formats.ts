/** Formats of exported networks. */
export const exportFormats = ["npz", "onnx", "json", "js", "numpy", "safetensors"] as const;
export type ExportFormat = (typeof exportFormats)[number];
