import { Kind, type FieldNode } from 'graphql'
import { expect, it } from 'vitest'
import type { PlacedError } from '../../engine/index.ts'
import { limitErrors } from './limitErrors.ts'

const FIELD: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: 'plate' } }
const error = (at: number): PlacedError => ({
  message: `no ${at}`,
  code: 'SUBGRAPH_ERROR',
  path: ['list', at],
  subgraph: 'stock',
  call: 0,
})
const errors = (count: number) => Array.from({ length: count }, (_, at) => error(at))
const denials = errors(100).map((one) => ({ ...one, denied: FIELD }))

it('leaves a hundred errors as they are, beside all denials', () => {
  expect(limitErrors(errors(100))).toEqual(errors(100))
  expect(limitErrors([...denials, ...errors(100)])).toEqual([...denials, ...errors(100)])
})

it('says of more how many they are', () => {
  const told = limitErrors([...errors(150), ...denials])
  expect(told.slice(0, 99)).toEqual(errors(99))
  expect(told[99]).toMatchObject({ message: '51 more errors are not told.', path: [] })
  expect(told.slice(100)).toEqual(denials)
})
