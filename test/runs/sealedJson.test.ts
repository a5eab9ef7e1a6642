import assert from "node:assert/strict";
import { seal, unseal } from "../../src/runs/sealedJson";

const values = { a: 1, text: 'says "checksum": "00"', nested: { checksum: "ours" } };

describe("JSON with a checksum of itself", () => {
  for (const indent of [undefined, 2]) {
    const text = seal(JSON.stringify(values, null, indent));
    const how = indent === undefined ? "in one line" : "indented";

    it(`${how} has it last, and is otherwise what it was`, () => {
      const { checksum, ...rest } = JSON.parse(text);
      assert.deepEqual(rest, values);
      assert.equal(Object.keys(JSON.parse(text)).at(-1), "checksum");
      assert.match(checksum, /^[0-9a-f]{64}$/);
      assert.deepEqual(unseal(Buffer.from(text)), { json: JSON.parse(text), intact: true });
    });

    it(`${how} says of every bit that is flipped that it is damaged, or says the same`, () => {
      const bytes = Buffer.from(text);
      for (let bit = 0; bit < 8 * bytes.length; bit++) {
        bytes[bit >> 3] ^= 1 << (bit & 7);
        const { json, intact } = unseal(bytes);
        // If the checksum's name is damaged, the values are not.
        if (intact && json !== undefined) {
          const { a, text, nested } = json as typeof values;
          assert.deepEqual({ a, text, nested }, values);
        }
        bytes[bit >> 3] ^= 1 << (bit & 7);
      }
    });

    it(`${how} is damaged where a member comes behind it, or a blank`, () => {
      const behind = text.replace(/"\s*\}\s*$/, '","more":1}');
      assert.notEqual(behind, text);
      for (const changed of [behind, `${text} `]) assert.equal(unseal(Buffer.from(changed)).intact, false);
    });
  }

  it("may be without one, as older versions wrote it", () => {
    assert.deepEqual(unseal(Buffer.from('{"a":1}')), { json: { a: 1 }, intact: true });
    assert.deepEqual(unseal(Buffer.from("no JSON")), { json: undefined, intact: true });
  });
});
