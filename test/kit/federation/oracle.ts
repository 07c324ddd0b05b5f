import type { ExecutionResult, GraphQLResolveInfo, GraphQLSchema } from 'graphql'
import { execute, GraphQLError, parse } from 'graphql'
import type { Blueprint } from './blueprint.ts'
import { withOldFields } from './blueprint.ts'
import type { RandomOperation } from './operation.ts'
import { readWorld } from './world.ts'

type Path = GraphQLResolveInfo['path']

/** What graphql-js alone answers, over the same world and without any subgraph. */
export async function askOracle(
  schema: GraphQLSchema,
  blueprint: Blueprint,
  { query, variables, denied, labels }: RandomOperation,
): Promise<ExecutionResult> {
  const world = withOldFields(blueprint, ({ label }) => !labels.includes(label))
  return execute({
    schema,
    document: parse(query),
    variableValues: variables,
    fieldResolver: (source, args, _context, { parentType, fieldName, path }) => {
      if (denied.includes(writePath(path))) throw new GraphQLError('denied')
      return readWorld(world, source, parentType.name, fieldName, args)
    },
  })
}

/** As `museums.name`, whatever the index. */
function writePath({ prev, key }: Path): string {
  const above = prev ? writePath(prev) : ''
  if (typeof key === 'number') return above
  return above === '' ? key : `${above}.${key}`
}

interface Answer {
  readonly data?: unknown
  readonly errors?: readonly { readonly path?: readonly (string | number)[] | undefined }[] | undefined
}

/**
 * An answer in a form in which two right ones are equal: the data as text, so that order counts, and the places that
 * errors have made null. Which of several errors below one null is told, the specification leaves open.
 */
export function describeAnswer({ data, errors = [] }: Answer): {
  readonly data: string
  readonly nulled: readonly string[]
} {
  const nulled = new Set(errors.map(({ path = [] }) => JSON.stringify(untilNull(data, path))))
  return { data: JSON.stringify(data), nulled: [...nulled].sort() }
}

function untilNull(data: unknown, path: readonly (string | number)[]): readonly (string | number)[] {
  let value = data
  for (const [depth, key] of path.entries()) {
    if (value === null || typeof value !== 'object') return path.slice(0, depth)
    value = Object.getOwnPropertyDescriptor(value, key)?.value
  }
  return path
}
