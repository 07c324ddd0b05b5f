import { composeServices } from '@apollo/composition'
import { describe, expect, it } from 'vitest'
import { parseSchemaFile } from './document.ts'
import { checkRequiredAccess } from './requiredAccess.ts'

const LINKS = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.12", import: ["@key", "@requires", "@external", "@shareable", "@context", "@fromContext", "@composeDirective", "@authenticated", "@policy", { name: "@requiresScopes", as: "@needs" }])
@link(url: "https://macao-open-gateway.example/ownedBy/v1.0", import: ["@ownedBy"]) @composeDirective(name: "@ownedBy")
directive @ownedBy(claim: String!, field: String!) on FIELD_DEFINITION
`
const STAFF = '@needs(scopes: [["staff"]])'

/** The bureau that owns shelves and boxes, with a rule on one field of each. */
function owner(keeper: string, lock = '') {
  return `${LINKS}
type Query { shelf: Shelf }
type Shelf @key(fields: "id") { id: ID! keeper: String ${keeper} box: Box kept: Kept }
type Box { lock: String ${lock} }
interface Kept { lock: String }
type Safe implements Kept { lock: String ${lock} }`
}

/** Another bureau, which computes something of them. */
function reader(fields: string, types = '') {
  return `${LINKS}
type Shelf @key(fields: "id") { id: ID!
${fields}
}
${types}`
}

const READS = 'keeper: String @external'
const BOX = 'type Box { lock: String @external }'
const KEPT = 'interface Kept { lock: String }\ntype Safe implements Kept { lock: String @external }'

/** Ours, and the codes and texts of composition itself. */
function problemsOf(...sdls: readonly string[]) {
  const subgraphs = sdls.map((sdl, index) => {
    const name = ['shelves', 'sums'][index] ?? 'more'
    const parsed = parseSchemaFile({ name, sdl, file: `${name}.graphql` })
    if ('problem' in parsed) throw new Error(parsed.problem)
    return parsed
  })
  const composed = composeServices(subgraphs.map(({ name, document }) => ({ name, typeDefs: document })))
  return {
    ours: checkRequiredAccess(subgraphs),
    composition: (composed.errors ?? []).map(({ extensions }) => extensions.code),
  }
}

const MISSING = 'MISSING_TRANSITIVE_AUTH_REQUIREMENTS'
const IS_STAFFS = 'is @requiresScopes(scopes: [["staff"]])'

describe('a field that is computed from a protected one is at least as protected:', () => {
  it.each([
    [
      'by @requires',
      [owner(STAFF), reader(`sum: String @requires(fields: "keeper")\n${READS}`)],
      `sums.graphql:6: [sums] Shelf.sum reads Shelf.keeper by @requires and must be at least as protected: Shelf.keeper ${IS_STAFFS}; Shelf.sum is public.`,
    ],
    [
      'not by a weaker rule',
      [owner(STAFF), reader(`sum: String @authenticated @requires(fields: "keeper")\n${READS}`)],
      `sums.graphql:6: [sums] Shelf.sum reads Shelf.keeper by @requires and must be at least as protected: Shelf.keeper ${IS_STAFFS}; Shelf.sum is @authenticated.`,
    ],
    [
      'through a chain, whose last step is not',
      [
        owner(STAFF),
        reader(`half: String ${STAFF} @requires(fields: "keeper")\n${READS}`),
        reader('half: String @external\nwhole: String @requires(fields: "half")'),
      ],
      `more.graphql:7: [more] Shelf.whole reads Shelf.half by @requires and must be at least as protected: Shelf.half ${IS_STAFFS}; Shelf.whole is public.`,
    ],
    [
      'in an object that is read',
      [owner('', STAFF), reader('sum: String @requires(fields: "box { lock }")\nbox: Box @external', BOX)],
      `sums.graphql:6: [sums] Shelf.sum reads Box.lock by @requires and must be at least as protected: Box.lock ${IS_STAFFS}; Shelf.sum is public.`,
    ],
    [
      'through an interface',
      [
        owner('', STAFF),
        reader('sum: String @requires(fields: "kept { lock }")\nkept: Kept @external', KEPT),
      ],
      `sums.graphql:6: [sums] Shelf.sum reads Kept.lock by @requires and must be at least as protected: Kept.lock ${IS_STAFFS}; Shelf.sum is public.`,
    ],
    [
      'through a fragment on a member',
      [
        owner('', STAFF),
        reader('sum: String @requires(fields: "kept { ... on Safe { lock } }")\nkept: Kept @external', KEPT),
      ],
      `sums.graphql:6: [sums] Shelf.sum reads Safe.lock by @requires and must be at least as protected: Safe.lock ${IS_STAFFS}; Shelf.sum is public.`,
    ],
    [
      'by @fromContext',
      [
        `${LINKS}
        type Query { shelf: Shelf }
        type Shelf @key(fields: "id") @context(name: "shelf") { id: ID! keeper: String ${STAFF} box: Box }
        type Box @key(fields: "id") {
          id: ID!
          lock(of: String @fromContext(field: "$shelf { keeper }")): String
        }`,
        `${LINKS} type Box @key(fields: "id") { id: ID! size: Int }`,
      ],
      `shelves.graphql:9: [shelves] Box.lock reads Shelf.keeper by @fromContext and must be at least as protected: Shelf.keeper ${IS_STAFFS}; Box.lock is public.`,
    ],
    [
      'whatever a policy says besides',
      [
        owner('@policy(policies: [["open"]])'),
        reader(`sum: String ${STAFF} @requires(fields: "keeper")\n${READS}`),
      ],
      `sums.graphql:6: [sums] Shelf.sum reads Shelf.keeper by @requires and must be at least as protected: Shelf.keeper is @policy(policies: [["open"]]); Shelf.sum ${IS_STAFFS}.`,
    ],
  ])('%s (composition says so too)', (_how, sdls, sentence) => {
    expect(problemsOf(...sdls)).toEqual({ ours: [sentence], composition: [MISSING] })
  })

  const OWN = '@ownedBy(claim: "boxes", field: "id")'
  it.each([
    [
      'by the same claim for the same object',
      [owner(`${STAFF} ${OWN}`), reader(`sum: String ${STAFF} @requires(fields: "keeper")\n${READS}`)],
      `sums.graphql:6: [sums] Shelf.sum reads Shelf.keeper by @requires and must be at least as protected: Shelf.keeper ${IS_STAFFS} ${OWN}; Shelf.sum ${IS_STAFFS}.`,
    ],
    [
      'which no claim is for another object',
      [
        owner('', OWN),
        reader(`sum: String ${OWN} @requires(fields: "box { lock }")\nbox: Box @external`, BOX),
      ],
      `sums.graphql:6: [sums] Shelf.sum reads Box.lock by @requires and must be at least as protected: Box.lock is ${OWN}; Shelf.sum is ${OWN}.`,
    ],
  ])('%s (composition does not know of it)', (_how, sdls, sentence) => {
    expect(problemsOf(...sdls)).toEqual({ ours: [sentence], composition: [] })
  })

  it.each([
    ['with the same rule', STAFF, STAFF],
    ['with a stricter rule', STAFF, '@needs(scopes: [["staff", "bureau:ic"]])'],
    ['with the same owners', OWN, OWN],
    ['where nothing is protected', '', ''],
  ])('and so it composes %s', (_how, read, reads) => {
    const sdls = [owner(read), reader(`sum: String ${reads} @requires(fields: "keeper")\n${READS}`)]
    expect(problemsOf(...sdls)).toEqual({ ours: [], composition: [] })
  })

  it('counts the rules that other bureaus set on the same field', () => {
    const sdls = [
      owner(STAFF),
      reader(`sum: String @shareable @requires(fields: "keeper")\n${READS}`),
      reader(`sum: String @shareable ${STAFF}`),
    ]
    expect(problemsOf(...sdls)).toEqual({ ours: [], composition: [] })
  })

  it.each([
    ['a field of an interface', 'interface Kept { lock: String @needs(scopes: [["staff"]]) }'],
    ['an interface', 'interface Kept @needs(scopes: [["staff"]]) { lock: String }'],
  ])('composition itself refuses a rule on %s', (_what, kept) => {
    const sdl = owner('').replace('interface Kept { lock: String }', kept)
    expect(problemsOf(sdl)).toEqual({ ours: [], composition: ['AUTH_REQUIREMENTS_APPLIED_ON_INTERFACE'] })
  })
})
