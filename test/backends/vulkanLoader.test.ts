/** The Vulkan loader is found where the dynamic linker would find it, and nowhere else. */
import assert from "node:assert/strict";
import { findVulkanLoader, type LinuxSystem } from "../../src/backends/gpujs/vulkanLoader";

/** Returns the start of a shared library for a machine: 62 is x64, 183 arm64, 3 a 32-bit x86. */
function library(machine: number): Uint8Array {
  const bytes = new Uint8Array(64);
  bytes.set([0x7f, 0x45, 0x4c, 0x46, 2, 1]);
  bytes.set([machine & 255, machine >> 8], 18);
  return bytes;
}

/** Returns ldconfig's cache as far as it is read: names and paths, each followed by a zero byte. */
const cache = (...paths: string[]): Uint8Array =>
  Buffer.from(`glibc-ld.so.cache1.1\0${paths.map((path) => `libvulkan.so.1\0${path}\0`).join("")}libz.so.1\0`);

const system = (files: Record<string, Uint8Array>, more: Partial<LinuxSystem> = {}): LinuxSystem => ({
  arch: "x64",
  libraryPath: undefined,
  readFile: (path) => files[path],
  ...more,
});

describe("the Vulkan loader", () => {
  it("is missing where no folder has it", () => {
    assert.equal(findVulkanLoader(system({})), undefined);
    assert.equal(findVulkanLoader(system({ "/etc/ld.so.cache": cache() })), undefined);
  });

  for (const [arch, machine, path] of [
    ["x64", 62, "/usr/lib/x86_64-linux-gnu/libvulkan.so.1"],
    ["x64", 62, "/usr/lib64/libvulkan.so.1"],
    ["arm64", 183, "/usr/lib/aarch64-linux-gnu/libvulkan.so.1"],
    ["loong64", 258, "/usr/lib/libvulkan.so.1"],
  ] as const) {
    it(`is found at ${path} on ${arch}`, () => {
      assert.equal(findVulkanLoader(system({ [path]: library(machine) }, { arch })), path);
    });
  }

  it("is found where ldconfig's cache says", () => {
    const path = "/opt/vulkan/lib/libvulkan.so.1";
    assert.equal(findVulkanLoader(system({ [path]: library(62), "/etc/ld.so.cache": cache(path) })), path);
  });

  it("is missing where the cache names a file that was removed since", () => {
    assert.equal(findVulkanLoader(system({ "/etc/ld.so.cache": cache("/opt/vulkan/lib/libvulkan.so.1") })), undefined);
  });

  it("is found first in the folders of LD_LIBRARY_PATH", () => {
    const files = { "/sdk/lib/libvulkan.so.1": library(62), "/usr/lib/libvulkan.so.1": library(62) };
    const found = findVulkanLoader(system(files, { libraryPath: "/none::/sdk/lib" }));
    assert.equal(found, "/sdk/lib/libvulkan.so.1");
  });

  it("is missing where there is one for another architecture alone", () => {
    const path = "/usr/lib/i386-linux-gnu/libvulkan.so.1";
    assert.equal(findVulkanLoader(system({ [path]: library(3), "/etc/ld.so.cache": cache(path) })), undefined);
    const here = "/usr/lib/libvulkan.so.1";
    assert.equal(findVulkanLoader(system({ [here]: library(62) }, { arch: "arm64" })), undefined);
  });

  it("is read of a big-endian machine too", () => {
    const bytes = library(0);
    bytes.set([0, 22], 18);
    bytes[5] = 2;
    const path = "/usr/lib/s390x-linux-gnu/libvulkan.so.1";
    assert.equal(findVulkanLoader(system({ [path]: bytes }, { arch: "s390x" })), path);
  });

  it("is missing where the file is no library", () => {
    assert.equal(findVulkanLoader(system({ "/usr/lib/libvulkan.so.1": Buffer.from("INPUT(x)") })), undefined);
  });
});
