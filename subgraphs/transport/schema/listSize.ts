/** How large an answer can be, for the gateway's estimate of cost: a list with `first`. */
export const FIRST_SIZE = '@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)'

/** Of a list whose length no argument bounds: what it can reach. */
export function assumedSize(items: number): string {
  return `@listSize(assumedSize: ${items})`
}
