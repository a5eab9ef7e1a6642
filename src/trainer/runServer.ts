/** The role `serve RUN`: answers from the folder of a run, finished or not. */
import { NetworkError } from "../core/errors";
import type { ParsedParams, RequestResult, WeightPicture } from "../protocol/requests";
import { type Manifest, readManifest } from "../runs/manifest";
import { exportTo } from "./exportRun";
import { difference, layerShape, pictureOf, startOf } from "./pictures";
import { predictionsAsCsv, predictionsAsJson } from "./predictionText";
import { predictRun } from "./predictRun";
import { readWeights } from "./runWeights";
import { keptStart } from "./startWeights";
import { verifyRun } from "./verifyRun";
import { writeOut } from "./writeOut";

type Params = ParsedParams<"epochWeights">;

export class RunServer {
  private manifest: Promise<Manifest> | undefined;

  constructor(private readonly folder: string) {}

  async epochWeights(params: Params): Promise<WeightPicture> {
    const { layer, what, epoch } = params;
    if (what === "gradient" || what === "update") {
      throw new NetworkError("run", "not-kept", `${what}: a run folder keeps weights alone; ask for weights or change`);
    }
    this.manifest ??= readManifest(this.folder);
    const { config, data } = await this.manifest;
    const shape = layerShape(config, data.inputs, layer);
    const start = async () =>
      (await keptStart(this.folder))?.find(({ name }) => name === `W${layer}`)?.values ?? startOf(config, layer, shape);
    const { W, at } =
      epoch === 0 ? { W: await start(), at: { epoch: 0, batch: 0 } } : await this.weightsOf(layer, epoch);
    return pictureOf(what === "change" ? difference(W, await start()) : W, shape, params, at);
  }

  async predict({ input, out }: ParsedParams<"predict">): Promise<RequestResult<"predict">> {
    const predictions = await predictRun(this.folder, input, { which: "best", stdin: nothing() });
    const isJson = /\.jsonl?$/i.test(out);
    await writeOut(out, isJson ? predictionsAsJson(predictions) : predictionsAsCsv(predictions));
    return { count: predictions.count };
  }

  async export({ format, out }: ParsedParams<"export">): Promise<RequestResult<"export">> {
    return { files: await exportTo(this.folder, format, { which: "best", out }) };
  }

  verify(): Promise<RequestResult<"verify">> {
    return verifyRun(this.folder);
  }

  private async weightsOf(layer: number, epoch: number | undefined) {
    const { arrays, state } = await readWeights(this.folder, epoch ?? "best");
    const W = arrays.find(({ name }) => name === `W${layer}`)?.values;
    if (W) return { W, at: state };
    throw new NetworkError("run", "parameter-shape", `${this.folder}: W${layer} is missing; train again`);
  }
}

/** A child process has no stdin. */
async function* nothing(): AsyncGenerator<Uint8Array> {}
