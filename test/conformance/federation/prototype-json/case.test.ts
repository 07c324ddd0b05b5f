import { expect, it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'
import { text } from './data.ts'

const { expectAnswer } = startFederation([a, b])

it('passes JSON with keys of the object prototype on as it is', async () => {
  await expectAnswer({
    query: '{ things { extra copy } }',
    data: { things: [{ extra: JSON.parse(text), copy: JSON.parse(text) }] },
    calls: { a: 1, b: 1 },
  })
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})
