/** Requests whose connection is replaced before the answer. */
import assert from "node:assert/strict";
import { sendAgain } from "../../src/extension/process/sendAgain";
import { ChannelError } from "../../src/protocol/port";

describe("a request whose connection is replaced", () => {
  /** Fails as the codes say, one after the other, then answers. */
  const failing = (...codes: ConstructorParameters<typeof ChannelError>[0][]) => {
    const left = [...codes];
    return async () => {
      const code = left.shift();
      if (code) throw new ChannelError(code, { message: `failed with ${code}` });
      return "answer";
    };
  };

  for (const code of ["channel-closed", "peer-gone"] as const) {
    it(`is sent again after ${code}, once there is another connection`, async () => {
      assert.equal(await sendAgain(failing(code), async () => true), "answer");
    });

    it(`rejects with ${code} where there is none`, async () => {
      await assert.rejects(
        sendAgain(failing(code), async () => false),
        { code },
      );
    });
  }

  it("is not sent again after a refusal", async () => {
    await assert.rejects(
      sendAgain(failing("bad-result"), async () => true),
      { code: "bad-result" },
    );
  });

  it("rejects if the next connection ends as well", async () => {
    await assert.rejects(
      sendAgain(failing("channel-closed", "peer-gone"), async () => true),
      { code: "peer-gone" },
    );
  });
});
