import { Kind, parse, type ConstDirectiveNode, type DocumentNode } from 'graphql'
import { findExposures, parseExposures } from '../../schema/access/exposures.ts'
import { printRule } from '../../schema/access/fieldRule.ts'
import { listCoordinates, readProtectedFields, type ProtectedField } from '../../schema/access/graphRules.ts'
import { findDirectiveName, stringArgument } from '../../kit/graphql/linkedDirectives.ts'
import { createFinding, type Finding, type FindingLevel } from '../findings.ts'
import type { ComposedProposal } from './proposal.ts'
import { weighBreaking } from './weigh.ts'

/** What more people would see than today, and what fewer would. */
export function checkProtection(proposal: ComposedProposal): readonly Finding[] {
  const before = readAccess(proposal.live.supergraphSdl)
  const after = readAccess(proposal.composed.supergraphSdl)
  return [
    ...findOpened(before, after, proposal),
    ...findRaisedQuotas(before, after, proposal),
    ...findOpenTwins(before, after, proposal),
    ...findNoLongerInternal(before, after, proposal),
    ...findRestricted(before, after, proposal),
  ]
}

interface Access {
  readonly fields: readonly ProtectedField[]
  readonly byCoordinate: ReadonlyMap<string, ProtectedField>
  readonly coordinates: ReadonlySet<string>
  readonly internal: ReadonlySet<string>
}

function readAccess(supergraphSdl: string): Access {
  const document = parse(supergraphSdl)
  const fields = readProtectedFields(document)
  return {
    fields,
    byCoordinate: new Map(fields.map((field) => [field.coordinate, field])),
    coordinates: listCoordinates(document),
    internal: listInternal(document),
  }
}

/** An opening is decided in public, in the page of exposures, and not by whoever proposes it. */
function findOpened(before: Access, after: Access, proposal: ComposedProposal): readonly Finding[] {
  const named = parseExposures(proposal.live.exposures)
  const rules = new Map(before.fields.map(({ coordinate, rule }) => [coordinate, rule]))
  return findExposures(rules, after.fields, after.coordinates).map(({ coordinate, from, to }) => {
    const isNamed = named.some((one) => one.coordinate === coordinate && one.from === from && one.to === to)
    const isGone = to === 'gone'
    const line = `- \`${coordinate}\` from \`${from}\` to \`${to}\`: <reason>`
    return tell(proposal, {
      rule: isGone ? 'protected-field-gone' : 'protection-weakened',
      level: isNamed ? 'note' : isGone ? 'warning' : 'error',
      coordinate,
      message: `It was ${from} and is ${isGone ? 'gone, perhaps under another name' : to}. ${
        isNamed ? 'schema/exposures.md says why.' : `If that is meant, schema/exposures.md needs: ${line}`
      }`,
    })
  })
}

function findRaisedQuotas(before: Access, after: Access, proposal: ComposedProposal): readonly Finding[] {
  return after.fields.flatMap(({ coordinate, quota = Infinity }) => {
    const known = before.byCoordinate.get(coordinate)?.quota
    if (known === undefined || quota <= known) return []
    const now = quota === Infinity ? 'without a quota' : `${quota}`
    const message = `A caller had at most ${known} values of it a day; now ${now}.`
    return [tell(proposal, { rule: 'quota-raised', level: 'error', coordinate, message })]
  })
}

/** A new public field with the name of a protected one is perhaps the same data by another way. */
function findOpenTwins(before: Access, after: Access, proposal: ComposedProposal): readonly Finding[] {
  const guarded = new Map(before.fields.map(({ coordinate }) => [coordinate.split('.')[1] ?? '', coordinate]))
  return [...after.coordinates].flatMap((coordinate) => {
    const twin = guarded.get(coordinate.split('.')[1] ?? '')
    if (twin === undefined || before.coordinates.has(coordinate) || after.byCoordinate.has(coordinate))
      return []
    const rule = before.byCoordinate.get(twin)?.rule
    const message = `It is public, and ${twin}, of the same name, is ${rule ? printRule(rule) : 'not'}: is it the same data?`
    return [tell(proposal, { rule: 'open-twin', level: 'error', coordinate, message })]
  })
}

function findNoLongerInternal(before: Access, after: Access, proposal: ComposedProposal): readonly Finding[] {
  return [...before.internal]
    .filter((coordinate) => !after.internal.has(coordinate) && after.coordinates.has(coordinate))
    .map((coordinate) =>
      tell(proposal, {
        rule: 'internal-opened',
        level: 'error',
        coordinate,
        message: 'It was tagged "internal", out of the public variant, and is not any more.',
      }),
    )
}

/** What was for everyone breaks those who have no token; schema/README.md asks for a new field beside it. */
function findRestricted(before: Access, after: Access, proposal: ComposedProposal): readonly Finding[] {
  return after.fields
    .filter(({ coordinate }) => before.coordinates.has(coordinate) && !before.byCoordinate.has(coordinate))
    .map(({ coordinate, rule }) => {
      const { level, hits, reason } = weighBreaking(new Set([coordinate]), proposal)
      return createFinding({
        rule: 'public-field-restricted',
        class: 'breaking',
        level,
        coordinate,
        place: proposal.locate(coordinate),
        hits,
        message: `It was public and is ${printRule(rule)}: what differs by audience is a new field beside it. ${reason}`,
      })
    })
}

function tell(
  { locate }: ComposedProposal,
  told: { rule: string; level: FindingLevel; coordinate: string; message: string },
): Finding {
  return createFinding({ ...told, class: 'protection', place: locate(told.coordinate) })
}

/** The fields that `@tag(name: "internal")` stands on, or on whose type. */
function listInternal(supergraph: DocumentNode): ReadonlySet<string> {
  const tag = findDirectiveName(supergraph, 'https://specs.apollo.dev/tag', 'tag')
  const isInternal = ({ directives }: { readonly directives?: readonly ConstDirectiveNode[] | undefined }) =>
    directives?.some((one) => one.name.value === tag && stringArgument(one, 'name') === 'internal') ?? false
  return new Set(
    supergraph.definitions.flatMap((type) => {
      if (type.kind !== Kind.OBJECT_TYPE_DEFINITION && type.kind !== Kind.INTERFACE_TYPE_DEFINITION) return []
      const fields = type.fields ?? []
      const tagged = isInternal(type) ? fields : fields.filter(isInternal)
      return tagged.map(({ name }) => `${type.name.value}.${name.value}`)
    }),
  )
}
