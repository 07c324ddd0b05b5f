import type {
  ConstDirectiveNode,
  FieldDefinitionNode,
  ObjectTypeDefinitionNode,
  SelectionSetNode,
} from 'graphql'
import { getNamedType, isObjectType, Kind, parse, print, visit } from 'graphql'
import type { Blueprint } from '../kit/federation/blueprint.ts'
import type { HonestSubgraph } from '../kit/federation/subgraph.ts'
import type { Tape } from '../kit/federation/tape.ts'
import type { Condition, JudgedCaller, RuleTable } from '../kit/slowJudge.ts'
import { OWNED_BY } from './accessGateway.ts'

export interface ProtectedWorld {
  readonly subgraphs: readonly HonestSubgraph[]
  readonly rules: RuleTable
}

type AnyOf = readonly (readonly string[])[]

const SCOPES = ['developer', 'partner', 'staff'] as const
const POLICIES = ['open', 'trusted'] as const
const CLAIM = 'things'

/** Draws rules for the fields and types of each subgraph by itself, and writes them into its schema. */
export function drawRules(
  tape: Tape,
  blueprint: Blueprint,
  subgraphs: readonly HonestSubgraph[],
): ProtectedWorld {
  const readings = listReadings(subgraphs)
  const read = new Set(readings.flatMap((reading) => reading.read))
  const stated = subgraphs.map(({ sdl }) => drawForSubgraph(tape, blueprint, sdl, read))
  const table = new Map<string, readonly Condition[]>()
  for (const one of stated) for (const [at, conditions] of one) append(table, at, conditions)
  // Composition demands that what is computed from a field is at least as protected; it says so itself.
  for (const { reader, owner, read } of readings) {
    const inherited = read.flatMap((at) => table.get(at) ?? [])
    append(stated[owner] ?? new Map(), reader, inherited)
    append(table, reader, inherited)
  }
  // What an interface object states of a field, it states of that field of every implementation.
  for (const [at, conditions] of table) {
    if (!at.startsWith('Node.')) continue
    for (const { name } of blueprint.entities.filter(({ isNode }) => isNode))
      append(table, at.replace('Node', name), conditions)
  }
  return {
    subgraphs: subgraphs.map((subgraph, at) => ({
      ...subgraph,
      sdl: writeRules(subgraph.sdl, stated[at] ?? new Map()),
    })),
    rules: table,
  }
}

export function drawCaller(tape: Tape, blueprint: Blueprint): JudgedCaller {
  const ids = blueprint.entities.flatMap(({ name }) => [0, 1, 2].map((number) => `${name}-${number}`))
  return {
    hasToken: tape.chance(75),
    scopes: tape.pickSome(SCOPES),
    policies: tape.pickSome(POLICIES),
    owned: tape.chance(70) ? { [CLAIM]: tape.pickSome(ids) } : {},
  }
}

function append(
  table: Map<string, readonly Condition[]>,
  at: string,
  conditions: readonly Condition[],
): void {
  if (conditions.length > 0) table.set(at, [...(table.get(at) ?? []), ...conditions])
}

function drawForSubgraph(
  tape: Tape,
  blueprint: Blueprint,
  sdl: string,
  read: ReadonlySet<string>,
): Map<string, readonly Condition[]> {
  const rules = new Map<string, readonly Condition[]>()
  for (const definition of parse(sdl).definitions) {
    if (definition.kind === Kind.ENUM_TYPE_DEFINITION && tape.chance(8))
      rules.set(definition.name.value, drawConditions(tape))
    if (definition.kind !== Kind.OBJECT_TYPE_DEFINITION) continue
    const type = definition.name.value
    const isObjectOfInterface = hasDirective(definition.directives, 'interfaceObject')
    if (type !== 'Query' && !isObjectOfInterface && tape.chance(6)) rules.set(type, drawConditions(tape))
    for (const field of definition.fields ?? []) {
      const at = `${type}.${field.name.value}`
      if (hasDirective(field.directives, 'external') || !tape.chance(chanceOf(field))) continue
      // What is owned object by object is not read by others here: that has tests of its own.
      const isEntity = blueprint.entities.some(({ name }) => name === type)
      const owner: readonly Condition[] =
        isEntity && !read.has(at) && !isKey(field) && tape.chance(30) ? [{ kind: 'owner', claim: CLAIM }] : []
      rules.set(at, tape.chance(70) || owner.length === 0 ? [...drawConditions(tape), ...owner] : owner)
    }
  }
  return rules
}

/** In percent. What an interface has too is protected more often, for there several types' rules meet. */
function chanceOf(field: FieldDefinitionNode): number {
  if (isKey(field)) return 4
  return field.name.value === 'rank' || field.name.value === 'extra' ? 60 : 25
}

function isKey({ name }: FieldDefinitionNode): boolean {
  return name.value === 'id' || name.value === 'code'
}

function hasDirective(directives: readonly ConstDirectiveNode[] | undefined, name: string): boolean {
  return directives?.some((directive) => directive.name.value === name) === true
}

function drawConditions(tape: Tape): readonly Condition[] {
  const drawn: Condition[] = []
  if (tape.chance(40)) drawn.push({ kind: 'token' })
  if (tape.chance(50)) drawn.push({ kind: 'scopes', anyOf: drawAnyOf(tape, SCOPES) })
  if (tape.chance(25)) drawn.push({ kind: 'policies', anyOf: drawAnyOf(tape, POLICIES) })
  return drawn.length > 0 ? drawn : [{ kind: 'token' }]
}

function drawAnyOf(tape: Tape, names: readonly [string, ...string[]]): AnyOf {
  return Array.from({ length: 1 + tape.number(2) }, () => [...new Set([tape.pick(names), tape.pick(names)])])
}

/** A field with `@requires`: the subgraph that computes it, and the coordinates and types that it reads. */
interface FieldReading {
  readonly reader: string
  readonly owner: number
  readonly read: readonly string[]
}

function listReadings(subgraphs: readonly HonestSubgraph[]): readonly FieldReading[] {
  return subgraphs.flatMap(({ sdl }, owner) =>
    objectsOf(sdl).flatMap((type) =>
      (type.fields ?? []).flatMap((field) => {
        const argument = field.directives?.find(({ name }) => name.value === 'requires')?.arguments?.[0]
        if (argument?.value.kind !== Kind.STRING) return []
        const set = parseSelection(argument.value.value)
        const reader = `${type.name.value}.${field.name.value}`
        return [{ reader, owner, read: listRead(set, type.name.value, subgraphs) }]
      }),
    ),
  )
}

function listRead(
  set: SelectionSetNode,
  typeName: string,
  subgraphs: readonly HonestSubgraph[],
): readonly string[] {
  return set.selections.flatMap((selection) => {
    if (selection.kind !== Kind.FIELD) return []
    const [named = ''] = subgraphs.flatMap(({ schema }) => {
      const type = schema.getType(typeName)
      const field = isObjectType(type) ? type.getFields()[selection.name.value] : undefined
      return field ? [getNamedType(field.type).name] : []
    })
    const below = selection.selectionSet ? listRead(selection.selectionSet, named, subgraphs) : []
    return [`${typeName}.${selection.name.value}`, named, ...below]
  })
}

function parseSelection(text: string): SelectionSetNode {
  const [definition] = parse(`{${text}}`).definitions
  if (definition?.kind !== Kind.OPERATION_DEFINITION) throw new Error(`expected a selection, got ${text}`)
  return definition.selectionSet
}

function objectsOf(sdl: string): readonly ObjectTypeDefinitionNode[] {
  return parse(sdl).definitions.filter((definition) => definition.kind === Kind.OBJECT_TYPE_DEFINITION)
}

/** The schema with the rules as directives. */
function writeRules(sdl: string, rules: RuleTable): string {
  let type = ''
  const written = visit(parse(sdl), {
    EnumTypeDefinition: (node) => withRules(node, rules.get(node.name.value)),
    ObjectTypeDefinition: {
      enter: (node) => {
        type = node.name.value
      },
      leave: (node) => withRules(node, rules.get(node.name.value)),
    },
    InterfaceTypeDefinition: () => false,
    FieldDefinition: (node) => withRules(node, rules.get(`${type}.${node.name.value}`)),
  })
  const imports = '"@authenticated", "@requiresScopes", "@policy", "@composeDirective", '
  return `${print(written).replace('import: [', `import: [${imports}`)}\n${OWNED_BY}`
}

function withRules<Node extends { readonly directives?: readonly ConstDirectiveNode[] | undefined }>(
  node: Node,
  conditions: readonly Condition[] = [],
): Node {
  return conditions.length === 0
    ? node
    : { ...node, directives: [...(node.directives ?? []), ...writeDirectives(conditions)] }
}

function writeDirectives(conditions: readonly Condition[]): readonly ConstDirectiveNode[] {
  const anyOf = (kind: 'scopes' | 'policies') =>
    conditions.flatMap((condition) => (condition.kind === kind ? [condition.anyOf] : []))
  const scopes = anyOf('scopes')
  const policies = anyOf('policies')
  const owner = conditions.find(({ kind }) => kind === 'owner')
  const text = [
    ...(conditions.some(({ kind }) => kind === 'token') ? ['@authenticated'] : []),
    ...(scopes.length > 0 ? [`@requiresScopes(scopes: ${JSON.stringify(conjunction(scopes))})`] : []),
    ...(policies.length > 0 ? [`@policy(policies: ${JSON.stringify(conjunction(policies))})`] : []),
    ...(owner ? [`@ownedBy(claim: "${CLAIM}", field: "id")`] : []),
  ]
  const [definition] = parse(`scalar S ${text.join(' ')}`).definitions
  return definition?.kind === Kind.SCALAR_TYPE_DEFINITION ? (definition.directives ?? []) : []
}

/** A directive can stand once on a field, so several ORs become the one that is their AND. */
function conjunction(all: readonly AnyOf[]): AnyOf {
  return all.reduce<AnyOf>(
    (some, anyOf) => some.flatMap((left) => anyOf.map((right) => [...new Set([...left, ...right])])),
    [[]],
  )
}
