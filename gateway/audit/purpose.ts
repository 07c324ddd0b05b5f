import type { IncomingHttpHeaders } from 'node:http'
import type { GraphQLFormattedError, FieldNode, SelectionSetNode } from 'graphql'
import { Kind } from 'graphql'
import { isSatisfied } from '../access/decideAccess.ts'
import type { Caller } from '../access/caller.ts'
import type { Touching } from './touched.ts'

/** Why the client asks, in its own words; null where it does not say. */
export function readPurpose(headers: IncomingHttpHeaders): string | null {
  const header = headers['x-purpose']
  if (typeof header !== 'string') return null
  // A header comes as bytes; purposes are written in Chinese and Portuguese too.
  const text = Buffer.from(header, 'latin1').toString('utf8')
  return (text.includes('\uFFFD') ? header : text).trim() || null
}

/** The caller without a purpose: without the scopes that open a bureau's own fields. */
export function withoutBureaus(caller: Caller): Caller {
  if (caller.kind === 'anonymous') return caller
  const scopes = [...caller.scopes].filter((scope) => !scope.startsWith('bureau:'))
  return scopes.length === caller.scopes.size ? caller : { ...caller, scopes: new Set(scopes) }
}

/** The denied fields that this caller may see with a purpose, having all else that they need. */
export function listWithheld(
  { graph: { rules }, fields, denied }: Touching,
  caller: Caller,
): ReadonlySet<FieldNode> {
  const opened = rules.requirements.map((requirement) => isSatisfied(requirement, caller))
  const isWithheld = ([node, indexes]: readonly [FieldNode, readonly number[]]) =>
    denied.has(node) && indexes.every((index) => opened[index] === true)
  return new Set([...fields].filter(isWithheld).map(([node]) => node))
}

const MESSAGE = 'needs a purpose: say in the x-purpose header why you ask.'

/** The answer's errors, with those that come of a missing purpose saying so. */
export function explainMissingPurpose(
  errors: readonly GraphQLFormattedError[],
  root: SelectionSetNode,
  withheld: ReadonlySet<FieldNode>,
): readonly GraphQLFormattedError[] {
  if (withheld.size === 0) return errors
  return errors.map((error) => {
    if (error.extensions?.code !== 'UNAUTHORIZED_FIELD_OR_TYPE') return error
    const nodes = nodesAt(root, error.path ?? [])
    const [node] = nodes
    if (!node || !nodes.every((one) => withheld.has(one))) return error
    return { ...error, message: `The field ${node.name.value} ${MESSAGE}` }
  })
}

/** The fields of an operation that answer under a path of response keys. */
function nodesAt(root: SelectionSetNode, path: readonly (string | number)[]): readonly FieldNode[] {
  const keys = path.filter((element) => typeof element === 'string')
  const [first = '', ...others] = keys
  return others.reduce((nodes, key) => fieldsNamed(nodes.flatMap(setOf), key), fieldsNamed([root], first))
}

function setOf({ selectionSet }: FieldNode): readonly SelectionSetNode[] {
  return selectionSet ? [selectionSet] : []
}

function fieldsNamed(sets: readonly SelectionSetNode[], key: string): readonly FieldNode[] {
  return sets.flatMap(({ selections }) =>
    selections.flatMap((selection): readonly FieldNode[] => {
      if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsNamed([selection.selectionSet], key)
      if (selection.kind !== Kind.FIELD) return []
      return (selection.alias ?? selection.name).value === key ? [selection] : []
    }),
  )
}
