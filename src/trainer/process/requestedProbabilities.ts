/** Answers requests about the probabilities of a run's network, and fits their temperature. */
import { NetworkError } from "../../core/errors";
import type { ParsedParams, RequestResult } from "../../protocol/requests";
import { requiredActivation } from "../experiment/probabilities";
import { calibrateRun, knownCalibration } from "../results/calibrateRun";
import { calibrationFigures, probabilitiesOf } from "../views/probabilities";
import type { RunNetwork } from "../views/runNetwork";
import { checkpointOf, type RequestedOutputs } from "./requestedOutputs";

export class RequestedProbabilities {
  constructor(
    private readonly folder: string,
    private readonly network: RunNetwork,
    private readonly requested: RequestedOutputs,
  ) {}

  async of(params: ParsedParams<"probabilities">): Promise<RequestResult<"probabilities">> {
    const { task, classNames, targets = [] } = await this.network.dataset();
    requiredActivation(task, (await this.network.config()).layers);
    const names = classNames ?? targets.map(({ name }) => name);
    const { set, of, at, outOfFold } = params;
    if (of >= names.length) throw new NetworkError("no-target", { target: of, outputs: names.length, names });
    const { z, examples, moment } = await this.requested.of(params);
    const { epoch, batch } = moment;
    const found = { epoch, batch, set, ...probabilitiesOf(z, examples, { task, of }) };
    const fitted = outOfFold === undefined ? await knownCalibration(this.folder, checkpointOf(at)) : undefined;
    if (!fitted) return found;
    const { temperature, set: fittedOn } = fitted;
    const calibrated = await this.network.outputs(set, checkpointOf(at), temperature);
    const figures = calibrationFigures(calibrated.z, examples, { task, of });
    return { ...found, calibrated: { temperature, fittedOn, ...figures } };
  }

  async fit({ at }: ParsedParams<"calibrate">): Promise<RequestResult<"calibrate">> {
    const { temperature, epoch, examples, bound } = await calibrateRun(this.folder, { checkpoint: checkpointOf(at) });
    return { temperature, epoch, examples, ...(bound && { bound }) };
  }
}
