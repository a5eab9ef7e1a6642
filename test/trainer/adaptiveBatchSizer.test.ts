/** The number of minibatches per call, and the rate that is displayed. */
import assert from "node:assert/strict";
import { AdaptiveBatchSizer, Throughput } from "../../src/trainer/experiment/adaptiveBatchSizer";

describe("the adaptive batch sizer", () => {
  it("starts with one minibatch and grows by no more than twofold towards 8 ms", () => {
    const pace = new AdaptiveBatchSizer();
    const sizes = [];
    for (let i = 0; i < 6; i++) {
      sizes.push(pace.next(1000));
      pace.took(pace.next(1000), 0.5 * pace.next(1000));
    }
    assert.deepEqual(sizes, [1, 2, 4, 8, 16, 16]);
  });

  it("shrinks at once when a call took too long, but never below one minibatch", () => {
    const pace = new AdaptiveBatchSizer();
    for (let i = 0; i < 6; i++) pace.took(pace.next(1000), 0.1);
    pace.took(64, 64);
    assert.equal(pace.next(1000), 8);
    pace.took(8, 4000);
    assert.equal(pace.next(1000), 1);
  });

  it("takes as long for a call as the backend allows", () => {
    const pace = new AdaptiveBatchSizer(100);
    for (let i = 0; i < 10; i++) pace.took(pace.next(1000), pace.next(1000));
    assert.equal(pace.next(1000), 100);
  });

  it("gives no more than are left", () => {
    const pace = new AdaptiveBatchSizer();
    for (let i = 0; i < 6; i++) pace.took(pace.next(1000), 0.1);
    assert.equal(pace.next(3), 3);
  });
});

describe("throughput", () => {
  it("is that of a steady pace from its first moment on", () => {
    const rate = new Throughput();
    assert.equal(rate.perSecond, 0);
    for (let i = 0; i < 50; i++) {
      rate.add(70, 0.01);
      assert.ok(Math.abs(rate.perSecond - 7000) < 1e-6);
    }
  });

  it("follows a change within a few seconds, and not at once", () => {
    const rate = new Throughput();
    for (let i = 0; i < 500; i++) rate.add(10, 0.01);
    rate.add(20, 0.01);
    assert.ok(rate.perSecond < 1020);
    for (let i = 0; i < 400; i++) rate.add(20, 0.01);
    assert.ok(rate.perSecond > 1950);
  });
});
