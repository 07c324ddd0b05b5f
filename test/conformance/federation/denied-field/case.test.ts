import { it } from 'vitest'
import { startFederation, denied } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { expectAnswer } = startFederation([a, b])

it('answers null, with an error, at each place of a denied field, and fetches nothing of it', () =>
  expectAnswer({
    query: '{ museums { name visitors } }',
    denied: ['museums.visitors'],
    data: {
      museums: [
        { name: 'Macao Museum', visitors: null },
        { name: 'Maritime Museum', visitors: null },
      ],
    },
    errors: [0, 1].map((index) => denied('Museum.visitors', ['museums', index, 'visitors'])),
    calls: { a: 1 },
  }))

it('places the errors by the aliases of the client', () =>
  expectAnswer({
    query: '{ all: museums { many: visitors guide { who: name } } }',
    denied: ['all.guide.who'],
    data: {
      all: [
        { many: 120, guide: { who: null } },
        { many: 120, guide: { who: null } },
      ],
    },
    errors: [0, 1].map((index) => denied('Guide.name', ['all', index, 'guide', 'who'])),
    calls: { a: 1, b: 1 },
  }))

it('denies all that lies below a denied object', () =>
  expectAnswer({
    query: '{ museums { guide { name __typename } name } }',
    denied: ['museums.guide'],
    data: {
      museums: [
        { guide: null, name: 'Macao Museum' },
        { guide: null, name: 'Maritime Museum' },
      ],
    },
    errors: [0, 1].map((index) => denied('Museum.guide', ['museums', index, 'guide'])),
    calls: { a: 1 },
  }))

it('still counts the objects of which all fields are denied', () =>
  expectAnswer({
    query: '{ museums { name visitors } }',
    denied: ['museums.visitors', 'museums.name'],
    data: {
      museums: [
        { name: null, visitors: null },
        { name: null, visitors: null },
      ],
    },
    errors: [0, 1].flatMap((index) => [
      denied('Museum.name', ['museums', index, 'name']),
      denied('Museum.visitors', ['museums', index, 'visitors']),
    ]),
    calls: { a: 1 },
  }))
