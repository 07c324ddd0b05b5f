import { it } from 'vitest'
import { startFederation } from '../../../kit/federation/federation.ts'
import { a } from './a.subgraph.ts'

const { expectAnswer } = startFederation([a])

it('answers the same whatever is tagged', () =>
  expectAnswer({
    query: '{ hours { open day } }',
    data: { hours: { open: '10:00', day: 'SUNDAY' } },
    calls: { a: 1 },
  }))

it('does not show tags to clients', () =>
  expectAnswer({
    query: '{ __schema { directives { name } } }',
    data: {
      __schema: {
        directives: ['defer', 'stream', 'include', 'skip', 'deprecated', 'specifiedBy', 'oneOf'].map(
          (name) => ({ name }),
        ),
      },
    },
    calls: {},
    stockIsWrong: 'it has no directives for answers in parts',
  }))
