/** The role `serve RUN`: answers requests from the folder of a run, finished or not. */
import { NetworkError } from "../../core/errors";
import { shiftsOf } from "../../data/columnEncoding";
import { dateInputs } from "../../data/dateColumn";
import { isMnist } from "../../data/mnistSource";
import { unusedColumns } from "../../data/newExamples";
import { pictureInputs } from "../../data/newPictures";
import type { At } from "../../protocol/at";
import type { ParsedParams, RequestResult, WeightPicture } from "../../protocol/requests";
import type { Handlers } from "../../protocol/serve";
import { type Manifest, readManifest } from "../../runs/manifest";
import type { CheckpointRef } from "../experiment/checkpointRef";
import { inputLayoutOf } from "../experiment/dataRecord";
import { classScores, confusionMatrix, filteredExamples, ofLabel, predictedClass } from "../experiment/predictions";
import { readSavedStart } from "../experiment/startWeights";
import { toTargetUnits } from "../experiment/targetUnits";
import { readWeights } from "../experiment/weights";
import { outOfFoldOf } from "../group/outOfFold";
import { when } from "../replay/when";
import { whenAnswer } from "../replay/whenAnswer";
import { exportTo } from "../results/exportRun";
import { writeOutputFile } from "../results/outputFile";
import { formatPredictions, isJsonFile } from "../results/predictionText";
import { predictRun } from "../results/predictRun";
import { verifyRun } from "../results/verifyRun";
import { classPredictions, digestOf, targetPredictions, weightDifference } from "../views/comparison";
import { diagramOf } from "../views/diagram";
import { findExample } from "../views/findExample";
import { meansOf } from "../views/inputMeans";
import { PlaneNetwork } from "../views/plane/planeNetwork";
import { readPath, readPlaneWeights } from "../views/plane/runPlane";
import { residualsOf } from "../views/residuals";
import { RunNetwork } from "../views/runNetwork";
import { RunSteps } from "../views/runSteps";
import { unitsOf } from "../views/units";
import { difference, layerShape, pictureOf, startOf } from "../views/weightPictures";
import { columnOf } from "./columnForm";
import { Explanations } from "./explanations";
import { RequestedMaps } from "./requestedMaps";
import { checkpointOf, type OutputsRequest, RequestedOutputs } from "./requestedOutputs";
import { RequestedProbabilities } from "./requestedProbabilities";

export class RunServer implements Handlers<"serve"> {
  private manifest: Promise<Manifest> | undefined;
  private readonly network: RunNetwork;
  private readonly steps: RunSteps;
  private readonly explanations: Explanations;
  private plane: PlaneNetwork | undefined;
  private readonly requested: RequestedOutputs;
  private readonly asked: RequestedProbabilities;
  private readonly maps: RequestedMaps;

  constructor(private readonly folder: string) {
    this.network = new RunNetwork(folder);
    this.explanations = new Explanations(this.network);
    this.requested = new RequestedOutputs(folder, this.network);
    this.asked = new RequestedProbabilities(folder, this.network, this.requested);
    this.maps = new RequestedMaps(this.network);
    this.steps = new RunSteps(folder, () => this.network.recorded());
  }

  importance = (params: ParsedParams<"importance">) => this.explanations.importance(params);
  dependence = (params: ParsedParams<"dependence">) => this.explanations.dependence(params);
  changes = (params: ParsedParams<"changes">) => this.explanations.changes(params);
  saliency = (params: ParsedParams<"saliency">) => this.explanations.saliency(params);
  classSaliency = (params: ParsedParams<"classSaliency">) => this.explanations.classSaliency(params);
  carryingUnits = (params: ParsedParams<"carryingUnits">) => this.explanations.carryingUnits(params);

  async weights(params: ParsedParams<"weights">): Promise<WeightPicture> {
    const { layer, what } = params;
    const checkpoint = checkpointOf(params.at);
    this.manifest ??= readManifest(this.folder);
    const { config, data } = await this.manifest;
    const shape = layerShape(config, data.inputs, layer);
    if (what === "gradient" || what === "update") {
      const { at, layers, basis } = await this.steps[what](checkpoint);
      return { ...pictureOf(layers[layer], shape, params, at), basis };
    }
    const start = async () =>
      (await readSavedStart(this.folder))?.find(({ name }) => name === `W${layer}`)?.values ??
      startOf(config, layer, shape);
    const { W, at } =
      checkpoint === 0 ? { W: await start(), at: { epoch: 0, batch: 0 } } : await this.weightsOf(layer, checkpoint);
    return pictureOf(what === "change" ? difference(W, await start()) : W, shape, params, at);
  }

  async units({ at }: ParsedParams<"units">): Promise<RequestResult<"units">> {
    return unitsOf(this.folder, checkpointOf(at), await this.network.recorded());
  }

  async diagram({ at, ...params }: ParsedParams<"diagram">): Promise<RequestResult<"diagram">> {
    const { arrays, state } = await readWeights(this.folder, checkpointOf(at));
    return diagramOf(await this.network.recorded(), arrays, state, params);
  }

  async example(params: ParsedParams<"example">): Promise<RequestResult<"example">> {
    return findExample(await this.network.dataset(), params);
  }

  async idColumns({ input }: ParsedParams<"idColumns">): Promise<RequestResult<"idColumns">> {
    return { columns: await unusedColumns(input, inputLayoutOf(await readManifest(this.folder))) };
  }

  async predict({ input, out, id }: ParsedParams<"predict">): Promise<RequestResult<"predict">> {
    const predictions = await predictRun(this.folder, input, { checkpoint: "best", stdin: nothing(), id });
    await writeOutputFile(out, formatPredictions(predictions, isJsonFile(out)));
    const { count, leftOut, leftOutSaid } = predictions;
    return { count, ...(leftOut && { leftOut, leftOutSaid }) };
  }

  async export({ format, out }: ParsedParams<"export">): Promise<RequestResult<"export">> {
    return { files: await exportTo(this.folder, format, { checkpoint: "best", out }) };
  }

  verify(): Promise<RequestResult<"verify">> {
    return verifyRun(this.folder);
  }

  async when({ condition, bisect }: ParsedParams<"when">): Promise<RequestResult<"when">> {
    const notes: string[] = [];
    const found = await when(this.folder, condition, { bisect, onNote: (note) => notes.push(note) });
    return whenAnswer(this.folder, condition, found, notes);
  }

  async data(): Promise<RequestResult<"data">> {
    const dataset = await this.network.dataset();
    const { task, classNames = [], targets = [], imageShape, inputNames, columns, train } = dataset;
    const sets = (["validation", "test", "train"] as const).flatMap((set) => {
      const examples = dataset[set];
      return examples ? [{ set, examples: examples.count }] : [];
    });
    const shifts = shiftsOf(columns);
    const inputs = Array.from(meansOf(train), (mean, i) => ({
      name: inputNames?.[i] ?? `input ${i}`,
      mean,
      ...(shifts?.[i] && { shift: shifts[i] }),
    }));
    const targetNames = targets.map(nameOf);
    const outOfFold = await outOfFoldOf(this.folder);
    return {
      task,
      sets,
      ...(outOfFold && { outOfFold }),
      classNames,
      targetNames,
      inputs,
      isMnist: isMnist(dataset),
      ...(imageShape && { imageShape }),
      ...(columns && { columns: columns.map(columnOf) }),
    };
  }

  async evaluation({ set, label, ...about }: ParsedParams<"evaluation">): Promise<RequestResult<"evaluation">> {
    const { z, examples, classNames, moment } = await this.classified({ set, ...about }, label);
    const confusion = confusionMatrix(z, examples, classNames.length);
    const right = confusion.reduce((sum, row, i) => sum + row[i], 0);
    return { ...moment, set, examples: examples.count, accuracy: right / examples.count, confusion };
  }

  async examples(params: ParsedParams<"examples">): Promise<RequestResult<"examples">> {
    const { set, first, count, label } = params;
    const { z, examples, moment, rows } = await this.classified(params, label);
    const { inputs, outputs, values, targets } = examples;
    const chosen = filteredExamples(z, examples, params);
    const shown = chosen.slice(first, first + count).map((index) => ({
      index: rows?.[index] ?? index,
      actual: targets[index],
      predicted: predictedClass(z, index, outputs),
      outputs: classScores(z, index, outputs),
      values: Float32Array.from(values.subarray(index * inputs, (index + 1) * inputs)),
    }));
    return { ...moment, set, total: chosen.length, first, examples: shown };
  }

  async residuals(params: ParsedParams<"residuals">): Promise<RequestResult<"residuals">> {
    const { task, targets } = await this.network.dataset();
    if (task !== "regression" || !targets) {
      throw new NetworkError("no-quantities", {});
    }
    const { z, examples, moment, rows } = await this.requested.of(params);
    const found = residualsOf(z, examples, targets, params);
    const { set } = params;
    if (!rows) return { ...momentOf(moment), set, ...found };
    const points = { ...found.points, index: found.points.index.map((i) => rows[i]) };
    const listed = found.examples.map((example) => ({ ...example, index: rows[example.index] }));
    return { ...momentOf(moment), set, ...found, points, examples: listed };
  }

  probabilities(params: ParsedParams<"probabilities">): Promise<RequestResult<"probabilities">> {
    return this.asked.of(params);
  }

  calibrate(params: ParsedParams<"calibrate">): Promise<RequestResult<"calibrate">> {
    return this.asked.fit(params);
  }

  layerMap(params: ParsedParams<"layerMap">): Promise<RequestResult<"layerMap">> {
    return this.maps.of(params);
  }

  async activations({ at, values }: ParsedParams<"activations">): Promise<RequestResult<"activations">> {
    const { inputs, targets } = await this.network.dataset();
    if (values.length !== inputs) {
      throw new NetworkError("bad-example", { values: values.length, inputs });
    }
    const { moment, layers } = await this.network.activations(values, checkpointOf(at));
    const z = layers[layers.length - 1];
    // The probabilities of a multi-label output have shift 0 and factor 1.
    const answers = [...(targets ? toTargetUnits(z, targets) : classScores(z, 0, z.length))];
    return { ...momentOf(moment), layers, answers };
  }

  async readPicture({ bytes, name }: ParsedParams<"readPicture">): Promise<RequestResult<"readPicture">> {
    this.manifest ??= readManifest(this.folder);
    const { values, isAnimated } = pictureInputs(bytes, name, inputLayoutOf(await this.manifest));
    return { values: Float32Array.from(values), isAnimated };
  }

  async readDate({ column: name, text }: ParsedParams<"readDate">): Promise<RequestResult<"readDate">> {
    this.manifest ??= readManifest(this.folder);
    const { columns = [] } = (await this.manifest).data;
    const column = columns.find((each) => each.name === name);
    if (column?.kind !== "date") throw new NetworkError("no-dates", { column: name });
    return { values: dateInputs(column, text, "Try It", false) };
  }

  async predictions({ set, at }: ParsedParams<"predictions">): Promise<RequestResult<"predictions">> {
    const { targets } = await this.network.dataset();
    const { z, examples, moment } = await this.network.outputs(set, checkpointOf(at));
    const evaluation = targets ? targetPredictions(z, examples, targets) : classPredictions(z, examples);
    return { ...momentOf(moment), set, examples: examples.count, digest: digestOf(examples), ...evaluation };
  }

  async inputs({ set, indices }: ParsedParams<"inputs">): Promise<RequestResult<"inputs">> {
    const { values, inputs } = await this.network.examples(set);
    return {
      values: indices.map((index) => Float32Array.from(values.subarray(index * inputs, (index + 1) * inputs))),
    };
  }

  weightDifference(params: ParsedParams<"weightDifference">): Promise<RequestResult<"weightDifference">> {
    const { at, otherAt, ...picture } = params;
    const checkpoints = { own: checkpointOf(at), other: checkpointOf(otherAt) };
    return weightDifference(this.folder, checkpoints, picture);
  }

  async surface(params: ParsedParams<"surface">): Promise<RequestResult<"surface">> {
    const { plane, weights } = await this.planeAt(params.at);
    return plane.surface(weights, params);
  }

  async costSurface(params: ParsedParams<"costSurface">): Promise<RequestResult<"costSurface">> {
    const { plane, weights } = await this.planeAt(params.at);
    return plane.costSurface(weights, params);
  }

  async neuronPath(): Promise<RequestResult<"neuronPath">> {
    return readPath(this.folder, await this.network.config());
  }

  private async planeAt(at: At | undefined) {
    const config = await this.network.config();
    this.plane ??= new PlaneNetwork(config, await this.network.dataset());
    return { plane: this.plane, weights: await readPlaneWeights(this.folder, checkpointOf(at)) };
  }

  /** @param label index of the label of a multi-label task, evaluated as two classes: 0 and 1 */
  private async classified(requested: OutputsRequest, label = 0) {
    const { task, classNames, targets = [] } = await this.network.dataset();
    if (task === "regression") {
      throw new NetworkError("no-classes", {});
    }
    if (task === "multi-label" && label >= targets.length) {
      throw new NetworkError("no-target", { target: label, outputs: targets.length, names: targets.map(nameOf) });
    }
    const { moment, z, examples, rows } = await this.requested.of(requested);
    const found = { classNames: classNames ?? [], moment: momentOf(moment), rows };
    if (task === "classification") return { z, examples, ...found };
    return { ...found, classNames: ["0", "1"], ...ofLabel(z, examples, label) };
  }

  private async weightsOf(layer: number, checkpoint: CheckpointRef) {
    const { arrays, state } = await readWeights(this.folder, checkpoint);
    const W = arrays.find(({ name }) => name === `W${layer}`)?.values;
    if (W) return { W, at: state };
    throw new NetworkError("parameter-shape/missing", { folder: this.folder, name: `W${layer}` });
  }
}

const nameOf = ({ name }: { name: string }) => name;

const momentOf = ({ epoch, batch }: { epoch: number; batch: number }) => ({ epoch, batch });

/** A child process has no stdin. */
async function* nothing(): AsyncGenerator<Uint8Array> {}
