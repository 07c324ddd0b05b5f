import type { ConstDirectiveNode, FieldDefinitionNode } from 'graphql'
import { stringArgument } from '../../kit/graphql/linkedDirectives.ts'
import type { SubgraphDocument, TypeInSubgraph } from '../../schema/compose/document.ts'
import { keySelectionsOf } from '../../schema/compose/owners.ts'
import { createFinding, type Finding, type FindingLevel } from '../findings.ts'
import { placeOf } from '../live/locate.ts'
import { federationName } from './federationName.ts'
import type { Proposal } from './proposal.ts'

/** What other bureaus and the planner rely on, of which clients see nothing: keys, who may answer, what is needed. */
export function checkContract({ current, proposed, live }: Proposal): readonly Finding[] {
  if (!current) return []
  const others = live.subgraphs.filter(({ name }) => name !== proposed.name)
  return [...current.types.values()].flatMap((type) => {
    const next = proposed.types.get(type.name)
    return [
      ...checkKeys(type, next, others),
      ...(next
        ? type.fields.flatMap((field) => checkField(field, { type, next, current, proposed, others }))
        : []),
    ]
  })
}

function checkKeys(
  type: TypeInSubgraph,
  next: TypeInSubgraph | undefined,
  others: readonly SubgraphDocument[],
): readonly Finding[] {
  const kept = new Set(next ? keySelectionsOf(next).map(normalise) : [])
  return keySelectionsOf(type)
    .filter((key) => !kept.has(normalise(key)))
    .map((key) => {
      const users = others.filter(({ types }) => keysOf(types.get(type.name)).includes(normalise(key)))
      return tell('key-removed', type.name, users.length > 0 ? 'error' : 'warning', {
        node: next?.node ?? type.node,
        detail: key,
        message: `The key "${key}" goes${users.length > 0 ? ': other bureaus know the entity by it' : ''}.`,
        users,
      })
    })
}

interface FieldContext {
  readonly type: TypeInSubgraph
  readonly next: TypeInSubgraph
  readonly current: SubgraphDocument
  readonly proposed: SubgraphDocument
  readonly others: readonly SubgraphDocument[]
}

function checkField(field: FieldDefinitionNode, context: FieldContext): readonly Finding[] {
  const { type, next, current, proposed, others } = context
  const coordinate = `${type.name}.${field.name.value}`
  const now = next.fields.find(({ name }) => name.value === field.name.value)
  const sharers = others.filter(({ types }) =>
    types.get(type.name)?.fields.some(({ name }) => name.value === field.name.value),
  )
  if (!now) {
    if (sharers.length === 0) return []
    const message = 'It is no longer answered here; others still do, so plans can get longer.'
    return [
      tell('field-answered-elsewhere', coordinate, 'warning', { node: next.node, message, users: sharers }),
    ]
  }
  const found: Finding[] = []
  if (isShareable(current, type, field) && !isShareable(proposed, next, now)) {
    const level = sharers.length > 0 ? 'error' : 'warning'
    const message = `@shareable goes${sharers.length > 0 ? ': others answer the field too' : ': no other bureau may answer the field any more'}.`
    found.push(tell('shareable-removed', coordinate, level, { node: now, message, users: sharers }))
  }
  for (const name of ['requires', 'provides', 'external']) {
    const [was, is] = [fieldsOf(current, field, name), fieldsOf(proposed, now, name)]
    if (was === is) continue
    const message = `@${name} was ${was ?? 'absent'} and is ${is ?? 'absent'}: plans of those who ask for it change.`
    found.push(tell(`${name}-changed`, coordinate, 'warning', { node: now, message, users: [] }))
  }
  return found
}

function isShareable(subgraph: SubgraphDocument, type: TypeInSubgraph, field: FieldDefinitionNode): boolean {
  const name = federationName(subgraph, 'shareable')
  const bears = (directives: readonly ConstDirectiveNode[] | undefined) =>
    directives?.some((one) => one.name.value === name) ?? false
  return bears(field.directives) || type.nodes.some(({ directives }) => bears(directives))
}

/** The selection of a directive, "" for one without; null where the field does not bear it. */
function fieldsOf(subgraph: SubgraphDocument, field: FieldDefinitionNode, name: string): string | null {
  const known = federationName(subgraph, name)
  const directive = field.directives?.find((one) => one.name.value === known)
  return directive ? `"${normalise(stringArgument(directive, 'fields') ?? '')}"` : null
}

function keysOf(type: TypeInSubgraph | undefined): readonly string[] {
  return type ? keySelectionsOf(type).map(normalise) : []
}

function normalise(selection: string): string {
  return selection
    .replaceAll(/[\s,]+/g, ' ')
    .replaceAll(/\s*([{}])\s*/g, ' $1 ')
    .trim()
}

function tell(
  rule: string,
  coordinate: string,
  level: FindingLevel,
  {
    node,
    message,
    users,
    detail,
  }: {
    node: Parameters<typeof placeOf>[0]
    message: string
    users: readonly SubgraphDocument[]
    detail?: string
  },
): Finding {
  const hits = users.map(({ name }) => ({ kind: 'subgraph' as const, name }))
  return createFinding({
    rule,
    class: 'contract',
    level,
    coordinate,
    place: placeOf(node),
    message,
    hits,
    detail,
  })
}
