import 'reflect-metadata'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCursor, encodeCursor, MAX_PAGE, paginate, type Page } from './connection.ts'

const letters = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }))
const idOf = ({ id }: { readonly id: string }) => id

function page(first: number, after?: string): Page<{ readonly id: string }> {
  return paginate(letters, after === undefined ? { first } : { first, after }, idOf)
}

describe('a page', () => {
  it('holds the first items with their cursors and says that more follow', () => {
    expect(page(2)).toEqual({
      nodes: [{ id: 'a' }, { id: 'b' }],
      edges: [
        { cursor: encodeCursor(['a']), node: { id: 'a' } },
        { cursor: encodeCursor(['b']), node: { id: 'b' } },
      ],
      totalCount: 5,
      pageInfo: { hasNextPage: true, endCursor: encodeCursor(['b']) },
    })
  })

  it('begins after its cursor and ends with the list', () => {
    expect(page(20, encodeCursor(['c']))).toMatchObject({
      nodes: [{ id: 'd' }, { id: 'e' }],
      totalCount: 5,
      pageInfo: { hasNextPage: false, endCursor: encodeCursor(['e']) },
    })
  })

  it('of none counts the list', () => {
    expect(page(0)).toEqual({
      nodes: [],
      edges: [],
      totalCount: 5,
      pageInfo: { hasNextPage: true, endCursor: null },
    })
  })

  it('after the last item is empty', () => {
    expect(page(3, encodeCursor(['e']))).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: false, endCursor: null },
    })
  })

  it.each([-1, MAX_PAGE + 1])('of %d items is refused', (first) => {
    expect(() => page(first)).toThrow('first: expected a whole number from 0 to 100; got')
  })

  it.each([
    ['text that is no cursor', 'nonsense'],
    ['JSON of another form', Buffer.from('{"a":1}').toString('base64url')],
    ['a list of other things', Buffer.from('[1]').toString('base64url')],
    ['a list of nothing', encodeCursor([])],
    ['an item that is not in this list', encodeCursor(['z'])],
  ])('after %s is refused', (_, after) => {
    expect(() => page(2, after)).toThrow(`after: expected a cursor that this list issued`)
  })

  it('after page leads through every item once, whatever the length of the list and of the page', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: 'grapheme' }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 15 }),
        (ids, first) => {
          const items = ids.map((id) => ({ id }))
          const seen: string[] = []
          for (let after: string | null = null, more = true; more;) {
            const current: Page<{ readonly id: string }> = paginate(
              items,
              after === null ? { first } : { first, after },
              idOf,
            )
            seen.push(...current.nodes.map(idOf))
            after = current.pageInfo.endCursor
            more = current.pageInfo.hasNextPage
          }
          expect(seen).toEqual(ids)
        },
      ),
    )
  })
})

describe('a cursor', () => {
  it('gives back its parts, in any script', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (parts) => {
        expect(decodeCursor(encodeCursor(parts))).toEqual(parts)
      }),
    )
  })

  it('can stand in an address as it is', () => {
    expect(encodeCursor(['?>~', 'é'])).toMatch(/^[\w-]+$/)
  })
})
