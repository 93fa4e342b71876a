/** The value below which `share` (0 to 1) of the samples lie. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = samples.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const median = (samples: readonly number[]): number => percentile(samples, 0.5)

/** One line of the report. */
export interface Figure {
  what: string
  value: string
  goal: string
}

/** `12.3 ms` */
export const inMs = (value: number): string => `${value.toFixed(1)} ms`
