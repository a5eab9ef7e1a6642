/** The role `inspect`: answers an editor's questions about configs and their data. */
import { listBackends } from "../../backends/select";
import { findData } from "../../data/suggest/folder";
import { type Handlers, serve } from "../../protocol/serve";
import { Sanity } from "../check/sanity";
import { suggestConfig } from "../check/suggestConfig";
import { writeSample } from "../check/writeSample";
import { version } from "../experiment/version";
import { exitWhenIdle } from "./exit";
import { DataInspector } from "./inspect";
import type { ParentPort } from "./parentPort";
import { Profiles } from "./profiles";

export function inspect(port: ParentPort): void {
  const inspector = new DataInspector();
  const sanity = new Sanity();
  const profiles = new Profiles();
  const handlers: Handlers<"inspect"> = {
    backends: () => listBackends(),
    summarizeData: ({ baseDir, data, ...goal }) => inspector.summarizeData(data, baseDir, goal),
    reading: ({ baseDir, data, ...goal }) => inspector.reading(data, baseDir, goal),
    startFacts: (params) => inspector.startFacts(params),
    columns: (params) => inspector.columns(params),
    arrays: (params) => inspector.arrays(params),
    epochTime: (params) => inspector.epochTime(params),
    profile: (params) => profiles.next(params),
    sanity: (params) => sanity.check(params),
    findData: ({ folder }) => findData(folder),
    writeSample: ({ kind, folder }) => writeSample(kind, folder),
    suggest: ({ path, folder, ...answers }) => suggestConfig(path, folder, answers),
  };
  serve(port, "inspect", handlers, { version, onClose: () => process.exit(), ...exitWhenIdle(port) });
}
