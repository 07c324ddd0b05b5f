/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

/** @param {readonly number[]} values */
export function spread(values) {
  return { median: median(values), min: Math.min(...values), max: Math.max(...values) }
}

/** `12.3 (11.9–12.8)`; one value stands alone. */
export function printSpread({ median, min, max }, digits = 1) {
  if (min === max) return printNumber(median, digits)
  return `${printNumber(median, digits)} (${printNumber(min, digits)}–${printNumber(max, digits)})`
}

export function printNumber(value, digits = 1) {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
