/** How large an answer can be, for the gateway's estimate of cost: a connection, and a list with `first`. */
export const CONNECTION_SIZE =
  '@listSize(slicingArguments: ["first"], sizedFields: ["nodes", "edges"], requireOneSlicingArgument: false)'
export const FIRST_SIZE = '@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)'
