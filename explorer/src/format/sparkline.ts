/** The box that a line of values is drawn in, stretched to wherever it stands. */
export const SPARK_BOX = '0 0 200 42'

/** The points of a line through all values from left to right, over those that are not known; level in the middle where all are one. */
export function sparkPoints(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null)
  const [low, high] = [Math.min(...known), Math.max(...known)]
  const step = 200 / Math.max(1, values.length - 1)
  return values
    .flatMap((value, index) =>
      value === null
        ? []
        : [`${index * step},${low === high ? 21 : 38 - ((value - low) / (high - low)) * 34}`],
    )
    .join(' ')
}
