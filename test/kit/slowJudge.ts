import type { ExecutionResult, FieldNode, GraphQLObjectType, GraphQLSchema, SelectionSetNode } from 'graphql'
import { execute, getNamedType, GraphQLError, isCompositeType, isObjectType, Kind, parse } from 'graphql'
import { normaliseOperation } from '../../engine/operation/normaliseOperation.ts'
import type { Blueprint } from './federation/blueprint.ts'
import { readWorld } from './federation/world.ts'

/** One condition that a rule states. */
export type Condition =
  | { readonly kind: 'token' }
  | { readonly kind: 'scopes'; readonly anyOf: readonly (readonly string[])[] }
  | { readonly kind: 'policies'; readonly anyOf: readonly (readonly string[])[] }
  /** The caller's claim lists the object's id. */
  | { readonly kind: 'owner'; readonly claim: string }

/** Everything that every subgraph states of a field ("E0.f1") or a type ("E0"), all of which must hold. */
export type RuleTable = ReadonlyMap<string, readonly Condition[]>

export interface JudgedCaller {
  readonly hasToken: boolean
  readonly scopes: readonly string[]
  readonly policies: readonly string[]
  readonly owned: Readonly<Record<string, readonly string[]>>
}

export interface JudgedOperation {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

/**
 * What a caller must be answered: the whole world in one plain graph, asked of graphql-js alone, where each field first
 * looks up every rule that could concern it. Slow, without memory of anything, and written apart from the gateway.
 */
export async function askSlowJudge(
  schema: GraphQLSchema,
  blueprint: Blueprint,
  rules: RuleTable,
  { query, variables }: JudgedOperation,
  caller: JudgedCaller,
): Promise<ExecutionResult> {
  // Without named fragments every selection stands in one place.
  const { document, definition } = normaliseOperation(parse(query), undefined)
  const objects = Object.values(schema.getTypeMap()).filter(isObjectType)
  const root = objects.filter((type) => type === schema.getRootType(definition.operation))
  const places = listPlaces(definition.selectionSet, root, undefined, schema)
  return execute({
    schema,
    document,
    variableValues: variables,
    fieldResolver: (source, args, _context, { parentType, fieldName, fieldNodes, path }) => {
      const selections = places.filter(({ node }) => fieldNodes.includes(node))
      if (!selections.some((place) => mayAsk(place, rules, caller)))
        throw new GraphQLError(`denied at ${path.key}`)
      if (!ownsObject(rules.get(`${parentType.name}.${fieldName}`) ?? [], source, caller))
        throw new GraphQLError(`denied at ${path.key}`)
      return readWorld(blueprint, source, parentType.name, fieldName, args)
    },
  })
}

/** One selection of a field: the object types that can stand where it is asked, and the field above it. */
interface Place {
  readonly node: FieldNode
  readonly types: readonly GraphQLObjectType[]
  readonly above: Place | undefined
}

function listPlaces(
  set: SelectionSetNode,
  types: readonly GraphQLObjectType[],
  above: Place | undefined,
  schema: GraphQLSchema,
): readonly Place[] {
  return set.selections.flatMap((selection): readonly Place[] => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return []
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition?.name.value
      const fitting = types.filter((type) => condition === undefined || isA(type, condition, schema))
      return listPlaces(selection.selectionSet, fitting, above, schema)
    }
    const place = { node: selection, types, above }
    if (!selection.selectionSet) return [place]
    const returned = types.flatMap(
      (type) => getNamedType(type.getFields()[selection.name.value]?.type)?.name ?? [],
    )
    const below = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .filter((type) => returned.some((name) => isA(type, name, schema)))
    return [place, ...listPlaces(selection.selectionSet, below, place, schema)]
  })
}

/** A caller may ask for a field where it meets the rules of every type that could stand there, all the way down to it. */
function mayAsk({ node, types, above }: Place, rules: RuleTable, caller: JudgedCaller): boolean {
  if (above && !mayAsk(above, rules, caller)) return false
  return types.every((type) => {
    const returned = getNamedType(type.getFields()[node.name.value]?.type)?.name ?? ''
    const stated = [`${type.name}.${node.name.value}`, type.name, returned].flatMap(
      (at) => rules.get(at) ?? [],
    )
    return stated.every((condition) => holds(condition, caller))
  })
}

function isA(type: GraphQLObjectType, name: string, schema: GraphQLSchema): boolean {
  const other = schema.getType(name)
  if (!isCompositeType(other)) return false
  return other === type || (!isObjectType(other) && schema.isSubType(other, type))
}

function holds(condition: Condition, caller: JudgedCaller): boolean {
  switch (condition.kind) {
    case 'token':
      return caller.hasToken
    case 'scopes':
      return caller.hasToken && condition.anyOf.some((all) => all.every((one) => caller.scopes.includes(one)))
    case 'policies':
      return condition.anyOf.some((all) => all.every((one) => caller.policies.includes(one)))
    case 'owner':
      return true
  }
}

function ownsObject(conditions: readonly Condition[], object: unknown, caller: JudgedCaller): boolean {
  return conditions.every((condition) => {
    if (condition.kind !== 'owner') return true
    const id = typeof object === 'object' && object !== null && 'id' in object ? String(object.id) : ''
    return caller.hasToken && (caller.owned[condition.claim] ?? []).includes(id)
  })
}
