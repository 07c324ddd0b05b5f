/** How large an answer can be, for the gateway's estimate of cost: a list with `first`. */
export const FIRST_SIZE = '@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)'
