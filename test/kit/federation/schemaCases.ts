import { compose } from './federation.ts'
import { readFileSync } from 'node:fs'
import { assert, nat, noBias, property } from 'fast-check'
import { packageRoot } from '../../../kit/root.ts'
import { drawBlueprint } from './blueprint.ts'
import {
  CONTEXT,
  CUSTOM,
  HIDDEN_REQUIRED,
  MEDIA,
  MEDIA_OBJECT,
  NARROW,
  OTHER_ROOTS,
  OVERRIDDEN,
  OVERRIDING,
  RENAMED,
  REQUIRING,
  USUAL_ROOTS,
  WIDE,
  ZOO,
} from './schemaTexts.ts'
import { rollTape } from './tape.ts'
import { buildSubgraphs } from './world.ts'
import { defineHostileSubgraph, type TestSubgraph } from './subgraph.ts'

/** Supergraphs, one for each thing that federation lets a subgraph say of its schema, and ours. */
export const SCHEMA_CASES: readonly (readonly [says: string, supergraph: () => string])[] = [
  ['what our bureaus say', () => readFileSync(new URL('schema/supergraph.graphql', packageRoot), 'utf8')],
  ['nothing in particular', () => composeZoo({})],
  ...[
    'object',
    'member',
    'interface',
    'union',
    'enum',
    'value',
    'input',
    'inputField',
    'argument',
    'scalar',
    'field',
  ].map((place) => [`@inaccessible: ${place}`, () => composeZoo({ [place]: '@inaccessible' })] as const),
  ['@inaccessible: whole types at once', () => composeZoo({ object: HIDDEN, union: HIDDEN, enum: HIDDEN })],
  [
    '@tag',
    () => composeZoo({ object: '@tag(name: "t")', value: '@tag(name: "t")', argument: '@tag(name: "t")' }),
  ],
  ['@cost, @listSize', () => composeZoo({ price: '@cost(weight: 3)', list: '@listSize(assumedSize: 9)' })],
  [
    '@authenticated, @requiresScopes, @policy',
    () =>
      composeZoo({
        object: '@authenticated',
        price: '@requiresScopes(scopes: [["a", "b"], ["c"]])',
        member: '@policy(policies: [["p"]])',
      }),
  ],
  [
    '@deprecated, @specifiedBy',
    () =>
      composeZoo({
        field: '@deprecated(reason: "Weigh it.")',
        value: '@deprecated',
        specified: '@specifiedBy(url: "https://weights.test")',
      }),
  ],
  ['specifications and imports under other names', () => composeTexts(RENAMED)],
  [
    '@composeDirective and an executable directive',
    () => composeTexts(CUSTOM, CUSTOM.replace('one:', 'other:')),
  ],
  ['@inaccessible where another subgraph requires it', () => composeSdl(HIDDEN_REQUIRED, REQUIRING)],
  ['@context', () => composeSdl(CONTEXT, 'type Query { b: Int }')],
  ['@interfaceObject', () => composeSdl(MEDIA, MEDIA_OBJECT)],
  ['@override, also with a label', () => composeSdl(OVERRIDDEN, OVERRIDING)],
  ['mutations, and roots under other names in one subgraph', () => composeTexts(OTHER_ROOTS, USUAL_ROOTS)],
  [
    'namespaces under other names',
    () => renameNamespaces(composeZoo({ object: '@tag(name: "t")', field: HIDDEN })),
  ],
  ['types narrower in one subgraph', () => composeSdl(WIDE, NARROW)],
]

const HIDDEN = '@inaccessible'

/** Composes random federations, as the tests of answers draw them. */
export function checkRandomSupergraphs(check: (supergraph: string) => void): void {
  const draw = (seed: number) => composeAll(buildSubgraphs(drawBlueprint(rollTape(seed))))
  assert(
    property(noBias(nat()), (seed) => check(draw(seed))),
    { seed: 20_251_220, numRuns: 30 },
  )
}

function composeZoo(directives: Readonly<Record<string, string>>): string {
  return composeSdl(
    ZOO.replaceAll(/%(\w+)/g, (_, place: string) => directives[place] ?? ''),
    'type Query { other: Int } type Cage @key(fields: "id") { id: ID! area: Int }',
  )
}

function renameNamespaces(supergraph: string): string {
  return supergraph
    .replace('/tag/v0.3"', '/tag/v0.3", as: "label"')
    .replaceAll('@tag', '@label')
    .replace('/inaccessible/v0.2"', '/inaccessible/v0.2", as: "hidden"')
    .replaceAll('@inaccessible', '@hidden')
}

/** With the link to the specification of federation. */
export function composeSdl(...texts: readonly string[]): string {
  return composeAll(texts.map((text, index) => defineHostileSubgraph(`s${index}`, text, nobodyAsks)))
}

/** As they stand. */
function composeTexts(...texts: readonly string[]): string {
  return composeAll(
    texts.map((sdl, index) => ({ kind: 'hostile', name: `s${index}`, sdl, answer: nobodyAsks })),
  )
}

function composeAll(subgraphs: readonly TestSubgraph[]): string {
  return compose(subgraphs, true)
}

function nobodyAsks(): never {
  throw new Error('expected that nobody asks')
}
