import type { Tape } from './federationTape.ts'

/** A random federation as plain data: what exists, and which subgraphs own it. */
export interface Blueprint {
  readonly subgraphs: number
  readonly entities: readonly Entity[]
  readonly roots: readonly Field[]
  /** By subgraph: which entities its part of the union has. */
  readonly unions: readonly (readonly string[])[]
}

export interface Entity {
  readonly name: string
  /** By subgraph: the `@key`s that it declares. The first subgraph declares every key, so that it can exchange them. */
  readonly keys: readonly (readonly string[])[]
  readonly isNode: boolean
  readonly fields: readonly Field[]
}

export interface Field {
  readonly name: string
  readonly type: TypeRef
  readonly owners: readonly number[]
  /** Takes `add: Int = 1`. */
  readonly hasArgument: boolean
  /** What it `@requires`, as a selection, and the field that this names. */
  readonly requires?: {
    readonly selection: string
    readonly field: string
    readonly args: Readonly<Record<string, number>>
  }
  /** Fails for some objects. */
  readonly isBroken: boolean
}

export interface TypeRef {
  readonly named: string
  /** The type with `T` in the place of its name: `[T!]!`. */
  readonly shape: string
}

const SCALARS = ['Int', 'String', 'Boolean', 'Colour'] as const
const SHAPES = ['T', 'T!', '[T]', '[T!]!', '[T]!', '[[T!]]'] as const

export function drawBlueprint(tape: Tape): Blueprint {
  const subgraphs = 2 + tape.number(3)
  const names = ['E0', 'E1', 'E2', 'E3'].slice(0, 2 + tape.number(3))
  const entities = names.map((name) => drawEntity(tape, name, names, subgraphs))
  const unions = listNumbers(subgraphs).map(() => [names[0] ?? 'E0', ...tape.pickSome(names.slice(1))])
  const nodes = entities.filter(({ isNode }) => isNode)
  const targets = [...names, 'Any', ...(nodes.length > 0 ? ['Node'] : [])]
  const roots = listNumbers(2 + tape.number(4)).map((index) =>
    drawRoot(tape, `r${index}`, targets, subgraphs),
  )
  return { subgraphs, entities: nodes.length > 0 ? entities : entities.map(withoutNodes), roots, unions }
}

function drawEntity(tape: Tape, name: string, names: readonly string[], subgraphs: number): Entity {
  const style = tape.pick(['id', 'id', 'id code', 'either'])
  const fields: Field[] = []
  for (const index of listNumbers(2 + tape.number(5)))
    fields.push(drawField(tape, `f${index}`, names, subgraphs, fields))
  const required = new Set(fields.flatMap(({ requires }) => (requires ? [requires.field] : [])))
  return {
    name,
    keys: listNumbers(subgraphs).map((subgraph) => drawKeys(tape, style, subgraph)),
    isNode: style !== 'either' && tape.chance(60),
    // An input that fails is another question than the one that is asked, and has cases of its own.
    fields: fields.map((field) => (required.has(field.name) ? { ...field, isBroken: false } : field)),
  }
}

function drawKeys(tape: Tape, style: string, subgraph: number): readonly string[] {
  if (style !== 'either') return [style]
  return subgraph === 0 ? ['id', 'code'] : [tape.pick(['id', 'code'])]
}

function drawField(
  tape: Tape,
  name: string,
  names: readonly string[],
  subgraphs: number,
  earlier: readonly Field[],
): Field {
  const owner = tape.number(subgraphs)
  const requires = tape.chance(30) ? drawRequirement(tape, owner, earlier) : undefined
  const isScalar = requires !== undefined || tape.chance(60)
  const named = isScalar ? tape.pick(SCALARS) : tape.pick(['Value', 'Any', ...names])
  const isShared = !requires && named !== 'Any' && tape.chance(20)
  return {
    name,
    type: { named, shape: tape.pick(SHAPES) },
    owners: isShared ? [...new Set([owner, tape.number(subgraphs)])] : [owner],
    hasArgument: tape.chance(30),
    ...(requires && { requires }),
    isBroken: tape.chance(15),
  }
}

function drawRequirement(tape: Tape, owner: number, earlier: readonly Field[]): Field['requires'] {
  const isFit = ({ owners, type, requires }: Field) =>
    !owners.includes(owner) && !requires && SCALARS.some((scalar) => scalar === type.named)
  const [first, ...rest] = earlier.filter(isFit)
  if (first === undefined) return undefined
  const { name, hasArgument } = tape.pick([first, ...rest])
  if (!hasArgument) return { selection: name, field: name, args: {} }
  const add = tape.number(3)
  return { selection: `${name}(add: ${add})`, field: name, args: { add } }
}

function drawRoot(tape: Tape, name: string, targets: readonly string[], subgraphs: number): Field {
  const named = targets[tape.number(targets.length)] ?? 'E0'
  const type = { named, shape: tape.pick(SHAPES) }
  return { name, type, owners: [tape.number(subgraphs)], hasArgument: tape.chance(20), isBroken: false }
}

function withoutNodes(entity: Entity): Entity {
  return { ...entity, isNode: false }
}

export function listNumbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index)
}
