/** The values at a path of an answer, "*" standing for each item of a list: `valuesAt(data, 'museums.nodes.*.id')`. */
export function valuesAt(value: unknown, path: string): readonly unknown[] {
  return path
    .split('.')
    .reduce<readonly unknown[]>((values, step) => values.flatMap((one) => take(one, step)), [value])
}

function take(value: unknown, step: string): readonly unknown[] {
  if (value === null || typeof value !== 'object') return []
  if (step === '*') return Object.values(value)
  return step in value ? [Reflect.get(value, step)] : []
}
