/** What a page's scripts hold once everything that nobody holds is gone, from a snapshot of the heap. */
import type { CDPSession } from "playwright-core";

interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
}

export interface HeldBytes {
  /** Objects, strings, elements of the page and what typed arrays stand on. */
  readonly data: number;
  /** Scripts, and what was compiled of them: it grows with how long they run, and ends when all of it is compiled. */
  readonly code: number;
}

export async function heldBytes(session: CDPSession): Promise<HeldBytes> {
  // What finalizers let go of is gone with the second.
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
