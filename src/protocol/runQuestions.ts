/**
 * What a training process and a run folder both answer, in the same words: the one of now, the other of what is kept.
 */
import { diagramParams, diagramResult } from "./diagramRequest";
import { costSurfaceParams, costSurfaceResult, surfaceParams, surfaceResult } from "./planeRequests";
import { weightParams, weightResult } from "./weightRequests";

export const runQuestions = {
  /**
   * The weights of one layer, no larger than `rows` × `columns`: a larger matrix is averaged over cells. With
   * `pictures` the incoming weights of single units are asked for in full: [units, inputs], at most `rows` units from
   * `first` on.
   */
  weights: { params: weightParams, result: weightResult },
  /** The network as textbooks draw it. */
  diagram: { params: diagramParams, result: diagramResult },
  /** Of a network with two inputs. */
  surface: { params: surfaceParams, result: surfaceResult },
  costSurface: { params: costSurfaceParams, result: costSurfaceResult },
} as const;
export type RunQuestion = keyof typeof runQuestions;
