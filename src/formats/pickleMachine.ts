/** A stack machine that executes some forty opcodes of pickles. Opcodes outside the table are rejected. */
import { FormatError } from "./formatError";
import { claimMemory } from "./memoryBound";
import type { PickleBytes } from "./pickleBytes";
import {
  arrayOf,
  asText,
  currentName,
  Dtype,
  Global,
  numpyDialect,
  type PickleDialect,
  type Pickled,
  PickledArray,
} from "./pickleObjects";

/** Number of created objects between two checks of the memory limit. */
const counted = 2 ** 16;

export class PickleMachine {
  private stack: Pickled[] = [];
  private readonly marks: Pickled[][] = [];
  private objects = 0;
  private readonly memo = new Map<number, Pickled>();

  constructor(
    private readonly bytes: PickleBytes,
    private readonly dialect: PickleDialect = numpyDialect,
  ) {}

  run(): Pickled {
    for (;;) {
      const opcode = this.bytes.byte();
      if (opcode === 0x2e) return this.pop();
      const operation = operations[opcode];
      if (!operation) {
        const shown = opcode > 0x20 && opcode < 0x7f ? `"${String.fromCharCode(opcode)}"` : `0x${opcode.toString(16)}`;
        throw new FormatError("pickle-opcode", { opcode: shown });
      }
      operation(this, this.bytes);
    }
  }

  push(value: Pickled): void {
    if (typeof value === "object" && value !== null) this.count();
    this.stack.push(value);
  }

  /** Counts objects: an opcode of one byte creates a list or dictionary of two hundred bytes. */
  private count(): void {
    if (++this.objects % counted === 0) claimMemory(256 * counted);
  }

  pop(): Pickled {
    const value = this.stack.pop();
    if (value === undefined) throw new FormatError("pickle-damaged/empty-stack", {});
    return value;
  }

  top(): Pickled {
    const value = this.stack.at(-1);
    if (value === undefined) throw new FormatError("pickle-damaged/empty-stack", {});
    return value;
  }

  mark(): void {
    this.count();
    this.marks.push(this.stack);
    this.stack = [];
  }

  /** Pops all values since the last mark. */
  sinceMark(): Pickled[] {
    const values = this.stack;
    const before = this.marks.pop();
    if (!before) throw new FormatError("pickle-damaged/no-mark", {});
    this.stack = before;
    return values;
  }

  tuple(length: number): void {
    const values = Array.from({ length }, () => this.pop());
    this.push(values.reverse());
  }

  append(values: Pickled[]): void {
    const list = this.top();
    if (!Array.isArray(list)) throw new FormatError("pickle-damaged/append", {});
    for (const value of values) list.push(value);
  }

  set(pairs: Pickled[]): void {
    const dictionary = this.top();
    if (!(dictionary instanceof Map) || pairs.length % 2 === 1) throw new FormatError("pickle-damaged/set", {});
    for (let i = 0; i < pairs.length; i += 2) dictionary.set(pairs[i], pairs[i + 1]);
  }

  remember(key: number): void {
    this.memo.set(key, this.top());
  }

  memoize(): void {
    this.remember(this.memo.size);
  }

  recall(key: number): void {
    const value = this.memo.get(key);
    if (value === undefined) throw new FormatError("pickle-damaged/memo", {});
    this.push(value);
  }

  global(module: Pickled, name: Pickled): void {
    // Names must be texts: a list instead could contain itself, or be too large for a text.
    const full = currentName(`${asText(module)}.${asText(name)}`);
    const { understood, variant } = this.dialect;
    if (!understood.has(full)) {
      const shown = full.length > 80 ? `${full.slice(0, 80)}…` : full.replace(/[^\x20-\x7e]/g, "?");
      throw new FormatError(variant ? `pickle-class/${variant}` : "pickle-class", { name: shown });
    }
    this.push(new Global(full));
  }

  reduce(): void {
    const args = this.pop();
    const callable = this.pop();
    if (!(callable instanceof Global) || !Array.isArray(args)) throw new FormatError("pickle-damaged/call", {});
    this.push(this.dialect.call(callable.name, args));
  }

  /** Pushes an object stored outside the pickle. */
  persistent(): void {
    const id = this.pop();
    if (!this.dialect.persistent) throw new FormatError("pickle-opcode", { opcode: '"Q"' });
    this.push(this.dialect.persistent(id));
  }

  build(): void {
    const state = this.pop();
    const object = this.top();
    if (object instanceof PickledArray && Array.isArray(state)) {
      const [, shape, dtype, fortran, data] = state;
      object.array = arrayOf(data, dtype, shape, fortran === true || fortran === 1);
    } else if (object instanceof Dtype && Array.isArray(state)) object.bigEndian = asText(state[1]) === ">";
    // Attributes of an OrderedDict: a state_dict has its version there.
    else if (!(object instanceof Map && this.dialect.persistent)) throw new FormatError("pickle-damaged/state", {});
  }
}

type Operation = (machine: PickleMachine, bytes: PickleBytes) => void;

const value =
  (read: (bytes: PickleBytes) => Pickled): Operation =>
  (machine, bytes) =>
    machine.push(read(bytes));

/** Operations by opcode, written as a character if it is printable. */
const operations: Partial<Record<number, Operation>> = Object.fromEntries(
  (
    [
      [0x80, (_, bytes) => bytes.protocol()],
      [0x95, (_, bytes) => void bytes.take(8)],
      ["(", (machine) => machine.mark()],
      ["0", (machine) => void machine.pop()],
      ["1", (machine) => void machine.sinceMark()],
      ["2", (machine) => machine.push(machine.top())],
      ["I", value((bytes) => bytes.integerLine())],
      ["L", value((bytes) => bytes.integerLine())],
      ["F", value((bytes) => bytes.numberLine())],
      ["J", value((bytes) => bytes.int32())],
      ["K", value((bytes) => bytes.byte())],
      ["M", value((bytes) => bytes.length(2))],
      [0x8a, value((bytes) => bytes.long(bytes.byte()))],
      [0x8b, value((bytes) => bytes.long(bytes.length(4)))],
      ["G", value((bytes) => bytes.float64())],
      ["N", value(() => null)],
      [0x88, value(() => true)],
      [0x89, value(() => false)],
      ["S", value((bytes) => bytes.quotedLine())],
      ["T", value((bytes) => bytes.take(bytes.length(4)))],
      ["U", value((bytes) => bytes.take(bytes.byte()))],
      ["B", value((bytes) => bytes.take(bytes.length(4)))],
      ["C", value((bytes) => bytes.take(bytes.byte()))],
      [0x8e, value((bytes) => bytes.take(bytes.length(8)))],
      [0x96, value((bytes) => bytes.take(bytes.length(8)))],
      ["V", value((bytes) => bytes.unicodeLine())],
      ["X", value((bytes) => bytes.text(bytes.length(4)))],
      [0x8c, value((bytes) => bytes.text(bytes.byte()))],
      [0x8d, value((bytes) => bytes.text(bytes.length(8)))],
      [")", value(() => [])],
      ["]", value(() => [])],
      ["}", value(() => new Map())],
      ["t", (machine) => machine.push(machine.sinceMark())],
      ["l", (machine) => machine.push(machine.sinceMark())],
      [0x85, (machine) => machine.tuple(1)],
      [0x86, (machine) => machine.tuple(2)],
      [0x87, (machine) => machine.tuple(3)],
      ["a", (machine) => machine.append([machine.pop()])],
      ["e", (machine) => machine.append(machine.sinceMark())],
      [
        "d",
        (machine) => {
          const pairs = machine.sinceMark();
          machine.push(new Map());
          machine.set(pairs);
        },
      ],
      [
        "s",
        (machine) => {
          const last = machine.pop();
          machine.set([machine.pop(), last]);
        },
      ],
      ["u", (machine) => machine.set(machine.sinceMark())],
      ["p", (machine, bytes) => machine.remember(bytes.integerLine())],
      ["q", (machine, bytes) => machine.remember(bytes.byte())],
      ["r", (machine, bytes) => machine.remember(bytes.length(4))],
      [0x94, (machine) => machine.memoize()],
      ["g", (machine, bytes) => machine.recall(bytes.integerLine())],
      ["h", (machine, bytes) => machine.recall(bytes.byte())],
      ["j", (machine, bytes) => machine.recall(bytes.length(4))],
      ["c", (machine, bytes) => machine.global(bytes.line(), bytes.line())],
      [
        0x93,
        (machine) => {
          const name = machine.pop();
          machine.global(machine.pop(), name);
        },
      ],
      ["R", (machine) => machine.reduce()],
      ["b", (machine) => machine.build()],
      ["Q", (machine) => machine.persistent()],
    ] satisfies [string | number, Operation][]
  ).map(([opcode, operation]) => [typeof opcode === "string" ? opcode.charCodeAt(0) : opcode, operation]),
);
