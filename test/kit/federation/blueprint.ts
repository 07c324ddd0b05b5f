import type { Tape } from './tape.ts'

/** A random federation as plain data: what exists, and which subgraphs own it. */
export interface Blueprint {
  readonly subgraphs: number
  readonly entities: readonly Entity[]
  readonly roots: readonly Field[]
  readonly mutations: readonly Field[]
  /** By subgraph: which entities its part of the union has. */
  readonly unions: readonly (readonly string[])[]
  /** The last subgraph knows none of the entities, but all that are nodes as one `@interfaceObject`. */
  readonly hasInterfaceObject: boolean
}

export interface Entity {
  readonly name: string
  /** By subgraph: the `@key`s that it declares. The first subgraph declares every key, so that it can exchange them. */
  readonly keys: readonly (readonly string[])[]
  /** Whether it implements the interface `Node`. */
  readonly isNode: boolean
  readonly fields: readonly Field[]
}

export interface Field {
  readonly name: string
  readonly type: TypeRef
  readonly owners: readonly number[]
  /** Takes `add: Int = 1` and `opt: Opt`. */
  readonly hasArgument: boolean
  readonly requires?: Requirement | undefined
  /** The field of the entity behind this one that its owner `@provides`. */
  readonly provides?: string | undefined
  /** Fails for some objects. */
  readonly isBroken: boolean
}

/** What a field `@requires`: a selection, the field that it names, and the arguments that its resolver gets. */
export interface Requirement {
  readonly selection: string
  readonly field: string
  readonly args: Readonly<Record<string, number>>
}

export interface TypeRef {
  readonly named: string
  /** The type with `T` in the place of its name: `[T!]!`. */
  readonly shape: string
}

const SCALARS = ['Int', 'String', 'Boolean', 'Colour', 'Json'] as const
/** What `add` is where it is not written. */
export const DEFAULT_ADD = 1

const SHAPES = ['T', 'T!', '[T]', '[T!]!', '[T]!', '[[T!]]'] as const

export function drawBlueprint(tape: Tape): Blueprint {
  const full = 2 + tape.number(3)
  const names = ['E0', 'E1', 'E2', 'E3'].slice(0, 2 + tape.number(3))
  const drawn = names.map((name) => drawEntity(tape, name, names, full))
  const hasNodes = drawn.some(({ isNode }) => isNode)
  const hasInterfaceObject = hasNodes && tape.chance(40)
  const subgraphs = full + (hasInterfaceObject ? 1 : 0)
  return {
    subgraphs,
    entities: drawn.map((entity) => ({
      ...entity,
      fields: entity.fields.map((field) => drawProvision(tape, field, drawn)),
    })),
    unions: listNumbers(full).map(() => [names[0] ?? 'E0', ...tape.pickSome(names.slice(1))]),
    roots: [
      ...listNumbers(2 + tape.number(4)).map((index) =>
        drawProvision(
          tape,
          drawRoot(tape, `r${index}`, ['Any', ...names, ...(hasNodes ? ['Node'] : [])], full),
          drawn,
        ),
      ),
      ...(hasInterfaceObject ? [{ ...drawRoot(tape, 'nodes', ['Node'], 1), owners: [full] }] : []),
    ],
    mutations: listNumbers(tape.number(4)).map((index) =>
      drawProvision(tape, drawRoot(tape, `m${index}`, ['Any', ...names], full), drawn),
    ),
    hasInterfaceObject,
  }
}

function drawEntity(tape: Tape, name: string, names: readonly string[], subgraphs: number): Entity {
  const style = tape.pick(['id', 'id', 'id code', 'either'])
  const fields: Field[] = []
  for (const index of listNumbers(2 + tape.number(5))) {
    fields.push(drawField(tape, `f${index}`, names, subgraphs, fields))
  }
  const required = new Set(fields.flatMap(({ requires }) => (requires ? [requires.field] : [])))
  return {
    name,
    keys: listNumbers(subgraphs).map((subgraph) => drawKeys(tape, style, subgraph)),
    isNode: style === 'id' && tape.chance(60),
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
    requires,
    isBroken: tape.chance(15),
  }
}

function drawRequirement(tape: Tape, owner: number, earlier: readonly Field[]): Requirement | undefined {
  const isFit = (field: Field) =>
    !field.owners.includes(owner) && !field.requires && (isScalarField(field) || field.type.named === 'Value')
  const [first, ...rest] = earlier.filter(isFit)
  if (first === undefined) return undefined
  const { name, type, hasArgument } = tape.pick([first, ...rest])
  const below = type.named === 'Value' ? ' { p }' : ''
  if (!hasArgument) return { selection: `${name}${below}`, field: name, args: {} }
  if (tape.chance(40)) return { selection: `${name}${below}`, field: name, args: { add: DEFAULT_ADD } }
  const add = tape.number(3)
  return { selection: `${name}(add: ${add})${below}`, field: name, args: { add } }
}

/** Lets a field that leads to another entity give one of that entity's fields along. */
function drawProvision(tape: Tape, field: Field, entities: readonly Entity[]): Field {
  const [owner, ...others] = field.owners
  const target = entities.find(({ name }) => name === field.type.named)
  if (owner === undefined || others.length > 0 || target === undefined || !tape.chance(40)) return field
  const isFit = (candidate: Field) =>
    isScalarField(candidate) &&
    !candidate.requires &&
    !candidate.hasArgument &&
    !candidate.owners.includes(owner)
  const [first, ...rest] = target.fields.filter(isFit)
  return first === undefined ? field : { ...field, provides: tape.pick([first, ...rest]).name }
}

function isScalarField({ type }: Field): boolean {
  return SCALARS.some((scalar) => scalar === type.named)
}

function drawRoot(tape: Tape, name: string, targets: readonly string[], subgraphs: number): Field {
  const named = targets[tape.number(targets.length)] ?? 'E0'
  const type = { named, shape: tape.pick(SHAPES) }
  return { name, type, owners: [tape.number(subgraphs)], hasArgument: tape.chance(20), isBroken: false }
}

export function listNumbers(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index)
}
