import { GraphQLError } from 'graphql'

/** Input that cannot be answered: names the argument, what was expected and what came. */
export function inputError(argument: string, expected: string, came: unknown): GraphQLError {
  return new GraphQLError(`${argument}: expected ${expected}; got ${JSON.stringify(came)}.`, {
    extensions: { code: 'BAD_USER_INPUT', argument },
  })
}

/** A source of which nothing could be read since the start. */
export function sourceUnavailable(feedId: string): GraphQLError {
  return new GraphQLError(`Nothing has been read from the source "${feedId}" yet.`, {
    extensions: { code: 'SOURCE_UNAVAILABLE', feed: feedId },
  })
}
