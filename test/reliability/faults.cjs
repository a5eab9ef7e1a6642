/**
 * Loaded into a program with `--require`: injects faults into its file operations. FAULT is `WHAT:N:SHARE`. Operations
 * are counted from 1: opening to write, a write, a sync, a rename, a removal, a new folder.
 *
 * - `count`: no fault; the operations are written to the file FAULT_COUNT, as JSON.
 * - `kill`: the process kills itself before operation N; if that is a write, after SHARE of its bytes.
 * - `full`: from operation N on each write fails with ENOSPC after SHARE of its bytes, as on a full disk.
 * - `power`: like `kill`; and of each file that was not synced since its last write, only SHARE of the unsynced bytes
 *   are kept, the others are missing or, if N is odd, zeros; up to three of the newest renames are undone.
 */
const files = require("node:fs/promises");
const { existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } = require("node:fs");

const [what, nth, part] = (process.env.FAULT ?? "count").split(":");
const [at, share] = [Number(nth), Number(part)];
// Child processes, which have their own files, get no faults.
delete process.env.FAULT;

/** Kind and path of all operations so far. */
const operations = [];
/** The number of synced bytes, by path, of files written since their last sync. */
const unsynced = new Map();
/** For each rename, newest last: the path and its old contents, or undefined if there was no file. */
const renames = [];

const isDue = (kind, path) => operations.push(`${kind} ${path}`) === at;

function end() {
  if (what === "power") losePower();
  process.kill(process.pid, "SIGKILL");
  // Nothing may run until the signal arrives.
  for (;;);
}

function losePower() {
  for (const { file, before } of renames.reverse().slice(0, Math.floor(share * 4))) {
    if (before) writeFileSync(file, before);
    else rmSync(file, { force: true });
    unsynced.delete(file);
  }
  for (const [file, synced] of unsynced) {
    if (!existsSync(file)) continue;
    const { size } = statSync(file);
    const kept = synced + Math.floor(share * Math.max(0, size - synced));
    if (at % 2 === 1) writeFileSync(file, Buffer.alloc(size).fill(readFileSync(file).subarray(0, kept), 0, kept));
    else truncateSync(file, Math.min(kept, size));
  }
}

/** Called before each operation that is not a write. */
function pass(kind, path) {
  if (isDue(kind, path) && (what === "kill" || what === "power")) end();
}

/** @param write function that writes the given bytes */
async function writing(path, contents, write) {
  const bytes = Buffer.from(contents);
  const half = bytes.subarray(0, Math.floor(share * bytes.length));
  const due = isDue("write", path);
  if (due && (what === "kill" || what === "power")) {
    await write(half);
    end();
  }
  if (what === "full" && operations.length >= at) {
    await write(half);
    const message = "ENOSPC: no space left on device, write";
    throw Object.assign(new Error(message), { code: "ENOSPC", syscall: "write", errno: -28, path });
  }
  await write(bytes);
}

const wrote = (path) => {
  if (!unsynced.has(path)) unsynced.set(path, existsSync(path) ? statSync(path).size : 0);
};

const { open, rename, writeFile, appendFile, mkdir, rm, unlink } = files;
files.open = async (path, flags = "r", ...more) => {
  if (flags === "r") return open(path, flags, ...more);
  pass("open", path);
  const handle = await open(path, flags, ...more);
  wrote(path);
  for (const name of ["writeFile", "appendFile"]) {
    const method = handle[name].bind(handle);
    handle[name] = (contents) => writing(path, contents, method);
  }
  const sync = handle.sync.bind(handle);
  handle.sync = async () => {
    pass("sync", path);
    await sync();
    unsynced.delete(path);
    wrote(path);
  };
  return handle;
};
files.writeFile = (path, contents, ...more) => {
  if (typeof path !== "string") return writeFile(path, contents, ...more);
  wrote(path);
  return writing(path, contents, (bytes) => writeFile(path, bytes, ...more));
};
files.appendFile = (path, contents, ...more) => {
  if (typeof path !== "string") return appendFile(path, contents, ...more);
  wrote(path);
  return writing(path, contents, (bytes) => appendFile(path, bytes, ...more));
};
files.rename = async (from, to) => {
  pass("rename", to);
  const isFile = statSync(from).isFile();
  if (isFile) renames.push({ file: to, before: existsSync(to) ? readFileSync(to) : undefined });
  await rename(from, to);
  for (const [path, synced] of [...unsynced]) {
    if (path !== from && !path.startsWith(`${from}/`)) continue;
    unsynced.delete(path);
    unsynced.set(to + path.slice(from.length), synced);
  }
};
for (const [name, method] of Object.entries({ mkdir, rm, unlink })) {
  files[name] = (...args) => {
    pass(name, args[0]);
    return method(...args);
  };
}

if (process.env.FAULT_COUNT)
  process.on("exit", () => writeFileSync(process.env.FAULT_COUNT, JSON.stringify(operations)));
