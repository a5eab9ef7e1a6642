/**
 * Text tables that were read once, as columns in the cache folder: for the same files, settings and reader. A file of
 * the same size and times counts as the same only once its sha256 was compared: before the table is returned, or later,
 * by its `verify`. Faults of the cache are no errors.
 */
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import { rm, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { version } from "../../../package.json";
import { NetworkError } from "../../core/errors";
import { hashing, pathOf, streamSourceFile } from "../files";
import { newReading, type Reading } from "../reading";
import type { Goal, Source } from "../source";
import type { TableConfig } from "../tableReader";
import { cacheFolder } from "./cacheFolder";
import { bytesOfColumns, readColumns, writeColumns } from "./columnFile";
import { noCacheVariable } from "./noCache";

/** Version of the reader, incremented when the same file is read as other columns. */
const reader = 1;
const ending = ".columns";
/** An unfinished file of a process that is gone, in milliseconds. */
const abandonedAfter = 3_600_000;

interface Options extends Goal {
  baseDir: string;
  reading?: Reading | undefined;
  /** True if the caller waits for the table's `verify` before it saves results; else it has been verified. */
  verifiesLater?: boolean | undefined;
}

interface Limits {
  /** The cache folder. */
  folder?: string;
  /** Smaller files are not cached: reading them takes less time than a training takes to start. */
  minBytes?: number;
  /** Bytes of all cached tables; the ones that were not used for the longest time are removed. */
  maxBytes?: number;
}

/**
 * Returns the cached table, which has a `verify` if the caller verifies later; else the one that `read` reads, which is
 * then cached.
 */
export async function cachedTable(
  config: TableConfig,
  options: Options,
  read: () => Promise<Source>,
  { folder = cacheFolder(), minBytes = 2 ** 22, maxBytes = 2 ** 31 }: Limits = {},
): Promise<Source> {
  if (process.env[noCacheVariable]) return read();
  const files = [config.path, ...(config.testPath === undefined ? [] : [config.testPath])];
  const before = await identify(files, options.baseDir);
  if (!before || before.bytes < minBytes) return read();
  const tables = join(folder, "tables");
  const pathFor = (reading: Reading | undefined) =>
    join(tables, keyOf(config, { ...options, reading }, before.identity) + ending);
  const recorded = isAsNew(options.reading) ? undefined : options.reading;
  const path = pathFor(recorded);
  const found = (await cached(path, config)) ?? (await readAsRecorded(pathFor(undefined), config, recorded));
  if (found) {
    const { source } = found;
    const compare = () => verify(source, config, options, found.path);
    if (options.verifiesLater) return { ...source, verify: compare };
    const isSame = await compare().then(
      () => true,
      () => false,
    );
    if (isSame) return source;
  }
  const source = await read();
  // A file that changed while it was read is not the one of these times.
  if ((await identify(files, options.baseDir))?.identity !== before.identity) return source;
  try {
    mkdirSync(tables, { recursive: true });
    if (makeRoom(tables, bytesOfColumns(source), maxBytes)) writeColumns(path, source);
  } catch {
    // The next training reads the table again.
  }
  return source;
}

interface Found {
  source: Source;
  path: string;
}

async function cached(path: string, { path: name }: TableConfig): Promise<Found | undefined> {
  const source = await readColumns(path, name).catch(() => undefined);
  if (source) touch(path);
  return source && { source, path };
}

/** Returns true if nothing was recorded that the reading depends on: the paths are those of the workspace already. */
const isAsNew = (reading = newReading): boolean => reading.rules === newReading.rules && reading.form === undefined;

/** Returns a table that was read when nothing was recorded, if its run would have recorded this reading. */
async function readAsRecorded(path: string, config: TableConfig, recorded: Reading | undefined) {
  if (recorded?.rules !== newReading.rules) return undefined;
  const found = await cached(path, config);
  return found && isDeepStrictEqual(plain(recorded.form), plain(found.source.form)) ? found : undefined;
}

/** Returns it as a manifest keeps it, without properties that are undefined. */
const plain = (form: Reading["form"]) => JSON.parse(JSON.stringify(form ?? {}));

/** Returns what tells a version of the files from others; undefined if there is a file less. */
async function identify(files: readonly string[], baseDir: string) {
  try {
    const found = await Promise.all(files.map((name) => stat(pathOf(name, baseDir), { bigint: true })));
    const identity = found.map(({ dev, ino, size, mtimeNs, ctimeNs }, i) =>
      [resolve(pathOf(files[i], baseDir)), dev, ino, size, mtimeNs, ctimeNs].join(":"),
    );
    return { identity: identity.join("\n"), bytes: found.reduce((sum, { size }) => sum + Number(size), 0) };
  } catch {
    return undefined;
  }
}

function keyOf(config: TableConfig, { cost, activation, reading }: Options, identity: string): string {
  // These choose among the examples that are read, or weigh them.
  const { test: _, limit: __, classWeights: ___, imageShape: ____, validation, ...read } = config;
  const group = validation && "folds" in validation ? validation.group : undefined;
  const settings = { version, reader, read, group, cost, activation, reading, identity };
  return createHash("sha256").update(JSON.stringify(settings)).digest("hex").slice(0, 32);
}

/** Throws a NetworkError if a file is not the one that was cached, and removes that. */
async function verify(
  source: Source,
  { path, testPath }: TableConfig,
  options: Options,
  cached: string,
): Promise<void> {
  const files = [
    { name: path, key: "data.path" },
    ...(testPath === undefined ? [] : [{ name: testPath, key: "data.testPath" }]),
  ];
  for (const file of files) {
    const { chunks, digest } = hashing(streamSourceFile(file, options.baseDir, options.reading));
    for await (const _ of chunks);
    if (digest() === source.sha256[file.name]) continue;
    await rm(cached, { force: true }).catch(() => {});
    throw new NetworkError("data-changed/since-cached", {}, { location: file.name });
  }
}

function touch(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // A cache that is read-only keeps its order.
  }
}

/** Removes the tables not used for the longest time, until this many bytes fit. Returns false if they cannot. */
function makeRoom(folder: string, bytes: number, maxBytes: number): boolean {
  if (bytes > maxBytes) return false;
  const entries = readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    const found = statSync(path, { throwIfNoEntry: false });
    if (!found) return [];
    if (name.endsWith(".part") && Date.now() - found.mtimeMs > abandonedAfter) rmSync(path, { force: true });
    return name.endsWith(ending) ? [{ path, size: found.size, used: found.mtimeMs }] : [];
  });
  entries.sort((a, b) => b.used - a.used);
  let total = bytes;
  for (const { path, size } of entries) {
    total += size;
    if (total > maxBytes) rmSync(path, { force: true });
  }
  return true;
}
