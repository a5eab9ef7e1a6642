/** A GPU that is lost during a training: its driver was reset or updated, or the GPU was removed. */
import { setTimeout as delay } from "node:timers/promises";
import { NetworkError } from "../../core/errors";

export class DeviceLoss {
  /** True once the device is destroyed on purpose. */
  isClosed = false;
  private error: NetworkError | undefined;
  private readonly lost: Promise<void>;

  /**
   * @param onLost receives the driver's words
   * @param waitMilliseconds wait for them after a failed call, which may fail before the device says that it is lost
   */
  constructor(
    lost: Promise<{ readonly message: string }>,
    adapter: string,
    onLost?: (why: string) => void,
    private readonly waitMilliseconds = 500,
  ) {
    this.lost = lost.then(({ message }) => {
      if (this.isClosed) return;
      const reason = message.trim().replaceAll(/\s+/g, " ") || "no reason given";
      this.error = new NetworkError("gpu-lost", { adapter, reason });
      onLost?.(reason);
    });
  }

  /**
   * Executes work on the device. If the device is lost, calls `restore` and throws a NetworkError "gpu-lost", also
   * where GPU.js would continue on a new device.
   */
  async guarded<Result>(work: () => Promise<Result>, restore?: () => void): Promise<Result> {
    try {
      const result = await work();
      if (!this.error) return result;
    } catch (error) {
      await Promise.race([this.lost, delay(this.waitMilliseconds, undefined, { ref: false })]);
      if (!this.error) throw error;
    }
    restore?.();
    throw this.error;
  }
}
