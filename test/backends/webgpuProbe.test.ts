/**
 * Every reason for missing WebGPU is reported with what was tried and what would help; a crashing driver does not end
 * this process.
 */
import assert from "node:assert/strict";
import { tmpdir } from "node:os";
import { type Probe, probeAdapter } from "../../src/backends/gpujs/webgpu";
import { NetworkError } from "../../src/core/errors";

const probe = (program: string, more: Partial<Probe> = {}): Probe => ({
  folders: [__dirname],
  program,
  milliseconds: 10_000,
  hasVulkanLoader: () => true,
  ...more,
});

async function refusal(asked: Probe): Promise<NetworkError> {
  const error = await probeAdapter(asked).then(
    () => assert.fail("an adapter"),
    (thrown) => thrown,
  );
  assert.ok(error instanceof NetworkError, String(error));
  assert.equal(error.kind, "unavailable");
  assert.match(error.message, /^backend gpujs-webgpu is not available: [^\n]*; wasm or auto need no GPU$/);
  return error;
}

describe("asking for a graphics adapter", () => {
  it("answers with the adapter's name", async () => {
    const answer = `console.log('probe:{"name":"Some GPU (acme)","software":false}')`;
    assert.deepEqual(await probeAdapter(probe(answer)), { name: "Some GPU (acme)", software: false });
  });

  it("says where it looked for the package and how to get it", async () => {
    const { code, message } = await refusal(probe("", { folders: [tmpdir()] }));
    assert.equal(code, "webgpu-package-missing");
    assert.ok(message.includes(`npm install --prefix "${tmpdir()}" webgpu@`), message);
  });

  it("says that there is no adapter", async () => {
    const { code, message } = await refusal(probe("console.log('probe:null')"));
    assert.equal(code, "webgpu-no-adapter");
    assert.match(message, /install the GPU's driver/);
  });

  it("says that the Vulkan loader is missing and how to install it", async () => {
    const { code, message } = await refusal(probe("console.log('probe:null')", { hasVulkanLoader: () => false }));
    assert.equal(code, "webgpu-no-vulkan-loader");
    assert.match(message, /Vulkan loader \(libvulkan\.so\.1\) is not installed.*apt-get install libvulkan1/);
  });

  it("names an adapter that is there whether or not the loader was found", async () => {
    const answer = `console.log('probe:{"name":"Some GPU (acme)","software":false}')`;
    const { name } = await probeAdapter(probe(answer, { hasVulkanLoader: () => false }));
    assert.equal(name, "Some GPU (acme)");
  });

  it("ends the probing process when nobody waits for it any more", async () => {
    const run = new AbortController();
    setTimeout(() => run.abort(), 50);
    const { signal } = run;
    await assert.rejects(probeAdapter(probe("setInterval(() => {}, 1000)", { milliseconds: 60_000, signal })));
  });

  it("outlives a driver that hangs", async () => {
    const { code, message } = await refusal(probe("setInterval(() => {}, 1000)", { milliseconds: 500 }));
    assert.equal(code, "webgpu-hangs");
    assert.match(message, /did not answer within 0\.5 s/);
  });

  it("outlives a driver that crashes", async () => {
    if (process.platform === "win32") return;
    const { code, message } = await refusal(probe("process.kill(process.pid, 'SIGSEGV')"));
    assert.equal(code, "webgpu-crashes");
    assert.match(message, /crashed \(SIGSEGV\)/);
  });

  it("tells a runtime's own words where the package does not load in it", async () => {
    const { code, message } = await refusal(probe("throw new TypeError('External buffers are not allowed')"));
    assert.equal(code, "webgpu-does-not-load");
    assert.match(message, /TypeError: External buffers are not allowed/);
  });
});
