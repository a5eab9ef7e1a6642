/**
 * A file of a table's columns as they were read: a beginning, the facts and the arrays of the source, and the sha256 of
 * all that. The tables are packed: a text column is stored as the indices of its categories.
 */
import { createHash } from "node:crypto";
import { closeSync, openSync, renameSync, rmSync, writeSync } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { deserialize, serialize } from "node:v8";
import { claimFor } from "../errors";
import { asPacked, packedValues } from "../packedTable";
import type { Source, Table } from "../source";

const beginning = Buffer.from("matrix-network columns 1\n");
const digestBytes = 32;
const maxFactsBytes = 2 ** 26;
/** Bytes that are read or written at once. */
const pieceBytes = 2 ** 23;

type Numbers = Uint8Array | Float32Array | Int32Array;
const types = { Uint8Array, Float32Array, Int32Array };

interface StoredArray {
  name: string;
  type: keyof typeof types;
  length: number;
}

interface Facts {
  /** The source without its arrays. */
  source: Source;
  arrays: StoredArray[];
}

const parts = ["train", "test"] as const;
const names = ["values", "labels", "groups"] as const;

/** Writes the file at once, or not at all. Throws errors of the file system. */
export function writeColumns(path: string, source: Source): void {
  const { facts, arrays } = stored(source);
  const temporary = `${path}.${process.pid}.part`;
  const hash = createHash("sha256");
  try {
    const file = openSync(temporary, "w");
    try {
      const write = (bytes: Uint8Array) => {
        for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes.subarray(at, at + pieceBytes));
        hash.update(bytes);
      };
      const length = Buffer.alloc(8);
      length.writeUInt32LE(facts.length);
      for (const bytes of [beginning, length, facts, ...arrays.map(bytesOf)]) write(bytes);
      write(hash.copy().digest());
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** Returns the number of bytes of the source's arrays. */
export const bytesOfColumns = (source: Source): number =>
  tablesOf(source).reduce((sum, [, table]) => sum + table.values.byteLength + table.labels.byteLength, 0);

/** Returns the source. Throws an error if the file is missing or damaged. */
export async function readColumns(path: string, name: string): Promise<Source> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const hash = createHash("sha256");
    const read = async (bytes: Uint8Array) => {
      await readInto(file, bytes);
      hash.update(bytes);
    };
    const head = Buffer.alloc(beginning.length + 8);
    await read(head);
    const factsBytes = head.readUInt32LE(beginning.length);
    if (!head.subarray(0, beginning.length).equals(beginning) || factsBytes > Math.min(size, maxFactsBytes))
      throw damaged;
    const written = Buffer.alloc(factsBytes);
    await read(written);
    const facts: Facts = deserialize(written);
    const bytes = facts.arrays.reduce((sum, { type, length }) => sum + length * types[type].BYTES_PER_ELEMENT, 0);
    if (head.length + factsBytes + bytes + digestBytes !== size) throw damaged;
    claimFor(name, bytes);
    const found = new Map<string, Numbers>();
    for (const { name, type, length } of facts.arrays) {
      const array = new types[type](length);
      await read(bytesOf(array));
      found.set(name, array);
    }
    const digest = Buffer.alloc(digestBytes);
    await readInto(file, digest);
    if (!hash.digest().equals(digest)) throw damaged;
    return restored(facts.source, found);
  } finally {
    await file.close();
  }
}

const damaged = new Error("damaged");

async function readInto(file: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; ) {
    const { bytesRead } = await file.read(bytes, at, Math.min(pieceBytes, bytes.length - at));
    if (bytesRead === 0) throw damaged;
    at += bytesRead;
  }
}

const bytesOf = ({ buffer, byteOffset, byteLength }: Numbers) => new Uint8Array(buffer, byteOffset, byteLength);

const tablesOf = (source: Source) =>
  parts.flatMap((part): [string, Table][] => {
    const table = source[part];
    return table ? [[part, table]] : [];
  });

function stored(source: Source): { facts: Buffer; arrays: Numbers[] } {
  const arrays: [StoredArray, Numbers][] = [];
  const facts = { ...source };
  for (const [part, table] of tablesOf(source)) {
    const all = { ...table, values: packedValues(table, source.columns ?? []) };
    for (const name of names) {
      const array = all[name];
      if (!array) continue;
      const type = array.constructor.name as keyof typeof types;
      arrays.push([{ name: `${part} ${name}`, type, length: array.length }, array]);
    }
    Object.assign(facts, { [part]: { count: table.count } });
  }
  const written: Facts = { source: facts, arrays: arrays.map(([about]) => about) };
  return { facts: serialize(written), arrays: arrays.map(([, array]) => array) };
}

function restored(source: Source, arrays: ReadonlyMap<string, Numbers>): Source {
  for (const [part, table] of tablesOf(source)) {
    for (const name of names) {
      const array = arrays.get(`${part} ${name}`);
      if (array) Object.assign(table, { [name]: array });
    }
    Object.assign(source, { [part]: asPacked(table, source.columns ?? []) });
  }
  return source;
}
