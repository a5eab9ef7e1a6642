/** The whole networks that completion offers in an empty file. */
import assert from "node:assert/strict";
import { checkConfig } from "../../src/config/check/check";
import { plainSnippet, wholeNetworks } from "../../src/config/editor/starterNetworks";

describe("whole networks for an empty file", () => {
  for (const { name, snippet } of wholeNetworks) {
    it(`are right as they are inserted: ${name}`, () =>
      assert.deepEqual(checkConfig(plainSnippet(snippet)).findings, []));
  }

  it("show what is inserted without the places of the cursor", () => {
    const snippet = `{ "units": \${1:100}, "activation": "\${2|relu,tanh|}" }`;
    assert.equal(plainSnippet(snippet), '{ "units": 100, "activation": "relu" }');
  });
});
