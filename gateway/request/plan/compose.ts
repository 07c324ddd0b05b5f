import type { SelectionSetNode } from 'graphql'
import { print, stripIgnoredCharacters, visit } from 'graphql'
import type { Fetch } from './fetches.ts'

/** Fetches of one call that ask the same thing, of entities in different places or of the root. */
export interface Part {
  readonly id: number
  readonly fetches: readonly Fetch[]
  readonly fetch: Fetch
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
  /** What each part's context variables are called. */
  readonly contexts: readonly ReadonlyMap<string, string>[]
  /** The planner's names of the client's variables that are used. */
  readonly variables: readonly string[]
}

/** Composes requests from parts, remembering each combination: which parts have something to ask depends on the data. */
export function createComposer(): (parts: readonly Part[]) => Composed {
  const known = new Map<string, Composed>()
  return (parts) => {
    const key = parts.map(({ id }) => id).join()
    const composed = known.get(key) ?? compose(parts)
    if (known.size < MAX_COMBINATIONS) known.set(key, composed)
    return composed
  }
}

const MAX_COMBINATIONS = 64

function compose(parts: readonly Part[]): Composed {
  const [only] = parts
  const isAlone = parts.length === 1 && only !== undefined
  const contexts = parts.map(
    (part, index) => new Map(part.contexts.map((name) => [name, isAlone ? name : `_v${index}_${name}`])),
  )
  const query = isAlone ? only.fetch.node.operation : composeQuery(parts, contexts)
  const contextNames = new Set(parts.flatMap((part) => part.contexts))
  const used = new Set(parts.flatMap(({ fetch }) => fetch.node.variableUsages ?? []))
  return {
    query,
    bodyHead: `{"query":${JSON.stringify(query)},"variables":`,
    keys: parts.map(({ fetch }, index) =>
      fetch.requires === undefined ? undefined : isAlone ? '_entities' : `_e${index}`,
    ),
    representations: parts.map((_, index) => (isAlone ? 'representations' : `_r${index}`)),
    contexts,
    variables: [...used].filter((name) => !contextNames.has(name) && name !== 'representations'),
  }
}

function composeQuery(parts: readonly Part[], contexts: readonly ReadonlyMap<string, string>[]): string {
  const selections = parts.map((part, index) => composeSelection(part, index, contexts[index] ?? new Map()))
  const definitions = composeDefinitions(parts, contexts)
  return stripIgnoredCharacters(
    `query${definitions.length === 0 ? '' : `(${definitions.join(',')})`}{${selections.join(' ')}}`,
  )
}

function composeSelection({ fetch }: Part, index: number, contexts: ReadonlyMap<string, string>): string {
  const text = print(renameVariables(fetch.selectionSet, contexts))
  // The braces go: fields of the root stand beside the entities.
  if (fetch.requires === undefined) return text.slice(1, -1)
  return `_e${index}:_entities(representations:$_r${index})${text}`
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

function composeDefinitions(
  parts: readonly Part[],
  contexts: readonly ReadonlyMap<string, string>[],
): readonly string[] {
  const definitions = new Map<string, string>()
  parts.forEach(({ fetch }, index) => {
    for (const { variable, type, defaultValue } of fetch.definition.variableDefinitions ?? []) {
      const planned = variable.name.value
      const name = planned === 'representations' ? `_r${index}` : (contexts[index]?.get(planned) ?? planned)
      const initial = defaultValue === undefined ? '' : `=${print(defaultValue)}`
      definitions.set(name, `$${name}:${print(type)}${initial}`)
    }
  })
  return [...definitions.values()]
}
