/**
 * Draws one of several after the other, each as often as its weight says; always the same ones in the same order.
 * @param {readonly number[]} weights
 * @returns {() => number}
 */
export function createDraw(weights) {
  const sums = []
  let total = 0
  for (const weight of weights) sums.push((total += weight))
  const random = createRandom(20_260_302)
  return () => findFirst(sums, random() * total)
}

/**
 * What is asked for by rank, by Zipf's law: the second half as often as the first, the third a third.
 * @param {number} count
 */
export function weighByRank(count) {
  return Array.from({ length: count }, (_, rank) => 1 / (rank + 1))
}

/** The first place at which the sums pass a value. */
function findFirst(sums, value) {
  let low = 0
  let high = sums.length - 1
  while (low < high) {
    const middle = (low + high) >> 1
    if (sums[middle] > value) high = middle
    else low = middle + 1
  }
  return low
}

/** Mulberry32, by Tommy Ettinger (public domain): numbers from 0 to 1 that are the same in every run. */
function createRandom(seed) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
