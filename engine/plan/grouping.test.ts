import { Kind, OperationTypeNode } from 'graphql'
import { describe, expect, it } from 'vitest'
import type { Fetch } from './fetches.ts'
import { groupFetches } from './grouping.ts'

interface Drawn {
  readonly subgraph: string
  readonly after?: readonly number[]
  readonly guarded?: boolean
  readonly mutation?: boolean
}

describe('fetches to one subgraph travel together', () => {
  it('when they become ready at the same moment', () => {
    expect(group([{ subgraph: 'a' }, { subgraph: 'b', after: [0] }, { subgraph: 'b', after: [0] }])).toEqual([
      [0],
      [1, 2],
    ])
  })

  it('when one is the last that is needed and the other comes later', () => {
    const fetches = [
      { subgraph: 'a' },
      { subgraph: 'b', after: [0] },
      { subgraph: 'c', after: [0] },
      { subgraph: 'b', after: [2] },
    ]
    expect(group(fetches)).toEqual([[0], [1, 3], [2]])
  })

  it('when both are last, whatever they wait for', () => {
    const fetches = [
      { subgraph: 'a' },
      { subgraph: 'b' },
      { subgraph: 'c', after: [0] },
      { subgraph: 'c', after: [1] },
    ]
    expect(group(fetches)).toEqual([[0], [1], [2, 3]])
  })

  it('when whoever needs one needs the other too', () => {
    const fetches = [
      { subgraph: 'a' },
      { subgraph: 'b' },
      { subgraph: 'c', after: [0] },
      { subgraph: 'c', after: [1] },
      { subgraph: 'd', after: [2, 3] },
    ]
    expect(group(fetches)).toEqual([[0], [1], [2, 3], [4]])
  })
})

describe('fetches to one subgraph travel apart', () => {
  it('when one needs the other', () => {
    expect(group([{ subgraph: 'a' }, { subgraph: 'b', after: [0] }, { subgraph: 'a', after: [1] }])).toEqual([
      [0],
      [1],
      [2],
    ])
  })

  it('when somebody would wait longer', () => {
    const fetches = [
      { subgraph: 'a' },
      { subgraph: 'b' },
      { subgraph: 'c', after: [0] },
      { subgraph: 'c', after: [1] },
      { subgraph: 'd', after: [2] },
    ]
    expect(group(fetches)).toEqual([[0], [1], [2], [3], [4]])
  })

  it('when the later one may never be sent', () => {
    const fetches = [
      { subgraph: 'a' },
      { subgraph: 'b', after: [0] },
      { subgraph: 'c', after: [0] },
      { subgraph: 'b', after: [2], guarded: true },
    ]
    expect(group(fetches)).toEqual([[0], [1], [2], [3]])
  })

  it('when they are root fields of a mutation', () => {
    expect(
      group([
        { subgraph: 'a', mutation: true },
        { subgraph: 'a', mutation: true, after: [0] },
      ]),
    ).toEqual([[0], [1]])
  })
})

function group(drawn: readonly Drawn[]): readonly (readonly number[])[] {
  const dependencies = drawn.map(({ after = [] }) => new Set(after))
  return groupFetches(drawn.map(createFetch), dependencies).map(({ fetches }) => fetches.map(({ id }) => id))
}

function createFetch({ subgraph, after = [], guarded = false, mutation = false }: Drawn, id: number): Fetch {
  const selectionSet = { kind: Kind.SELECTION_SET, selections: [] } as const
  return {
    id,
    subgraph,
    path: [],
    requires: undefined,
    definition: {
      kind: Kind.OPERATION_DEFINITION,
      operation: mutation ? OperationTypeNode.MUTATION : OperationTypeNode.QUERY,
      selectionSet,
    },
    selectionSet,
    operations: [],
    guards: guarded ? [{ variable: 'asked', wanted: true }] : [],
    before: new Set(after),
    node: {
      kind: 'Fetch',
      serviceName: subgraph,
      operation: '',
      operationName: undefined,
      operationKind: OperationTypeNode.QUERY,
    },
  }
}
