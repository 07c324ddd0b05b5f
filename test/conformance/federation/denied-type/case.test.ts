import { it } from 'vitest'
import { startFederation, denied } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'

const { expectAnswer } = startFederation([a])

it('denies a field of one type alone behind an interface', () =>
  expectAnswer({
    query: '{ media { ... on Book { price } ... on Film { cost: price } } }',
    denied: ['media.price'],
    data: { media: [{ price: null }, { cost: 20 }] },
    errors: [denied('Book.price', ['media', 0, 'price'])],
    calls: { a: 1 },
  }))

it('knows the type even when nothing else is asked of it', () =>
  expectAnswer({
    query: '{ media { ... on Film { price } } }',
    denied: ['media.price'],
    data: { media: [{}, { price: null }] },
    errors: [denied('Film.price', ['media', 1, 'price'])],
    calls: { a: 1 },
  }))
