import { isInputObjectType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql'
import type { ComposedProposal } from './proposal.ts'
import type { SchemaChange } from './schemaChanges.ts'

/** The name that a field which went seems to have now: the one new field of its type that answers the same. */
export function findNewName(
  coordinate: string,
  changes: readonly SchemaChange[],
  { before, after }: ComposedProposal,
): string | null {
  const [type = '', field = ''] = coordinate.split('.')
  const signature = signatureOf(before, type, field)
  if (signature === null) return null
  const added = changes
    .filter(({ rule }) => rule === 'field-added' || rule === 'input-field-added')
    .map((change) => change.coordinate.split('.'))
    .filter(([owner, name = '']) => owner === type && signatureOf(after, type, name) === signature)
  const [[, name] = [], second] = added
  return second === undefined ? (name ?? null) : null
}

/** A field's arguments and type as text. */
function signatureOf(schema: GraphQLSchema, name: string, fieldName: string): string | null {
  const type = schema.getType(name)
  if (!isObjectType(type) && !isInterfaceType(type) && !isInputObjectType(type)) return null
  const field = type.getFields()[fieldName]
  if (!field) return null
  const args =
    'args' in field ? field.args.map((argument) => `${argument.name}: ${String(argument.type)}`) : []
  return `(${args.join(', ')}): ${String(field.type)}`
}
