import { isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql'
import type { ComposedProposal } from './proposal.ts'
import type { SchemaChange } from './schemaChanges.ts'

/** The name that a field or argument which went seems to have now: the one new sibling with the same type. */
export function findNewName(
  coordinate: string,
  changes: readonly SchemaChange[],
  { before, after }: ComposedProposal,
): string | null {
  const signature = signatureOf(before, coordinate)
  if (signature === null) return null
  const [first, second] = changes.filter(
    (change) =>
      ADDITIONS.has(change.rule) &&
      parentOf(change.coordinate) === parentOf(coordinate) &&
      signatureOf(after, change.coordinate) === signature,
  )
  return first === undefined || second !== undefined ? null : nameIn(first.coordinate)
}

const ADDITIONS = new Set(['field-added', 'input-field-added', 'field-argument-added'])

/** "first" of "Query.hospitals(first:)", "hospitals" of "Query.hospitals". */
export function nameIn(coordinate: string): string {
  return /(\w+)(?::\))?$/.exec(coordinate)?.[1] ?? coordinate
}

function parentOf(coordinate: string): string {
  return coordinate.replace(/\w+(?::\))?$/, '')
}

/** A field's arguments and type as text, or an argument's type. */
function signatureOf(schema: GraphQLSchema, coordinate: string): string | null {
  const [typeName = '', fieldName = '', argumentName] = coordinate.split(/[.(:]/)
  const type = schema.getType(typeName)
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return null
  const field = type.getFields()[fieldName]
  if (!field) return null
  const args = 'args' in field ? field.args : []
  if (argumentName !== undefined) return String(args.find(({ name }) => name === argumentName)?.type ?? null)
  return `(${args.map(({ name, type: given }) => `${name}: ${String(given)}`).join(', ')}): ${String(field.type)}`
}
