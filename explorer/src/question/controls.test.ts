import { readdirSync, readFileSync } from 'node:fs'
import { buildSchema, parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { QUESTIONS } from '../start/questions.ts'
import { completeForReaders } from './completeForReaders.ts'
import { readControls } from './controls.ts'
import { splitSentence } from './definition.ts'

const ROOT = new URL('../../../', import.meta.url)
const SCHEMA = buildSchema(readFileSync(new URL('schema/api.graphql', ROOT), 'utf8'), {
  assumeValidSDL: true,
})
const QUERIES = new Map(
  ['examples/', 'explorer/examples/', 'explorer/questions/'].flatMap((folder) =>
    readdirSync(new URL(folder, ROOT))
      .filter((name) => name.endsWith('.graphql'))
      .map(
        (name) => [name.replace('.graphql', ''), readFileSync(new URL(folder + name, ROOT), 'utf8')] as const,
      ),
  ),
)

describe('the parameters of a query', () => {
  it('are read from where it uses them', () => {
    const { controls, defaults } = readControls(
      SCHEMA,
      `query ($lat: Float! = 22.1, $lng: Float!, $at: DateTime, $kinds: [AttractionCategory!], $metres: Int! = 400,
        $border: ID!, $id: ID!, $language: Language!, $text: String!, $accessible: Boolean, $thing: ID!) {
        place(lat: $lat, lng: $lng) {
          nearbyAttractions(withinMetres: $metres, categories: $kinds) { metres }
          nearbyToilets(openAt: $at, accessible: $accessible) { metres }
          busRidesFrom(place: $border) { stopCount }
        }
        attraction(id: $id) { id }
        node(globalId: $thing) { globalId }
        search(text: $text, language: $language) { totalCount }
      }`,
    )
    expect(controls.map(({ kind, variables }) => [kind, ...variables])).toEqual([
      ['place', 'lat', 'lng'],
      ['time', 'at'],
      ['kind', 'kinds'],
      ['number', 'metres'],
      ['place', 'border'],
      ['thing', 'id'],
      ['language', 'language'],
      ['text', 'text'],
      ['yesNo', 'accessible'],
      ['thing', 'thing'],
    ])
    expect(controls.find(({ kind }) => kind === 'thing')).toMatchObject({ type: 'Attraction' })
    expect(defaults).toEqual({ lat: 22.1, metres: 400 })
  })
})

describe('a query for readers who did not write it', () => {
  it('names things in three languages, and says where each place is', () => {
    const completed = completeForReaders(
      SCHEMA,
      '{ museums { nodes { id place { nearbyStops { stop { id name { en } } } } } } }',
    )
    expect(completed.replaceAll(/\s+/g, ' ')).toBe(
      '{ museums { nodes { id place { nearbyStops { stop { id name { en zh pt } } } lat lng } name { zh pt en } } } }',
    )
  })

  it.each([...QUERIES])('of the example %s is valid', (_name, query) => {
    expect(validate(SCHEMA, parse(completeForReaders(SCHEMA, query)))).toEqual([])
  })
})

describe.each(Object.entries(QUESTIONS))('the question %s', (name, question) => {
  it('speaks in each language of the same parameters, which its query has', () => {
    const { controls } = readControls(SCHEMA, QUERIES.get(name) ?? '')
    const known = new Set(controls.flatMap(({ variables }) => variables))
    const slots = (['zh', 'pt', 'en'] as const).map((language) =>
      splitSentence(question[language])
        .flatMap((part) => ('slot' in part ? [part.slot] : []))
        .toSorted(),
    )
    expect(slots[1]).toEqual(slots[0])
    expect(slots[2]).toEqual(slots[0])
    expect(slots[0]?.filter((slot) => !known.has(slot))).toEqual([])
  })

  it('shows on its card what the graph has', () => {
    expect(validate(SCHEMA, parse(question.preview.query))).toEqual([])
  })
})
