import { it } from 'vitest'
import { startFederation, denied } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'

const { expectAnswer } = startFederation([a])

it('says nothing of a denied field that is skipped', () =>
  expectAnswer({
    query:
      'query ($all: Boolean!) { museums { name secret @include(if: $all) ... @include(if: $all) { s: secret } } }',
    variables: { all: false },
    denied: ['museums.secret', 'museums.s'],
    data: { museums: [{ name: 'Macao Museum' }] },
    calls: { a: 1 },
  }))

it('reports it when it is not skipped', () =>
  expectAnswer({
    query: 'query ($all: Boolean!) { museums { name secret @include(if: $all) } }',
    variables: { all: true },
    denied: ['museums.secret'],
    data: { museums: [{ name: 'Macao Museum', secret: null }] },
    errors: [denied('Museum.secret', ['museums', 0, 'secret'])],
    calls: { a: 1 },
  }))

it('says nothing of a denied field below an object that is null', () =>
  expectAnswer({
    query: '{ none { secret } }',
    denied: ['none.secret'],
    data: { none: null },
    calls: { a: 1 },
  }))
