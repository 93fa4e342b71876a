/** A function and its argument as one expression that a page can evaluate. */
export const callOf = (run: (argument: never) => unknown, argument: unknown): string =>
  `(${run.toString()})(${JSON.stringify(argument) ?? 'undefined'})`
