/** Measures the memory that a page retains after garbage collection, by a heap snapshot. */
import type { CDPSession } from "playwright-core";

interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
}

export interface HeldBytes {
  /** Objects, strings, DOM nodes and the buffers of typed arrays. */
  readonly data: number;
  /** Scripts and compiled code: grows while scripts run, until all of it is compiled. */
  readonly code: number;
}

export async function heldBytes(session: CDPSession): Promise<HeldBytes> {
  // The second collection frees what finalizers of the first released.
  for (let i = 0; i < 2; i++) await session.send("HeapProfiler.collectGarbage");
  const chunks: string[] = [];
  const take = ({ chunk }: { chunk: string }) => chunks.push(chunk);
  session.on("HeapProfiler.addHeapSnapshotChunk", take);
  await session.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  session.off("HeapProfiler.addHeapSnapshotChunk", take);
  const { snapshot, nodes } = JSON.parse(chunks.join("")) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf("type"), fields.indexOf("self_size")];
  const code = types[0].indexOf("code");
  const held = { data: 0, code: 0 };
  for (let i = 0; i < nodes.length; i += fields.length)
    held[nodes[i + type] === code ? "code" : "data"] += nodes[i + size];
  return held;
}
