import { Kind, parse, type SelectionSetNode } from 'graphql'

/** The fields of a key, those of nested objects below them. */
export type FieldTree = ReadonlyMap<string, FieldTree>

/** Reads a key as a schema states it: "id place { lat }". */
export function parseKeyFields(text: string): FieldTree {
  const [definition] = parse(`{${text}}`, { noLocation: true }).definitions
  return definition?.kind === Kind.OPERATION_DEFINITION ? fieldTreeOf(definition.selectionSet) : new Map()
}

function fieldTreeOf({ selections }: SelectionSetNode): FieldTree {
  return new Map(
    selections.flatMap((node) =>
      node.kind === Kind.FIELD
        ? [
            [
              node.name.value,
              node.selectionSet === undefined ? new Map() : fieldTreeOf(node.selectionSet),
            ] as const,
          ]
        : [],
    ),
  )
}

/** The name that drops the entity of a type with this key, the same whatever the order of the key's fields. */
export function nameKey(type: string, key: unknown): string {
  return `k:${type}:${JSON.stringify(sortFields(key))}`
}

/** The name that drops the entities of a type of which a key with these fields is not known. */
export function nameUnknownKey(type: string, key: unknown): string {
  return `u:${type}:${JSON.stringify(outline(key))}`
}

function outline(value: unknown): unknown {
  if (value instanceof Map) return outline(Object.fromEntries(value))
  if (Array.isArray(value)) return outline(value[0])
  if (typeof value !== 'object' || value === null) return {}
  return sortFields(Object.fromEntries(Object.entries(value).map(([name, part]) => [name, outline(part)])))
}

export function nameTag(tag: string): string {
  return `g:${tag}`
}

/** The fields of a key, picked from a representation; undefined where it does not have all of them. */
export function pickKey(value: unknown, key: FieldTree): unknown {
  if (key.size === 0) return value
  if (Array.isArray(value)) return value.map((item) => pickKey(item, key))
  if (typeof value !== 'object' || value === null) return value
  const fields = new Map(Object.entries(value))
  const picked = [...key].map(([name, below]) => [name, pickKey(fields.get(name), below)] as const)
  return picked.some(([, part]) => part === undefined) ? undefined : Object.fromEntries(picked)
}

/** Fills "parish-{$key.area.id}" from `$key`; undefined where a value is missing. */
export function fillFormat(format: string, scope: Readonly<Record<string, unknown>>): string | undefined {
  let isWhole = true
  const text = format.replace(/\{\s*\$([^}]*?)\s*\}/g, (_, path: string) => {
    const value = path.split('.').reduce<unknown>(readPathField, scope)
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return String(value)
    isWhole = false
    return ''
  })
  return isWhole ? text : undefined
}

function readPathField(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  return Object.entries(value).find(([key]) => key === name)?.[1]
}

function sortFields(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortFields)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([name, part]) => [name, sortFields(part)]))
}
