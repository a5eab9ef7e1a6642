/** Answers of the role `serve` about why a run's network answers so. */
import { NetworkError } from "../../core/errors";
import type { At } from "../../protocol/at";
import type { ParsedParams, RequestResult } from "../../protocol/requests";
import { changesOf } from "../views/explain/changes";
import { dependenceOf } from "../views/explain/dependence";
import { carryingUnitsOf, classSaliencyOf, predictedAnswer, saliencyOf } from "../views/explain/examples";
import type { Explained } from "../views/explain/explained";
import { columnsOf } from "../views/explain/features";
import { importanceOf } from "../views/explain/importance";
import type { Moment, RunNetwork } from "../views/runNetwork";
import { checkpointOf } from "./requestedOutputs";

/** Multiplications of an importance: some seconds. With more columns or weights, fewer examples are used. */
const multiplications = 2e10;
/** Fewer examples say nothing. */
const fewest = 100;

export class Explanations {
  constructor(private readonly network: RunNetwork) {}

  importance({ at, most, ...params }: ParsedParams<"importance">): Promise<RequestResult<"importance">> {
    return this.at(at, (explained) => {
      const { dataset, network } = explained;
      const columns = columnsOf(dataset).length;
      const fitting = Math.floor(multiplications / (columns * params.repeats * network.parameters));
      if (fitting < fewest) throw new NetworkError("no-columns/many", { columns });
      return importanceOf(explained, { ...params, most: Math.min(most, fitting) });
    });
  }

  dependence({ at, answer: given, ...params }: ParsedParams<"dependence">): Promise<RequestResult<"dependence">> {
    return this.at(at, async (explained) => {
      const answer = given ?? Math.max(0, (explained.dataset.classNames?.length ?? 1) - 1);
      return { answer, ...(await dependenceOf(explained, { ...params, answer })) };
    });
  }

  changes({ at, ...params }: ParsedParams<"changes">): Promise<RequestResult<"changes">> {
    return this.at(at, (explained) => changesOf(explained, params));
  }

  saliency({ at, answer: given, ...params }: ParsedParams<"saliency">): Promise<RequestResult<"saliency">> {
    return this.at(at, async (explained) => {
      const answer = given ?? (await predictedAnswer(explained, params));
      return { answer, ...(await saliencyOf(explained, { ...params, answer })) };
    });
  }

  classSaliency({ at, ...params }: ParsedParams<"classSaliency">): Promise<RequestResult<"classSaliency">> {
    return this.at(at, (explained) => classSaliencyOf(explained, params));
  }

  carryingUnits({ at, answer: given, ...params }: ParsedParams<"carryingUnits">) {
    return this.at(at, async (explained): Promise<Omit<RequestResult<"carryingUnits">, keyof Moment>> => {
      const answer = given ?? (await predictedAnswer(explained, params));
      return { answer, ...(await carryingUnitsOf(explained, { ...params, answer })) };
    });
  }

  private at<Result>(at: At | undefined, work: (explained: Explained) => Promise<Result>): Promise<Moment & Result> {
    return this.network.withWeights(checkpointOf(at), work);
  }
}
