/** The library of UMAP: a module of its own, since programs load it only for a map. */
export { UMAP } from "umap-js";
