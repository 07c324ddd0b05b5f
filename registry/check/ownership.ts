import type { FieldDefinitionNode } from 'graphql'
import { stringArgument } from '../../kit/graphql/linkedDirectives.ts'
import type { SubgraphDocument } from '../../schema/compose/document.ts'
import { findOwners, keyFieldsOf, type Owners } from '../../schema/compose/owners.ts'
import { createFinding, type Finding } from '../findings.ts'
import { placeOf } from '../live/locate.ts'
import { federationName } from './federationName.ts'
import type { Proposal } from './proposal.ts'

/** What a bureau may not do alone: take another's field, add to another's entity, become its owner. */
export function checkOwnership(proposal: Proposal): readonly Finding[] {
  const { owners } = findOwners(proposal.live.subgraphs)
  return [
    ...findTakenFields(proposal),
    ...findContributions(proposal, owners),
    ...findChangedOwners(proposal, owners),
  ]
}

function findTakenFields(proposal: Proposal): readonly Finding[] {
  const { proposed, current } = proposal
  const known = new Set(current ? listOverrides(current).map(({ id }) => id) : [])
  return listOverrides(proposed)
    .filter(({ id }) => !known.has(id))
    .flatMap(({ coordinate, from, field }) =>
      needConsent(proposal, from, {
        rule: 'override-needs-consent',
        coordinate,
        field,
        message: `@override takes it from ${from}`,
      }),
    )
}

interface Override {
  readonly id: string
  readonly coordinate: string
  readonly from: string
  readonly field: FieldDefinitionNode
}

function listOverrides(subgraph: SubgraphDocument): readonly Override[] {
  const name = federationName(subgraph, 'override')
  return eachField(subgraph).flatMap(({ coordinate, field }) => {
    const override = field.directives?.find((one) => one.name.value === name)
    const from = override ? stringArgument(override, 'from') : null
    return from === null ? [] : [{ id: `${coordinate} ${from}`, coordinate, from, field }]
  })
}

function findContributions(proposal: Proposal, owners: Owners): readonly Finding[] {
  const { proposed, current } = proposal
  const known = new Set(current ? eachField(current).map(({ coordinate }) => coordinate) : [])
  return eachField(proposed).flatMap(({ coordinate, field, type }) => {
    const owner = owners.get(type.name)
    if (owner === undefined || owner === proposed.name || known.has(coordinate)) return []
    if (keyFieldsOf(type).has(field.name.value) || isExternal(proposed, field)) return []
    return needConsent(proposal, owner, {
      rule: 'contribution-needs-consent',
      coordinate,
      field,
      message: `It is added to ${type.name}, which ${owner} owns`,
    })
  })
}

/** A root field that returns another bureau's entity can make its bureau the owner without a word. */
function findChangedOwners(proposal: Proposal, before: Owners): readonly Finding[] {
  const { owners } = findOwners(proposal.next)
  return [...before].flatMap(([entity, owner]) => {
    const next = owners.get(entity)
    if (next === owner || next === undefined) return []
    const hits = [{ kind: 'subgraph', name: owner }] as const
    const told = { rule: 'owner-changes', class: 'ownership', coordinate: entity, hits } as const
    const place = proposal.locate(entity)
    const message = `Its owner would be ${next} instead of ${owner}`
    return [
      proposal.consents.has(owner)
        ? createFinding({ ...told, place, level: 'note', message: `${message}; ${owner} consents.` })
        : createFinding({
            ...told,
            place,
            level: 'error',
            message: `${message}: that needs the consent of ${owner} (--consent ${owner}; at a registry, its own graph consent).`,
          }),
    ]
  })
}

function needConsent(
  { consents }: Proposal,
  owner: string,
  told: { rule: string; coordinate: string; field: FieldDefinitionNode; message: string },
): readonly Finding[] {
  const { rule, coordinate, field, message } = told
  const hasConsent = consents.has(owner)
  return [
    createFinding({
      rule,
      coordinate,
      class: 'ownership',
      level: hasConsent ? 'note' : 'error',
      place: placeOf(field),
      hits: [{ kind: 'subgraph', name: owner }],
      message: hasConsent
        ? `${message}; ${owner} consents.`
        : `${message}: that needs the consent of ${owner} (--consent ${owner}; at a registry, its own graph consent).`,
    }),
  ]
}

function isExternal(subgraph: SubgraphDocument, field: FieldDefinitionNode): boolean {
  const name = federationName(subgraph, 'external')
  return field.directives?.some((one) => one.name.value === name) ?? false
}

function eachField({ types }: SubgraphDocument) {
  return [...types.values()]
    .filter(({ kind }) => kind === 'object')
    .flatMap((type) =>
      type.fields.map((field) => ({ type, field, coordinate: `${type.name}.${field.name.value}` })),
    )
}
