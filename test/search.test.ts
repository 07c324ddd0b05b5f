import { readFileSync } from 'node:fs'
import { buildSchema, getNamedType, isObjectType, isScalarType } from 'graphql'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isRecord } from '../kit/isRecord.ts'
import { bureaus } from '../schema/bureaus/register.ts'
import { importBureaus } from '../subgraphs/_kit/importBureaus.ts'
import type { Searchable } from '../subgraphs/_kit/searchables.ts'
import { startTestSubgraph } from '../subgraphs/_kit/testSubgraph.ts'
import { startTestGateway, type TestGateway } from './kit/gateway.ts'
import { valuesAt } from './kit/valuesAt.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

const NODE = `__typename
  ... on AdministrativeArea { id } ... on Attraction { id } ... on BusStop { id } ... on Bureau { id }
  ... on CarPark { id } ... on Dataset { id } ... on Hotel { id } ... on Monument { id } ... on Museum { id }
  ... on Park { id } ... on PublicToilet { id } ... on ClassifiedProperty { id } ... on Venue { id }`

interface Edge {
  readonly cursor: string
  readonly node: { readonly __typename: string; readonly id: string }
  readonly kind: string
  readonly reason: string
  readonly snippet: string
  readonly metres: number | null
  readonly title: { readonly text: string; readonly language: string }
}

function write(args: string): string {
  return `{ search(${args}) { totalCount pageInfo { hasNextPage endCursor }
    edges { cursor kind reason snippet metres title { text language } node { ${NODE} } } } }`
}

async function edgesOf(args: string): Promise<readonly Edge[]> {
  const answer = await gateway.ask(write(args))
  expect(answer.errors).toBeUndefined()
  return valuesAt(answer.data, 'search.edges.*') as unknown as readonly Edge[]
}

/** All texts that somebody without a token is answered of an entity, found by its own name. */
async function askEverything(kind: string, { id, name }: Searchable): Promise<readonly unknown[]> {
  const text = JSON.stringify(name.zh ?? name.pt ?? name.en)
  const { data, errors } = await gateway.ask(
    `{ search(text: ${text}, first: 100) { nodes { ... on ${kind} { id ${readableFields(kind)} } } } }`,
  )
  expect(errors).toBeUndefined()
  const nodes = valuesAt(data, 'search.nodes.*').filter((node) => isRecord(node) && node.id === id)
  expect(nodes, `${kind} ${id}`).toHaveLength(1)
  return nodes.flatMap((node) => Object.values(isRecord(node) ? node : {})).flatMap(leavesOf)
}

function leavesOf(value: unknown): readonly unknown[] {
  if (Array.isArray(value)) return value.flatMap(leavesOf)
  return isRecord(value) ? Object.values(value).flatMap(leavesOf) : [value]
}

/** The fields of the type that are texts and that nothing protects. */
function readableFields(kind: string): string {
  const type = api.getType(kind)
  if (!isObjectType(type)) throw new Error(`Expected an object type; got ${kind}.`)
  return Object.values(type.getFields())
    .filter(({ name, args }) => args.length === 0 && !PROTECTED.has(`${kind}.${name}`))
    .flatMap(({ name, type: fieldType }) => {
      const named = getNamedType(fieldType)
      if (isScalarType(named)) return [name]
      return named.name === 'Text' ? [`${name} { zh pt en }`] : []
    })
    .join(' ')
}

function textsOf({ name, description, otherNames = [], codes = [] }: Searchable): readonly string[] {
  const texts = [name.zh, name.pt, name.en, description?.zh, description?.pt, description?.en]
  return [...texts.filter((text) => typeof text === 'string'), ...otherNames, ...codes]
}

const SCHEMA = new URL('../schema/', import.meta.url)
const api = buildSchema(readFileSync(new URL('api.graphql', SCHEMA), 'utf8'))
/** "Bureau.useByClient" of the table of access. */
const PROTECTED: ReadonlySet<string> = new Set(
  [...readFileSync(new URL('access.md', SCHEMA), 'utf8').matchAll(/^\| `(\w+\.\w+)`/gm)].map(
    ([, field = '']) => field,
  ),
)

/** Of the first `first`: "Museum mam CODE". */
async function find(args: string): Promise<readonly string[]> {
  const edges = await edgesOf(args)
  return edges.map(({ node: { __typename: type, id }, reason }) => `${type} ${id} ${reason}`)
}

async function refusal(args: string): Promise<string | undefined> {
  const answer = await gateway.ask(write(args))
  return answer.errors?.[0]?.message
}

/** What each text must find first is in the sources' own lists, under the names that stand there. */
describe('what people type finds what they mean', () => {
  const ruins = ['Attraction ruins-st-paul', 'Monument wh-18', 'ClassifiedProperty MM008']
  it.each([
    ['大三巴', ruins.map((one) => `${one} NAME_BEGINS`)],
    ['大三巴牌坊', ruins.map((one) => `${one} NAME`)],
    ['圣保禄', ['Attraction ruins-st-paul OTHER_NAME']],
    ['ruins of st pauls', ruins.map((one) => `${one} NAME`)],
    ['RUÍNAS DE SÃO PAULO', ruins.map((one) => `${one} NAME`)],
    ['ruinas de sao paulo', ruins.map((one) => `${one} NAME`)],
    ['ruinas s paulo', ruins.map((one) => `${one} NAME_WORDS`)],
    ['mam', ['Museum mam CODE']],
    ['museu de arte de macau', ['Museum mam NAME']],
    ['hotel lisbo', ['Hotel lisboa NAME_BEGINS']],
    ['m1/5', ['BusStop M1/5 CODE']],
    ['Lido Car Park', ['CarPark 6013 NAME']],
    ['丽都停车场', ['CarPark 6013 NAME']],
    ['dsat-carpark-capacity', ['Dataset dsat-carpark-capacity CODE']],
    ['AM01', ['PublicToilet AM01 CODE']],
    ['iam', ['Bureau iam CODE']],
  ])('%s', async (text, expected) => {
    const found = await find(`text: ${JSON.stringify(text)}, first: ${expected.length}`)
    expect(found).toEqual(expected)
  })

  it('small errors find what is similar, where nothing is as it was typed', async () => {
    const found = await find('text: "venitian", first: 6')
    expect(found).toContain('Hotel venetian SIMILAR')
    expect(found).toContain('Attraction venetian SIMILAR')
    expect(await find('text: "qqzzxxkkvv"')).toEqual([])
  })

  it('an abbreviation in the source is found by the whole word: "S. Paulo" by "sao paulo"', async () => {
    const found = await find('text: "sao paulo", first: 10')
    expect(found.slice(0, 4).toSorted()).toEqual([
      'AdministrativeArea district-patane-e-sao-paulo NAME_WORDS',
      'Attraction ruins-st-paul NAME_WORDS',
      'ClassifiedProperty MM008 NAME_WORDS',
      'Monument wh-18 NAME_WORDS',
    ])
    expect(found).toContain('PublicToilet M21 NAME_WORDS')
  })
})

describe('an item', () => {
  it('is the entity itself, from which one goes on, with its name in the language and what was found', async () => {
    const answer = await gateway.ask(`{ search(text: "大三巴牌坊", first: 2, language: PT) { edges {
      title { text language } snippet
      node { ... on Attraction { heritage { ... on Monument { id name { en } } } } ... on Monument { name { zh } } }
    } } }`)
    expect(answer).toEqual({
      data: {
        search: {
          edges: [
            {
              title: { text: 'Ruínas de São Paulo', language: 'PT' },
              snippet: '大三巴牌坊',
              node: { heritage: { id: 'wh-18', name: { en: "Ruins of St. Paul's" } } },
            },
            {
              title: { text: 'Ruínas de São Paulo', language: 'PT' },
              snippet: '大三巴牌坊',
              node: { name: { zh: '大三巴牌坊' } },
            },
          ],
        },
      },
    })
  })

  it('is of each kind that a bureau declares, under a kind of the same name', async () => {
    const { data } = await gateway.ask(
      '{ union: __type(name: "SearchResult") { possibleTypes { name } } enum: __type(name: "SearchKind") { enumValues { name } } }',
    )
    const declared = bureaus.flatMap(({ searchable }) => searchable)
    expect(declared.length).toBeGreaterThan(20)
    expect(valuesAt(data, 'union.possibleTypes.*.name').toSorted()).toEqual(declared.toSorted())
    const kinds = valuesAt(data, 'enum.enumValues.*.name').map((kind) => String(kind).replaceAll('_', ''))
    expect(kinds.toSorted()).toEqual(declared.map((type) => type.toUpperCase()).toSorted())
  })
})

describe('what narrows a search', () => {
  it('kinds', async () => {
    expect(await find('text: "大三巴", kinds: [PUBLIC_TOILET]')).toEqual(['PublicToilet M21 NAME_BEGINS'])
  })

  it('near orders by distance, and withinMetres leaves out what is farther', async () => {
    const near = 'near: { lat: 22.18944, lng: 113.54397 }'
    const edges = await edgesOf(`text: "停車場", kinds: [CAR_PARK], first: 50, ${near}`)
    const metres = edges.map((edge) => edge.metres)
    expect(metres.length).toBeGreaterThan(20)
    expect(metres).toEqual(metres.toSorted((a, b) => (a ?? Infinity) - (b ?? Infinity)))
    const close = await edgesOf(`text: "停車場", kinds: [CAR_PARK], first: 50, ${near}, withinMetres: 500`)
    expect(close.map(({ node }) => node.id)).toEqual(
      edges.filter((edge) => edge.metres !== null && edge.metres <= 500).map(({ node }) => node.id),
    )
    expect(close.length).toBeGreaterThan(0)
  })

  it('area, with the parts of an area', async () => {
    expect(await find('text: "大三巴牌坊", area: "santo-antonio", kinds: [MONUMENT]')).toEqual([
      'Monument wh-18 NAME',
    ])
    expect(await find('text: "大三巴牌坊", area: "se"')).toEqual([])
  })
})

describe('a page', () => {
  it('follows the one before, and its cursor is good for the same question alone', async () => {
    const whole = await find('text: "停車場", first: 9')
    const first = await edgesOf('text: "停車場", first: 4')
    const after = JSON.stringify(first.at(-1)?.cursor)
    expect(await find(`text: "停車場", first: 5, after: ${after}`)).toEqual(whole.slice(4))
    // The same text otherwise typed is the same question.
    expect(await find(`text: "停车场", first: 5, after: ${after}`)).toEqual(whole.slice(4))
    expect(await refusal(`text: "停車", after: ${after}`)).toMatch(/^after: expected a cursor/)
    expect(await refusal(`text: "停車場", kinds: [CAR_PARK], after: ${after}`)).toMatch(
      /^after: expected a cursor/,
    )
  })
})

describe('what cannot be answered is refused with what was expected', () => {
  it.each([
    ['text: ""', 'text: expected at least one letter or digit; got "".'],
    ['text: "  "', 'text: expected at least one letter or digit; got "  ".'],
    ['text: "!?。"', 'text: expected at least one letter or digit; got "!?。".'],
    ['text: "a\\u0000b"', 'text: expected no control characters; got "a\\u0000b".'],
    [
      `text: "${'a'.repeat(10_240)}"`,
      `text: expected at most 200 characters; got "${'a'.repeat(20)}… (10240)".`,
    ],
    [
      'text: "mam", withinMetres: 5',
      'withinMetres: expected `near` with it: the place to measure from; got 5.',
    ],
    [
      'text: "mam", near: { lat: 22.19, lng: 113.54 }, withinMetres: 0',
      'withinMetres: expected a whole number of metres from 1 to 20000; got 0.',
    ],
    ['text: "mam", area: "x"', 'area: expected the id of an administrative area, such as "se"; got "x".'],
    ['text: "mam", first: 101', 'first: expected a whole number from 0 to 100; got 101.'],
  ])('%.60s', async (args, message) => {
    expect(await refusal(args)).toBe(message)
  })

  it('a place elsewhere, and a kind that there is not', async () => {
    expect(await refusal('text: "mam", near: { lat: 1, lng: 1 }')).toMatch(
      /^near: expected a coordinate in Macao/,
    )
    expect(await refusal('text: "mam", kinds: [MUSEM]')).toMatch(
      /"MUSEM" does not exist in "SearchKind".*MUSEUM/,
    )
  })
})

describe('suggestions', () => {
  const suggest = async (args: string) =>
    (await gateway.ask(`{ suggest(${args}) { text kinds } }`)).data?.suggest

  it('are names that the text may become, each once, with all that are called so', async () => {
    expect(await suggest('text: "大三", first: 1')).toEqual([
      { text: '大三巴牌坊', kinds: ['ATTRACTION', 'MONUMENT', 'CLASSIFIED_PROPERTY'] },
    ])
    expect(await suggest('text: "hotel lisb", language: EN, first: 1')).toEqual([
      { text: 'Hotel Lisboa', kinds: ['HOTEL', 'BUS_STOP'] },
    ])
  })

  it('are refused as a search is', async () => {
    const answer = await gateway.ask('{ suggest(text: "mam", first: 21) { text } }')
    expect(answer.errors?.[0]?.message).toBe('first: expected a whole number from 1 to 20; got 21.')
  })
})

describe('what bureaus publish', () => {
  it('is of the types that their entries declare, and each of these is found', async () => {
    for (const { definition } of await importBureaus(bureaus)) {
      const subgraph = await startTestSubgraph(definition)
      const { kinds } = await subgraph.searchables()
      const declared = bureaus.find((bureau) => bureau.subgraph === definition.name)?.searchable
      expect(Object.keys(kinds).toSorted(), definition.name).toEqual(declared?.toSorted())
      for (const [kind, entries] of Object.entries(kinds)) expect(entries?.length, kind).toBeGreaterThan(0)
      await subgraph.stop()
    }
  })

  it('finds nobody who has no token what only others may read, nor people', async () => {
    // Who owns a classified property, a doctor of the register, a contractor at a road work.
    for (const text of ['sample owner 23', 'sample doctor 01', 'sample licence 0001', 'sample contact'])
      expect(await find(`text: ${JSON.stringify(text)}`), text).toEqual([])
  })

  it('is what is answered to everybody of the entity, text by text', async () => {
    for (const { definition } of await importBureaus(bureaus)) {
      const subgraph = await startTestSubgraph(definition)
      for (const [kind, entries] of Object.entries((await subgraph.searchables()).kinds)) {
        const entry = entries?.[0]
        if (entry === undefined) throw new Error(`Expected entities of the type ${kind}.`)
        const said = await askEverything(kind, entry)
        for (const text of textsOf(entry)) expect(said, `${kind} ${entry.id}`).toContain(text)
      }
      await subgraph.stop()
    }
  })
})
