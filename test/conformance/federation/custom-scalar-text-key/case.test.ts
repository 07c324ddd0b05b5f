import { expect, it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'
import { b } from './b.subgraph.ts'

const { ask } = startFederation([a, b])

const REPRESENTED = (id: string, more = '') => `{"__typename":"Thing","id":${id}${more}}`

it('asks for each of two entities whose keys are one number in JavaScript', async () => {
  const { data, requests } = await ask({ query: '{ things { name } }' })
  expect(data).toEqual({ things: [{ name: '9007199254740992' }, { name: '9007199254740993' }] })
  const representations = [REPRESENTED('9007199254740992'), REPRESENTED('9007199254740993')].join()
  expect(requests[1]?.text).toBe(`{"representations":[${representations}]}`)
})

it('sends what a field requires as its subgraph wrote it', async () => {
  const { text, requests } = await ask({ query: '{ things { area } }' })
  expect(text).toBe('{"things":[{"area":1.210},{"area":1.210}]}')
  expect(requests[1]?.text).toContain('9007199254740993')
  expect(requests[1]?.text).toContain('"size":{"w":1.10}')
})
