import { createJobMetrics, type JobMetricsOptions } from "./job-metrics.ts";
import type { Metric } from "./metric.ts";
import { prometheusText } from "./prometheus-text.ts";

/** The metrics of one manager. */
export interface Metrics {
  /** All of them in the text format of Prometheus. Calls at the same moment share one read of the store. */
  text(): Promise<string>;
}

/**
 * Creates the metrics of a manager.
 * @param others - what is measured elsewhere, and scraped with the jobs
 */
export function createMetrics(options: JobMetricsOptions, others: readonly Metric[]): Metrics {
  const jobs = createJobMetrics(options);
  let underWay: Promise<string> | undefined;

  return {
    text() {
      underWay ??= collect().finally(() => (underWay = undefined));
      return underWay;
    },
  };

  async function collect(): Promise<string> {
    return prometheusText([...(await jobs.collect()), ...others]);
  }
}
