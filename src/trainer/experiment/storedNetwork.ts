/** Runs work with a network from stored weights, which is not trained. */
import type { BackendOptions } from "../../backends/options";
import { createBackend } from "../../backends/select";
import type { ResolvedConfig } from "../../config/schema/resolve";
import type { Backend } from "../../core/backend";
import type { NamedArray } from "../../core/layer";
import type { BackendName } from "../../core/names";
import type { Network } from "../../core/network";
import { buildNetwork, networkShape, withoutAccumulators } from "./network";

interface Stored {
  readonly config: ResolvedConfig;
  readonly inputs: number;
  readonly parameters: readonly NamedArray[];
  readonly backend: "auto" | BackendName;
  readonly threads?: BackendOptions["threads"] | undefined;
}

/** Runs `work` with a network that has these parameters, on a backend of its own that is destroyed afterwards. */
export async function withNetwork<Result>(
  { config, inputs, parameters, backend: name, threads = config.threads }: Stored,
  work: (network: Network, backend: Backend) => Promise<Result>,
): Promise<Result> {
  const options = { threads, shape: networkShape(config, inputs), batchSize: config.training.batchSize };
  const { backend } = await createBackend(name, options);
  try {
    const network = buildNetwork(backend, withoutAccumulators(config), inputs);
    await network.writeParameters(parameters);
    return await work(network, backend);
  } finally {
    await backend.destroy();
  }
}
