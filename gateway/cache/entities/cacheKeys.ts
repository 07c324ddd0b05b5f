import { Kind, valueFromASTUntyped, type FieldNode, type SelectionSetNode, type ValueNode } from 'graphql'
import { fillFormat, nameKey, nameTag, nameUnknownKey, pickKey } from './keyNames.ts'
import type { FieldTags, CacheTags, TypeTags } from '../rules/cacheTags.ts'

/** The names that drop the entity of a representation: its keys and its cache tags. */
export function nameEntity(
  tags: TypeTags | undefined,
  type: string,
  representation: string,
): readonly string[] {
  if (tags === undefined) return []
  const key: unknown = JSON.parse(representation)
  const keys = tags.keys.map((tree) => {
    const picked = pickKey(key, tree)
    return picked === undefined ? nameUnknownKey(type, tree) : nameKey(type, picked)
  })
  return [...keys, ...nameTags(tags.formats, { key })]
}

/** The names that drop the root fields of a selection: the cache tags of each, by its arguments. */
export function nameRoot(
  tags: CacheTags | undefined,
  set: SelectionSetNode,
  values: ReadonlyMap<string, string>,
): readonly string[] {
  if (tags === undefined) return []
  return listSelected(set).flatMap((node) => {
    const field = tags.fields.get(node.name.value)
    if (field === undefined || field.formats.length === 0) return []
    return nameTags(field.formats, { args: readArguments(node, field, values) })
  })
}

function nameTags(formats: readonly string[], scope: Readonly<Record<string, unknown>>): readonly string[] {
  return formats.flatMap((format) => {
    const tag = fillFormat(format, scope)
    return tag === undefined ? [] : [nameTag(tag)]
  })
}

function listSelected({ selections }: SelectionSetNode): readonly FieldNode[] {
  return selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node]
    return node.kind === Kind.INLINE_FRAGMENT ? listSelected(node.selectionSet) : []
  })
}

function readArguments(node: FieldNode, { defaults }: FieldTags, values: ReadonlyMap<string, string>) {
  const given = (node.arguments ?? []).flatMap(({ name, value }) => {
    const read = readArgumentValue(value, values)
    return read === undefined ? [] : [[name.value, read] as const]
  })
  return Object.fromEntries([...defaults, ...given])
}

function readArgumentValue(value: ValueNode, values: ReadonlyMap<string, string>): unknown {
  if (value.kind !== Kind.VARIABLE) return valueFromASTUntyped(value, parsed(values))
  const text = values.get(value.name.value)
  return text === undefined ? undefined : JSON.parse(text)
}

function parsed(values: ReadonlyMap<string, string>): Record<string, unknown> {
  return Object.fromEntries([...values].map(([name, text]) => [name, JSON.parse(text)]))
}
