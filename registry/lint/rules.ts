import { Kind } from 'graphql'
import type { SubgraphDocument, TypeInSubgraph } from '../../schema/compose/document.ts'
import { isRootType, keySelectionsOf } from '../../schema/compose/owners.ts'
import { DateTime, LocalDate, YearMonth } from '../../schema/scalars.ts'
import { findDirectiveName, stringArgument } from '../../kit/graphql/linkedDirectives.ts'
import { NULLABILITY_SPEC } from '../../schema/codes.ts'
import { complainOfReason } from './deprecation.ts'
import { checkListArguments, checkListFields } from './lists.ts'
import { isPlural } from './plurals.ts'
import { listDeprecable, listMembers, wordsOf, type Complaint, type Member } from './subject.ts'
import { missingUnit } from './units.ts'

/** One convention of schema/README.md. */
export interface Rule {
  readonly id: string
  /** What it asks for, as one clause. */
  readonly asks: string
  check(subgraph: SubgraphDocument): readonly Complaint[]
}

const NULLABILITY = NULLABILITY_SPEC.replace(/\/v[\d.]+$/, '')

const CAMEL_CASE = /^[a-z][a-zA-Z0-9]*$/
const PASCAL_CASE = /^[A-Z][a-zA-Z0-9]*$/
const CAPITALS = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/

export const RULES: readonly Rule[] = [
  {
    id: 'type-pascal-case',
    asks: 'names of types are PascalCase',
    check: ofTypes(({ name }) =>
      PASCAL_CASE.test(name) ? null : `expected a name in PascalCase, such as CarPark; got ${name}.`,
    ),
  },
  {
    id: 'type-singular',
    asks: 'an entity, an interface and an enum are nouns in the singular',
    check: ofTypes((type) =>
      isOneThing(type) && isPlural(wordsOf(type.name).at(-1) ?? '')
        ? `expected a noun in the singular, such as CarPark; got ${type.name}.`
        : null,
    ),
  },
  {
    id: 'field-camel-case',
    asks: 'names of fields, arguments and input fields are camelCase',
    check: ofMembers(({ name }) =>
      CAMEL_CASE.test(name) ? null : `expected a name in camelCase, such as nearbyStops; got ${name}.`,
    ),
  },
  {
    id: 'enum-value-capitals',
    asks: 'enum values are in capitals',
    check: ({ types }) =>
      [...types.values()].flatMap((type) =>
        type.values
          .filter(({ name }) => !CAPITALS.test(name.value))
          .map((node) => ({
            node,
            coordinate: `${type.name}.${node.name.value}`,
            message: `expected a value in capitals, such as RECLAMATION_AREA; got ${node.name.value}.`,
          })),
      ),
  },
  {
    id: 'list-plural',
    asks: 'a list is the plural, unless its name says that it is a series or a breakdown',
    check: ofMembers((member) =>
      isListField(member) && !wordsOf(member.name).some((word) => isPlural(word) || SERIES.has(word))
        ? `expected a plural for a list, such as museums; got ${member.name}.`
        : null,
    ),
  },
  {
    id: 'one-singular',
    asks: 'a root field that takes an id is the singular',
    check: ofMembers(({ kind, parent, node, isList, returns, name }) =>
      kind === 'field' &&
      isRootType(parent.name) &&
      !isList &&
      !returns.endsWith('Connection') &&
      hasArgument(node, 'id') &&
      isPlural(wordsOf(name).at(-1) ?? '')
        ? `expected the singular for one of them by its id, such as museum; got ${name}.`
        : null,
    ),
  },
  {
    id: 'nearby-metres',
    asks: 'each item of nearby… has metres',
    check(subgraph) {
      return ofMembers(({ kind, name, returns }) => {
        if (kind !== 'field' || wordsOf(name)[0] !== 'nearby') return null
        const fields = subgraph.types.get(returns)?.fields ?? []
        if (fields.some((field) => field.name.value === 'metres')) return null
        return `expected items with a field metres; ${returns} has none.`
      })(subgraph)
    },
  },
  {
    id: 'unit-in-name',
    asks: 'a unit that is not in the type is in the name',
    check: ofMembers((member) => {
      const unit = ['Int', 'Float'].includes(member.returns)
        ? missingUnit(member.name, member.description)
        : null
      return unit === null ? null : `expected ${unit} in the name, such as withinMetres; got ${member.name}.`
    }),
  },
  {
    id: 'name-is-text',
    asks: 'names are Text, in three languages',
    check: ofMembers(({ kind, name, returns }) => {
      if (kind !== 'field' || returns !== 'String') return null
      const [last = '', beforeLast] = wordsOf(name).toReversed()
      const isName = ['name', 'title'].includes(last)
      const isOneLanguage = ['zh', 'pt', 'en'].includes(last) && beforeLast !== undefined
      return isName || isOneLanguage ? `expected Text, which has all three languages; got String.` : null
    }),
  },
  {
    id: 'null-says-why',
    asks: 'a nullable field says when it is null, or bears @semanticNonNull where only an error makes it so',
    check(subgraph) {
      const mark = findDirectiveName(subgraph.document, NULLABILITY, 'semanticNonNull')
      return ofMembers(({ kind, name, node, description }) =>
        kind === 'field' &&
        node.type.kind !== Kind.NON_NULL_TYPE &&
        !/\bnull\b/i.test(description) &&
        !node.directives?.some((directive) => directive.name.value === mark)
          ? `expected "null where …" in the description, or @semanticNonNull; got neither on ${name}.`
          : null,
      )(subgraph)
    },
  },
  {
    id: 'list-arguments',
    asks: 'a list that can grow takes ids, filter and sort; of items with a place also within and near',
    check: checkListArguments,
  },
  {
    id: 'list-fields',
    asks: 'a list is sorted and filtered by public fields alone, by the names that its items have',
    check: checkListFields,
  },
  {
    id: 'deprecated-reason-and-day',
    asks: '@deprecated says what to use and on which day it goes',
    check: (subgraph) =>
      listDeprecable(subgraph).flatMap(({ coordinate, node }) => {
        const deprecated = node.directives?.find(({ name }) => name.value === 'deprecated')
        const message = deprecated ? complainOfReason(stringArgument(deprecated, 'reason')) : null
        return message === null ? [] : [{ coordinate, node, message }]
      }),
  },
  {
    id: 'shared-scalar-address',
    asks: 'a scalar with the name of a shared one has its address',
    check: ofTypes(({ name, kind, nodes }) => {
      const shared = SHARED_SCALARS.find((scalar) => scalar.name === name)
      if (kind !== 'scalar' || !shared) return null
      const directives = nodes.flatMap((node) => node.directives ?? [])
      const specified = directives.find((one) => one.name.value === 'specifiedBy')
      const address = specified ? stringArgument(specified, 'url') : null
      if (address === shared.specifiedByURL) return null
      return `expected @specifiedBy(url: "${shared.specifiedByURL ?? ''}"); got ${address ?? 'none'}.`
    }),
  },
]

/** Words that say of a list that it is one; the keys of a sort are one order. */
const SERIES = new Set(['by', 'sort', 'history', 'roster', 'daily', 'monthly', 'yearly'])

const SHARED_SCALARS = [DateTime, LocalDate, YearMonth]

function isListField({ kind, isList, returns }: Member): boolean {
  return isList || (kind === 'field' && returns.endsWith('Connection'))
}

/** A value object may sum up several things ("FreeSpaces"); what is listed, met or chosen is one. */
function isOneThing(type: TypeInSubgraph): boolean {
  return type.kind === 'interface' || type.kind === 'enum' || keySelectionsOf(type).length > 0
}

function hasArgument(node: Member['node'], name: string): boolean {
  return 'arguments' in node && (node.arguments?.some((argument) => argument.name.value === name) ?? false)
}

function ofTypes(complain: (type: TypeInSubgraph) => string | null): Rule['check'] {
  return ({ types }) =>
    [...types.values()].flatMap((type) => {
      const message = complain(type)
      return message === null ? [] : [{ coordinate: type.name, node: type.node, message }]
    })
}

function ofMembers(complain: (member: Member) => string | null): Rule['check'] {
  return (subgraph) =>
    listMembers(subgraph).flatMap((member) => {
      const message = complain(member)
      return message === null ? [] : [{ coordinate: member.coordinate, node: member.node, message }]
    })
}
