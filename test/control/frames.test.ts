import assert from "node:assert/strict";
import { decodeBody, decodeJson, encodeFrame, FrameError, FrameReader, maxFirstBytes } from "../../src/control/frames";

describe("the frames of the control socket", () => {
  const messages = [
    { a: 1 },
    { values: Float32Array.of(1, Number.NaN, -0), more: [undefined, Infinity] },
    "",
    null,
    [],
  ];

  it("carry what they were given, typed arrays and all, in pieces of any size", () => {
    const bytes = Buffer.concat(messages.map((message) => encodeFrame(message, "v8")));
    for (const size of [1, 2, 3, 5, 7, 64, bytes.length]) {
      const reader = new FrameReader();
      const found: unknown[] = [];
      for (let start = 0; start < bytes.length; start += size) {
        reader.push(bytes.subarray(start, start + size));
        for (let body = reader.next(); body; body = reader.next()) found.push(decodeBody(body));
      }
      assert.deepEqual(found, messages, `pieces of ${size}`);
    }
  });

  it("are JSON or v8's, told apart by their first byte", () => {
    const body = (as: "json" | "v8") => encodeFrame({ text: "ü" }, as).subarray(4);
    for (const as of ["json", "v8"] as const) assert.deepEqual(decodeBody(body(as)), { text: "ü" });
    assert.deepEqual(decodeJson(body("json")), { text: "ü" });
    assert.throws(() => decodeJson(body("v8")), SyntaxError);
  });

  it("are refused by their length alone, before they are there", () => {
    const head = Buffer.alloc(4);
    head.writeUInt32BE(maxFirstBytes + 1);
    const reader = new FrameReader();
    reader.push(head);
    assert.throws(() => reader.next(), FrameError);
    reader.limit = maxFirstBytes + 1;
    assert.equal(reader.next(), undefined);
  });
});
