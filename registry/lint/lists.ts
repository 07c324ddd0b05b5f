import { Kind, print, type FieldDefinitionNode, type InputValueDefinitionNode } from 'graphql'
import { findAccessNames, isPublic, readFieldRule } from '../../schema/access/fieldRule.ts'
import type { SubgraphDocument, TypeInSubgraph } from '../../schema/compose/document.ts'
import { namedTypeOf } from '../../schema/compose/owners.ts'
import type { Complaint } from './subject.ts'
import { listMembers, type Member } from './subject.ts'

/** The grammar that all lists share: docs/decisions/0061. */
export function checkListArguments(subgraph: SubgraphDocument): readonly Complaint[] {
  return listMembers(subgraph).flatMap((member) => {
    const item = itemOf(subgraph, member)
    if (!item) return []
    const missing = expectedArguments(item).filter((argument) => !hasArgument(member.node, argument))
    if (missing.length === 0) return []
    const message = `expected the arguments of a list; ${missing.join(', ')} missing.`
    return [{ coordinate: member.coordinate, node: member.node, message }]
  })
}

/** What is listed, where the bureau knows more of it than its name. */
function itemOf({ types }: SubgraphDocument, { kind, returns }: Member): TypeInSubgraph | undefined {
  return kind === 'field' && returns.endsWith('Connection')
    ? types.get(returns.slice(0, -'Connection'.length))
    : undefined
}

function expectedArguments({ name, fields }: TypeInSubgraph): readonly string[] {
  const isPlaced = fields.some((field) => field.name.value === 'place')
  return [
    'first: Int',
    'after: String',
    'last: Int',
    'before: String',
    'ids: [ID!]',
    `filter: ${name}Filter`,
    `sort: [${name}Sort!]`,
    ...(isPlaced ? ['within: BoundingBoxInput', 'near: PositionInput', 'withinMetres: Int'] : []),
  ]
}

function hasArgument(node: Member['node'], expected: string): boolean {
  if (node.kind !== Kind.FIELD_DEFINITION) return false
  return (node.arguments ?? []).some(
    (argument) => `${argument.name.value}: ${print(argument.type)}` === expected,
  )
}

/** A list in the order of a field, or of what fits it, tells the field to whoever may not see it. */
export function checkListFields(subgraph: SubgraphDocument): readonly Complaint[] {
  const names = findAccessNames(subgraph.document)
  const isProtected = (field: FieldDefinitionNode) => !isPublic(readFieldRule(field.directives, names))
  return [...subgraph.types.values()].flatMap((type) => {
    const item = subgraph.types.get(type.name.replace(/(?:SortField|Filter)$/, ''))
    if (!item || item === type) return []
    const find = (name: string) => item.fields.find((field) => capitals(field.name.value) === name)
    const complaints: Complaint[] = []
    const complain = (node: Complaint['node'], name: string, message: string) =>
      complaints.push({ coordinate: `${type.name}.${name}`, node, message })
    for (const value of type.values) {
      const name = value.name.value
      const field = find(name)
      if (name !== 'ID' && name !== 'DISTANCE' && !field)
        complain(value, name, `expected ID, DISTANCE or a field of ${item.name} in capitals; got ${name}.`)
      if (field && isProtected(field))
        complain(value, name, `expected a field that everybody may see; ${field.name.value} is protected.`)
    }
    for (const input of type.inputFields.filter((one) => !isDeprecated(one))) {
      const name = input.name.value
      const field = find(capitals(name))
      const message =
        field && isProtected(field)
          ? `expected nothing that a protected field tells; ${name} is one.`
          : complainOfFilter(subgraph, input)
      if (message !== null) complain(input, name, message)
    }
    return complaints
  })
}

/** `feeMop` is FEE_MOP. */
function capitals(name: string): string {
  return name.replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase()
}

function complainOfFilter({ types }: SubgraphDocument, input: InputValueDefinitionNode): string | null {
  const name = input.name.value
  const type = namedTypeOf(input.type)
  if (type === 'Boolean' && !/^(is|has|on|open)[A-Z]/.test(name))
    return `expected a name that begins with is or has, such as isFree; got ${name}.`
  if (types.get(type)?.kind === 'enum' && input.type.kind !== Kind.LIST_TYPE)
    return `expected a list, such as kinds: [VenueKind!], so that one can ask for several; got ${print(input.type)}.`
  return null
}

function isDeprecated({ directives }: InputValueDefinitionNode): boolean {
  return (directives ?? []).some(({ name }) => name.value === 'deprecated')
}
