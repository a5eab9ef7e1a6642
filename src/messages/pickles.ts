/** Errors about Python pickles. The file name precedes the message. */
import { errorsOf } from "./message";

const data = errorsOf("data");
const again = "save the pickle again";

export const pickleMessages = {
  "pickle-magic": data<{ found: string }>(
    ({ found }) => `not a pickle: it seems to be ${found}; save it with pickle.dump`,
  ),
  "pickle-opcode": data<{ opcode: string }>(
    ({ opcode }) => `the opcode ${opcode} is not supported and is not executed; save NumPy arrays only`,
  ),
  "pickle-class": data<{ name: string }>(
    ({ name }) => `it names ${name}, which is not supported and is not executed; save NumPy arrays only`,
  ),
  "pickle-class/torch": data<{ name: string }>(
    ({ name }) => `it names ${name}, which is not executed; save only the weights: torch.save(model.state_dict(), …)`,
  ),
  "pickle-protocol": data<{ version: number }>(
    ({ version }) => `protocol ${version} is not supported; save it with protocol 5`,
  ),
  "pickle-truncated": data(() => "the pickle ends too early; copy or save it again"),
  "pickle-damaged/empty-stack": data(() => `the pickle takes a value from an empty stack; ${again}`),
  "pickle-damaged/no-mark": data(() => `the pickle ends a group that it did not start; ${again}`),
  "pickle-damaged/append": data(() => `the pickle appends to something other than a list; ${again}`),
  "pickle-damaged/set": data(() => `the pickle sets keys of something other than a dictionary; ${again}`),
  "pickle-damaged/memo": data(() => `the pickle reads an empty memo slot; ${again}`),
  "pickle-damaged/call": data(() => `the pickle calls something other than a function; ${again}`),
  "pickle-damaged/call-name": data<{ name: string }>(
    ({ name }) => `the pickle calls ${name}, which is not a function; ${again}`,
  ),
  "pickle-damaged/state": data(() => `the pickle gives a state to an object that has none; ${again}`),
  "pickle-damaged/no-dtype": data(() => `an array has no element type; ${again}`),
  "pickle-damaged/no-shape": data(() => `an array has no shape; ${again}`),
  "pickle-damaged/array-bytes": data<{ shape: readonly number[]; bytes: number }>(
    ({ shape, bytes }) =>
      `an array of shape (${shape.slice(0, 8).join(", ")}) does not have the ${bytes} bytes that it needs; ${again}`,
  ),
  "pickle-damaged/no-text": data(() => `the pickle has no text where text is expected; ${again}`),
  "pickle-damaged/no-bytes": data(() => `the pickle has text where bytes are expected; ${again}`),
  "pickle-damaged/long-integer": data<{ bytes: number }>(
    ({ bytes }) => `an integer of ${bytes} bytes is longer than arrays need; ${again}`,
  ),
  "pickle-damaged/integer": data(() => `an integer is malformed; ${again}`),
  "pickle-damaged/number": data(() => `a number is malformed; ${again}`),
  "pickle-damaged/quotes": data(() => `a string has no quotes; ${again}`),
  "pickle-damaged/character": data(() => `a character is out of Unicode's range; ${again}`),
  "pickle-damaged/escape": data(() => `a string has an unknown escape sequence; ${again}`),
};
