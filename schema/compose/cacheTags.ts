import {
  Kind,
  parse,
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  type SelectionSetNode,
} from 'graphql'
import { findDirectiveName, stringArgument } from '../../kit/graphql/linkedDirectives.ts'
import { positionOf, type SubgraphDocument, type TypeInSubgraph } from './document.ts'
import { keySelectionsOf } from './owners.ts'

/**
 * A tag names what is kept by the values in its format. By which of its keys an entity is known depends on the query: a
 * format that some key cannot fill would leave some copies of the entity without their tag. Composition checks none of it.
 */
export function checkCacheTags(subgraphs: readonly SubgraphDocument[]): string[] {
  return subgraphs.flatMap((subgraph) => {
    const name = findDirectiveName(subgraph.document, 'https://specs.apollo.dev/federation', 'cacheTag')
    if (name === null) return []
    return [...subgraph.types.values()].flatMap((type) => [
      ...checkTypeTags(type, name),
      ...type.fields.flatMap((field) => checkFieldTags(type, field, name)),
    ])
  })
}

function checkTypeTags(type: TypeInSubgraph, name: string): string[] {
  const keys = keySelectionsOf(type)
  return type.nodes.flatMap(({ directives }) =>
    formatsOf(directives, name).flatMap(({ format, at }) => {
      const say = (reason: string) =>
        `${positionOf(at)}: the tag "${format}" of ${type.name} cannot be told: ${reason}.`
      if (keys.length === 0) return [say(`${type.name} has no @key, and a tag is told by the key`)]
      return placeholdersOf(format).flatMap((placeholder) => {
        const [root, ...path] = placeholder.split('.')
        if (root !== '$key' || path.length === 0)
          return [say(`expected {$key.…} with a field of the key; got {${placeholder}}`)]
        return keys
          .filter((key) => !endsIn(key, path))
          .map((key) => say(`{${placeholder}} is not a value of its key "${key}", and must be of every key`))
      })
    }),
  )
}

function checkFieldTags(type: TypeInSubgraph, field: FieldDefinitionNode, name: string): string[] {
  return formatsOf(field.directives, name).flatMap(({ format, at }) => {
    const coordinate = `${type.name}.${field.name.value}`
    const say = (reason: string) =>
      `${positionOf(at)}: the tag "${format}" of ${coordinate} cannot be told: ${reason}.`
    if (type.name !== 'Query') return [say('only entity types and the fields of Query have tags')]
    const given = new Set(field.arguments?.map((argument) => argument.name.value))
    return placeholdersOf(format).flatMap((placeholder) => {
      const [root, argument = ''] = placeholder.split('.')
      if (root !== '$args') return [say(`expected {$args.…} with an argument; got {${placeholder}}`)]
      return given.has(argument) ? [] : [say(`the field has no argument "${argument}"`)]
    })
  })
}

function formatsOf(directives: readonly ConstDirectiveNode[] | undefined, name: string) {
  return (directives ?? []).flatMap((at) => {
    const format = at.name.value === name ? stringArgument(at, 'format') : null
    return format === null ? [] : [{ format, at }]
  })
}

/** What stands in braces, such as `$key.id`. */
function placeholdersOf(format: string): readonly string[] {
  return [...format.matchAll(/\{([^}]*)\}/g)].map(([, inner = '']) => inner.trim())
}

/** Whether a key, such as "id place { lat }", has a value at this path. */
function endsIn(key: string, path: readonly string[]): boolean {
  const [operation] = parse(`{ ${key} }`).definitions
  let set: SelectionSetNode | undefined =
    operation?.kind === Kind.OPERATION_DEFINITION ? operation.selectionSet : undefined
  for (const name of path) {
    const found = set?.selections.find((node) => node.kind === Kind.FIELD && node.name.value === name)
    if (found?.kind !== Kind.FIELD) return false
    set = found.selectionSet
  }
  return set === undefined
}
