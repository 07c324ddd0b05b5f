import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLOutputType,
} from 'graphql'
import type { Tape } from '../federation/tape.ts'
import type { Oracle } from '../oracle.ts'
import { drawArguments } from './drawArguments.ts'
import { createVariables, type Variables } from './variables.ts'

export interface DrawnOperation {
  readonly query: string
  readonly variables: Readonly<Record<string, unknown>>
}

interface Drawing {
  readonly tape: Tape
  readonly oracle: Oracle
  readonly variables: Variables
  /** The named fragments drawn so far, as text. */
  readonly fragments: string[]
  aliases: number
}

/** Where in an operation one is: how deep, and about how many objects stand at this place of an answer. */
interface Depth {
  readonly level: number
  readonly objects: number
}

const MAX_DEPTH = 6
/** What the test can look through in a moment; a deeper list of lists is asked for leaves alone. */
const MAX_OBJECTS = 1_500

type Field = GraphQLField<unknown, unknown>

/** An operation over the part of the graph that the oracle knows; the same tape draws the same. */
export function drawOperation(tape: Tape, oracle: Oracle): DrawnOperation {
  const drawing: Drawing = { tape, oracle, variables: createVariables(tape), fragments: [], aliases: 0 }
  const roots = knownFields(drawing, 'Query')
  const chosen = Array.from({ length: 1 + tape.number(3) }, () => roots[tape.number(roots.length)])
  const selections = chosen.map((field) => (field ? drawField(drawing, 'Query', field, TOP) : ''))
  const text = `query Drawn${drawing.variables.declarations()} { ${selections.join(' ')} }`
  return { query: [text, ...drawing.fragments].join('\n'), variables: drawing.variables.values() }
}

const TOP: Depth = { level: 0, objects: 1 }

/** Whether an operation may have the field: feeds change by the minute, and every bureau answers for its own. */
export function mayDraw(oracle: Oracle, typeName: string, field: Field): boolean {
  return `${typeName}.${field.name}` !== 'Query.feeds' && oracle.knows(typeName, field.name)
}

function knownFields({ oracle }: Drawing, typeName: string): readonly Field[] {
  const type = oracle.schema.getType(typeName)
  if (!isObjectType(type) && !isInterfaceType(type)) return []
  return Object.values(type.getFields()).filter((field) => mayDraw(oracle, typeName, field))
}

function drawField(drawing: Drawing, parent: string, field: Field, depth: Depth): string {
  const args = drawArguments(drawing.tape, drawing.variables, parent, field, depth.level)
  const alias = drawing.tape.chance(args === '' ? 15 : 60) ? `a${drawing.aliases++}: ` : ''
  const named = getNamedType(field.type)
  const below = { level: depth.level + 1, objects: depth.objects * sizeOf(field.type, args) }
  const selection = isLeafType(named) ? '' : ` ${drawSelectionSet(drawing, named, below)}`
  return `${alias}${field.name}${args}${drawCondition(drawing)}${selection}`
}

/** About how many objects a field gives for each one above it. */
function sizeOf(type: GraphQLOutputType, args: string): number {
  const bare = isNonNullType(type) ? type.ofType : type
  const first = Number(/\bfirst: (\d+)/.exec(args)?.[1] ?? 5)
  if (isListType(bare)) return args.includes('first') ? first : 8
  return getNamedType(type).name.endsWith('Connection') ? first : 1
}

function drawSelectionSet(drawing: Drawing, type: GraphQLNamedType, depth: Depth): string {
  const { tape } = drawing
  const leaves = depth.level >= MAX_DEPTH || depth.objects > MAX_OBJECTS
  const selections = Array.from({ length: 1 + tape.number(4) }, () =>
    drawSelection(drawing, type, depth, leaves),
  )
  // A place that may have a selection of nothing but directives still needs one field that is surely there.
  return `{ ${['__typename', ...selections].slice(tape.chance(50) ? 0 : 1).join(' ') || '__typename'} }`
}

function drawSelection(drawing: Drawing, type: GraphQLNamedType, depth: Depth, leaves: boolean): string {
  const { tape } = drawing
  if (isUnionType(type) || tape.chance(15)) return drawFragment(drawing, type, depth)
  const fields = knownFields(drawing, type.name).filter(
    (field) => !leaves || isLeafType(getNamedType(field.type)),
  )
  const field = fields[tape.number(fields.length)]
  return field ? drawField(drawing, type.name, field, depth) : '__typename'
}

/** An inline or a named fragment on the type itself, on one that it may be, or on one that it implements. */
function drawFragment(drawing: Drawing, type: GraphQLNamedType, depth: Depth): string {
  const { tape, oracle } = drawing
  const below = { level: depth.level + 1, objects: depth.objects }
  const possible = isAbstractType(type) ? oracle.schema.getPossibleTypes(type) : []
  const implemented = isObjectType(type) ? type.getInterfaces() : []
  const types = [type, ...possible, ...implemented]
  const on = types[tape.number(types.length)] ?? type
  const selection = drawSelectionSet(drawing, on, below)
  const condition = drawCondition(drawing)
  if (tape.chance(30)) {
    const name = `Part${drawing.fragments.length}`
    drawing.fragments.push(`fragment ${name} on ${on.name} ${selection}`)
    return `...${name}${condition}`
  }
  return on === type && tape.chance(30)
    ? `...${condition} ${selection}`
    : `... on ${on.name}${condition} ${selection}`
}

function drawCondition({ tape, variables }: Drawing): string {
  if (!tape.chance(12)) return ''
  const value = tape.chance(30) ? String(tape.chance(50)) : variables.add('Boolean!', tape.chance(60))
  return ` @${tape.pick(['include', 'skip'])}(if: ${value})`
}
