import {
  parse,
  print,
  type DefinitionNode,
  type FieldDefinitionNode,
  type InputValueDefinitionNode,
} from 'graphql'

/** What clients see otherwise than before, by coordinate. */
export interface SchemaDiff {
  readonly added: readonly string[]
  readonly removed: readonly string[]
  readonly changed: readonly {
    readonly coordinate: string
    readonly before: string
    readonly after: string
  }[]
}

/** Compares two schemas as text: types, fields, arguments and values; descriptions are no change. */
export function diffSchemas(before: string, after: string): SchemaDiff {
  const [old, now] = [listParts(before), listParts(after)]
  return {
    added: [...now.keys()].filter((coordinate) => !old.has(coordinate)),
    removed: [...old.keys()].filter((coordinate) => !now.has(coordinate)),
    changed: [...now].flatMap(([coordinate, text]) => {
      const former = old.get(coordinate)
      return former === undefined || former === text ? [] : [{ coordinate, before: former, after: text }]
    }),
  }
}

/** Coordinate -> what is said of it. */
function listParts(sdl: string): ReadonlyMap<string, string> {
  const { definitions } = parse(sdl, { noLocation: true })
  return new Map(definitions.flatMap(listPartsOf))
}

function listPartsOf(definition: DefinitionNode): readonly (readonly [string, string])[] {
  if (!('name' in definition) || definition.name === undefined) return []
  const name = definition.name.value
  switch (definition.kind) {
    case 'ObjectTypeDefinition':
    case 'InterfaceTypeDefinition': {
      const interfaces = definition.interfaces?.map((one) => one.name.value).join(' & ')
      return [
        [name, interfaces ? `implements ${interfaces}` : ''],
        ...(definition.fields ?? []).flatMap((field) => listPartsOfField(name, field)),
      ]
    }
    case 'InputObjectTypeDefinition':
      return [
        [name, 'input'],
        ...(definition.fields ?? []).map(
          (field) => [`${name}.${field.name.value}`, signatureOf(field)] as const,
        ),
      ]
    case 'EnumTypeDefinition':
      return [
        [name, 'enum'],
        ...(definition.values ?? []).map(
          (value) => [`${name}.${value.name.value}`, directivesOf(value)] as const,
        ),
      ]
    case 'UnionTypeDefinition':
      return [[name, (definition.types ?? []).map((one) => one.name.value).join(' | ')]]
    case 'ScalarTypeDefinition':
      return [[name, 'scalar']]
    default:
      return []
  }
}

function listPartsOfField(type: string, field: FieldDefinitionNode): readonly (readonly [string, string])[] {
  const coordinate = `${type}.${field.name.value}`
  const signature = [print(field.type), directivesOf(field)].filter(Boolean).join(' ')
  const given = (field.arguments ?? []).map(
    (one) => [`${coordinate}(${one.name.value}:)`, signatureOf(one)] as const,
  )
  return [[coordinate, signature], ...given]
}

function signatureOf(value: InputValueDefinitionNode): string {
  const initial = value.defaultValue ? `= ${print(value.defaultValue)}` : ''
  return [print(value.type), initial, directivesOf(value)].filter(Boolean).join(' ')
}

function directivesOf({ directives }: Pick<FieldDefinitionNode, 'directives'>): string {
  return (directives ?? []).map(print).join(' ')
}
