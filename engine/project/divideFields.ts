import type {
  FieldNode,
  GraphQLNamedType,
  GraphQLSchema,
  InlineFragmentNode,
  SelectionSetNode,
} from 'graphql'
import { Kind } from 'graphql'
import type { Variables } from '../../kit/graphql/variables.ts'
import { findDefer } from '../operation/incremental.ts'
import { inclusionOf, isIncludedBy } from '../plan/conditions.ts'
import { responseKey } from '../plan/responseKeys.ts'
import { applies } from './collectFields.ts'

/**
 * How fields are shared out among parts. By `fields` each is told once, in the part of the outermost fragment that asks for
 * it, as today's specification has it; by `fragments` each deferred fragment has all of its own, as that of 2022 had it.
 */
export type Division = 'fields' | 'fragments'

/** A fragment with a `@defer` that counts. */
export interface Deferral {
  readonly label: string | undefined
  /** The deferred fragment that it stands in. */
  readonly parent: Deferral | undefined
}

/** The deferrals of one operation with one set of variables: the same fragment is always the same. */
export class Deferrals {
  readonly division: Division
  readonly #known = new Map<InlineFragmentNode, Deferral>()

  constructor(division: Division) {
    this.division = division
  }

  /** Undefined for a fragment that is not deferred. */
  of(fragment: InlineFragmentNode, parent: Deferral | undefined, variables: Variables): Deferral | undefined {
    const known = this.#known.get(fragment)
    if (known !== undefined) return known
    const defer = findDefer(fragment, variables)
    if (defer === undefined) return undefined
    const deferral = { label: defer.label, parent }
    this.#known.set(fragment, deferral)
    return deferral
  }
}

/** A selection set, and the innermost deferred fragment that it stands in. */
export interface FieldSource {
  readonly set: SelectionSetNode
  readonly deferral: Deferral | undefined
}

export interface DividedField {
  readonly node: FieldNode
  readonly deferral: Deferral | undefined
}

type Fields = ReadonlyMap<string, readonly DividedField[]>

/** Fields that are told together: by the part being written where these are its own deferrals. */
export interface FieldGroup {
  readonly deferrals: readonly Deferral[]
  readonly fields: Fields
}

export interface DividedFields {
  readonly own: Fields
  readonly groups: readonly FieldGroup[]
  /** The deferrals that begin at this object, an outer one before those in it. */
  readonly begun: readonly Deferral[]
}

export interface Dividing {
  readonly schema: GraphQLSchema
  readonly variables: Variables
  readonly isWanted: (node: FieldNode) => boolean
  readonly deferrals: Deferrals | undefined
  /** Of the part that is being written; none of the first. */
  readonly group: readonly Deferral[]
}

/** The fields that are selected of one type, in the client's order: those of this part, and those of later ones. */
export function divideFields(
  sources: readonly FieldSource[],
  type: GraphQLNamedType,
  dividing: Dividing,
): DividedFields {
  const { deferrals } = dividing
  if (deferrals?.division === 'fragments') return divideByFragment(sources, type, dividing, deferrals)
  const fields = new Map<string, DividedField[]>()
  const begun: Deferral[] = []
  const collect = (set: SelectionSetNode, deferral: Deferral | undefined): void =>
    eachSelected(set, type, dividing, {
      field: (node) => add(fields, { node, deferral }),
      fragment(fragment) {
        const inner = deferrals?.of(fragment, deferral, dividing.variables)
        if (inner !== undefined) begun.push(inner)
        collect(fragment.selectionSet, inner ?? deferral)
      },
    })
  for (const { set, deferral } of sources) collect(set, deferral)
  return begun.length === 0 && sources.every(({ deferral }) => deferral === undefined)
    ? { own: fields, groups: [], begun }
    : { ...divideByDeferrals(fields, dividing.group), begun }
}

/** By graphql-js's `buildExecutionPlan`. */
function divideByDeferrals(
  fields: Fields,
  group: readonly Deferral[],
): Pick<DividedFields, 'own' | 'groups'> {
  const own = new Map<string, readonly DividedField[]>()
  const groups: {
    readonly deferrals: readonly Deferral[]
    readonly fields: Map<string, readonly DividedField[]>
  }[] = []
  for (const [key, found] of fields) {
    const deferrals = listOutermost(found)
    if (isSame(deferrals, group)) {
      own.set(key, found)
      continue
    }
    const known = groups.find((one) => isSame(one.deferrals, deferrals))
    if (known === undefined) groups.push({ deferrals, fields: new Map([[key, found]]) })
    else known.fields.set(key, found)
  }
  return { own, groups }
}

/** The deferrals of which any brings the field; none where it is in no deferred fragment too. */
function listOutermost(found: readonly DividedField[]): readonly Deferral[] {
  const all = new Set<Deferral>()
  for (const { deferral } of found) {
    if (deferral === undefined) return []
    all.add(deferral)
  }
  return [...all].filter((deferral) => !hasAbove(deferral, all))
}

function hasAbove({ parent }: Deferral, all: ReadonlySet<Deferral>): boolean {
  for (let at = parent; at !== undefined; at = at.parent) if (all.has(at)) return true
  return false
}

function isSame(one: readonly Deferral[], other: readonly Deferral[]): boolean {
  return one.length === other.length && one.every((deferral) => other.includes(deferral))
}

function divideByFragment(
  sources: readonly FieldSource[],
  type: GraphQLNamedType,
  dividing: Dividing,
  deferrals: Deferrals,
): DividedFields {
  const own = new Map<string, DividedField[]>()
  const groups: { readonly deferrals: readonly [Deferral]; readonly fields: Map<string, DividedField[]> }[] =
    []
  const begun: Deferral[] = []
  const collect = (
    set: SelectionSetNode,
    deferral: Deferral | undefined,
    fields: Map<string, DividedField[]>,
  ): void =>
    eachSelected(set, type, dividing, {
      field: (node) => add(fields, { node, deferral }),
      fragment(fragment) {
        const inner = deferrals.of(fragment, deferral, dividing.variables)
        if (inner === undefined) return collect(fragment.selectionSet, deferral, fields)
        begun.push(inner)
        const group = { deferrals: [inner] as const, fields: new Map() }
        groups.push(group)
        collect(fragment.selectionSet, inner, group.fields)
      },
    })
  for (const { set, deferral } of sources) collect(set, deferral, own)
  return { own, groups: groups.filter(({ fields }) => fields.size > 0), begun }
}

interface Selected {
  field(node: FieldNode): void
  fragment(fragment: InlineFragmentNode): void
}

function eachSelected(
  { selections }: SelectionSetNode,
  type: GraphQLNamedType,
  { schema, variables, isWanted }: Dividing,
  on: Selected,
): void {
  for (const selection of selections) {
    if (!isIncludedBy(inclusionOf(selection), variables)) continue
    if (selection.kind === Kind.FIELD && isWanted(selection)) on.field(selection)
    if (selection.kind === Kind.INLINE_FRAGMENT && applies(selection.typeCondition?.name.value, type, schema))
      on.fragment(selection)
  }
}

function add(fields: Map<string, DividedField[]>, field: DividedField): void {
  const key = responseKey(field.node)
  const known = fields.get(key)
  if (known === undefined) fields.set(key, [field])
  else known.push(field)
}
