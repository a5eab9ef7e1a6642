/** The names of metrics on the page: those of the registry, translated. */
import { metrics } from "../../src/core/metricRegistry";
import type { MetricName } from "../../src/core/names";
import { t } from "./l10n";

export const metricTitle = (name: MetricName): string => t(metrics[name].title);
/** Returns the abbreviation shown beside a value. */
export const metricShort = (name: MetricName): string => t(metrics[name].short);
