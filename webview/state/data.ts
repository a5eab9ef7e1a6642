/** The child process's description of a run's data. */
import type { RequestResult } from "../../src/protocol/requests";

export type DataDescription = RequestResult<"data">;
