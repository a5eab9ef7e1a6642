/** Requests that both a training process, for its present weights, and a run folder, for saved ones, answer alike. */
import { diagramParams, diagramResult } from "./diagramRequest";
import { costSurfaceParams, costSurfaceResult, surfaceParams, surfaceResult } from "./planeRequests";
import { weightParams, weightResult } from "./weightRequests";

export const runQuestions = {
  /**
   * The weights of one layer, at most `rows` × `columns`: a larger matrix is averaged over cells. With `pictures` the
   * complete incoming weights of single units: [units, inputs], at most `rows` units starting at `first`.
   */
  weights: { params: weightParams, result: weightResult },
  /** The network as a textbook diagram. */
  diagram: { params: diagramParams, result: diagramResult },
  /** The surface of a network with two inputs. */
  surface: { params: surfaceParams, result: surfaceResult },
  costSurface: { params: costSurfaceParams, result: costSurfaceResult },
} as const;
export type RunQuestion = keyof typeof runQuestions;
