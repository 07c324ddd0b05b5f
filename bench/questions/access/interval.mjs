/** @param {readonly number[]} values */
export function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

/** The mean with its 95 % interval by Student's t. @param {readonly number[]} values two or more */
export function meanInterval(values) {
  const middle = mean(values)
  const freedom = values.length - 1
  const variance = values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / freedom
  const reach = studentQuantile(freedom) * Math.sqrt(variance / values.length)
  return { middle, low: middle - reach, high: middle + reach }
}

/** 97.5 % of Student's distribution lie below; Cornish and Fisher's expansion, right to 0.002 from 9 degrees on. */
function studentQuantile(freedom) {
  const z = 1.959964
  const first = (z ** 3 + z) / 4
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384
  return z + first / freedom + second / freedom ** 2 + third / freedom ** 3
}
