import type { OperationDefinitionNode, SelectionSetNode } from 'graphql'
import { print, stripIgnoredCharacters, visit } from 'graphql'

/** A selection set that several fetches of a call may share, of entities at different positions or of the root. */
export interface Part {
  readonly id: number
  readonly selectionSet: SelectionSetNode
  readonly isOfEntities: boolean
  /** Where its variables are defined. */
  readonly definition: OperationDefinitionNode
  /** Names of the variables that `@fromContext` fills. */
  readonly contexts: readonly string[]
}

/** The constant text of one request; what varies goes into its variables. */
export interface Composed {
  readonly query: string
  /** `{"query":...,"variables":` */
  readonly bodyHead: string
  /** The response key of each part's entities; undefined for a part that starts at the root. */
  readonly keys: readonly (string | undefined)[]
  /** The name of each part's variable of representations. */
  readonly representations: readonly string[]
  /** The names of each part's context variables in the request, by the planner's names. */
  readonly contexts: readonly ReadonlyMap<string, string>[]
  /** The planner's names of the client's variables that are used. */
  readonly variables: readonly string[]
}

/** Composes requests from parts, remembering each combination: which parts have entities to fetch depends on the data. */
export function createComposer(): (parts: readonly Part[]) => Composed {
  const known = new Map<string, Composed>()
  return (parts) => {
    const key = parts.map(({ id }) => id).join()
    const composed = known.get(key) ?? composeParts(parts)
    if (known.size < MAX_COMPOSITIONS) known.set(key, composed)
    return composed
  }
}

const MAX_COMPOSITIONS = 64

function composeParts(parts: readonly Part[]): Composed {
  const names = parts.map((part, index) => namePart(part, parts.length === 1 ? '' : String(index)))
  const used = parts.map(({ selectionSet }) => listVariables(selectionSet))
  const query = composeQuery(parts, names, used)
  const contexts = new Set(parts.flatMap((part) => part.contexts))
  return {
    query,
    bodyHead: `{"query":${JSON.stringify(query)},"variables":`,
    keys: names.map(({ key }) => key),
    representations: names.map(({ representations }) => representations),
    contexts: names.map((name) => name.contexts),
    variables: [...new Set(used.flatMap((variables) => [...variables]))].filter(
      (name) => !contexts.has(name),
    ),
  }
}

/** The names of one part in a request; with an empty suffix those of the Federation specification. */
interface Names {
  readonly key: string | undefined
  readonly representations: string
  readonly contexts: ReadonlyMap<string, string>
}

function namePart({ isOfEntities, contexts }: Part, suffix: string): Names {
  const isAlone = suffix === ''
  return {
    key: isOfEntities ? (isAlone ? '_entities' : `_e${suffix}`) : undefined,
    representations: isAlone ? 'representations' : `_r${suffix}`,
    contexts: new Map(contexts.map((name) => [name, isAlone ? name : `_v${suffix}_${name}`])),
  }
}

function listVariables(set: SelectionSetNode): ReadonlySet<string> {
  const names = new Set<string>()
  visit(set, { Variable: ({ name }) => void names.add(name.value) })
  return names
}

function composeQuery(
  parts: readonly Part[],
  names: readonly Names[],
  used: readonly ReadonlySet<string>[],
): string {
  const texts = parts.map((part, index) => composePart(part, names[index]))
  const variables = new Map(parts.flatMap((part, index) => defineVariables(part, names[index], used[index])))
  const definitions = variables.size === 0 ? '' : `(${[...variables.values()].join(',')})`
  const operation = parts[0]?.definition.operation ?? 'query'
  const keyword = operation === 'query' && definitions === '' ? '' : operation
  return stripIgnoredCharacters(`${keyword}${definitions}{${texts.join(' ')}}`)
}

function composePart({ selectionSet, isOfEntities }: Part, names: Names | undefined): string {
  const text = print(renameVariables(selectionSet, names?.contexts ?? new Map()))
  // Without its braces: fields of the root stand beside the entities.
  if (!isOfEntities) return text.slice(1, -1)
  const alias = names?.key === '_entities' ? '' : `${names?.key}:`
  return `${alias}_entities(representations:$${names?.representations})${text}`
}

function renameVariables(set: SelectionSetNode, names: ReadonlyMap<string, string>): SelectionSetNode {
  if (names.size === 0) return set
  return visit(set, {
    Variable: (node) => {
      const value = names.get(node.name.value)
      return value === undefined ? undefined : { ...node, name: { ...node.name, value } }
    },
  })
}

function defineVariables(
  { definition, isOfEntities }: Part,
  names: Names | undefined,
  used: ReadonlySet<string> | undefined,
): readonly (readonly [string, string])[] {
  const ours = isOfEntities
    ? [[names?.representations ?? '', `$${names?.representations}:[_Any!]!`] as const]
    : []
  const theirs = (definition.variableDefinitions ?? []).flatMap(({ variable, type, defaultValue }) => {
    const planned = variable.name.value
    if (!used?.has(planned)) return []
    const name = names?.contexts.get(planned) ?? planned
    return [
      [
        name,
        `$${name}:${print(type)}${defaultValue === undefined ? '' : `=${print(defaultValue)}`}`,
      ] as const,
    ]
  })
  return [...ours, ...theirs]
}
