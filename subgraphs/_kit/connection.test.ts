import 'reflect-metadata'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createCursors, MAX_PAGE, paginate, type Page, type PageArgs } from './connection.ts'

interface Letter {
  readonly id: string
}

const letters: readonly Letter[] = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id }))
const idOf = ({ id }: Letter) => id

type AskedPage = PageArgs & { readonly orderBy?: string; readonly filter?: object }

function page(args: AskedPage): Page<Letter> {
  return paginate(letters, args, idOf)
}

const cursors = createCursors({})
const at = (id: string) => cursors.write([id])

describe('a page', () => {
  it('holds the first items with their cursors and says what is around it', () => {
    expect(page({ first: 2 })).toEqual({
      nodes: [{ id: 'a' }, { id: 'b' }],
      edges: [
        { cursor: at('a'), node: { id: 'a' } },
        { cursor: at('b'), node: { id: 'b' } },
      ],
      totalCount: 5,
      pageInfo: { hasNextPage: true, hasPreviousPage: false, startCursor: at('a'), endCursor: at('b') },
    })
  })

  it.each<[string, PageArgs, string, boolean, boolean]>([
    ['begins after its cursor and ends with the list', { first: 20, after: at('c') }, 'de', true, false],
    ['goes on in the middle', { first: 2, after: at('a') }, 'bc', true, true],
    ['after the last item is empty', { first: 3, after: at('e') }, '', true, false],
    ['of none counts the list', { first: 0 }, '', false, true],
    ['of the last items is in the order of the list', { last: 2 }, 'de', true, false],
    ['of the last items before a cursor', { last: 2, before: at('d') }, 'bc', true, true],
    ['of the last items may reach the beginning', { last: 9, before: at('c') }, 'ab', false, true],
    ['of no last items', { last: 0 }, '', true, false],
    ['before the first item is empty', { last: 3, before: at('a') }, '', false, true],
    ['between two cursors', { first: 9, after: at('a'), before: at('e') }, 'bcd', true, false],
    [
      'between two cursors, of which more are left',
      { first: 2, after: at('a'), before: at('e') },
      'bc',
      true,
      true,
    ],
    ['from the end between two cursors', { last: 2, after: at('a'), before: at('e') }, 'cd', true, true],
    [
      'between cursors in the wrong order is empty',
      { first: 5, after: at('d'), before: at('b') },
      '',
      true,
      false,
    ],
    ['of the last of the first items', { first: 3, last: 2 }, 'bc', true, true],
    ['takes null for nothing', { first: null, after: null, last: 2, before: null }, 'de', true, false],
    ['without a size holds all up to twenty', {}, 'abcde', false, false],
  ])('%s', (_rule, args, ids, hasPreviousPage, hasNextPage) => {
    const { nodes, pageInfo, totalCount } = page(args)
    expect({ ids: nodes.map(idOf).join(''), totalCount, pageInfo }).toEqual({
      ids,
      totalCount: 5,
      pageInfo: {
        hasPreviousPage,
        hasNextPage,
        startCursor: ids === '' ? null : at(ids.charAt(0)),
        endCursor: ids === '' ? null : at(ids.charAt(ids.length - 1)),
      },
    })
  })

  it('without a size is twenty from the beginning, and twenty before a cursor', () => {
    const many = Array.from({ length: 50 }, (_, index) => ({ id: `${index}` }))
    const first = paginate(many, {}, idOf)
    expect([first.nodes.length, first.nodes[0]?.id]).toEqual([20, '0'])
    const before = paginate(many, { before: at('30') }, idOf)
    expect([before.nodes.length, before.nodes[0]?.id]).toEqual([20, '10'])
  })

  it.each(['first', 'last'] as const)('with a size that is none is refused: %s', (argument) => {
    for (const size of [-1, MAX_PAGE + 1])
      expect(() => page({ [argument]: size })).toThrow(
        `${argument}: expected a whole number from 0 to 100; got ${size}.`,
      )
  })

  it.each([
    ['text that is no cursor', 'nonsense', 'a cursor that this list issued'],
    ['JSON of another form', encode({ a: 1 }), 'a cursor that this list issued'],
    ['a list of other things', encode([1]), 'a cursor that this list issued'],
    ['a list of nothing', encode([]), 'a cursor that this list issued'],
    ['an item that is not in this list', at('z'), 'a cursor of an item that is still in this list'],
    [
      'a cursor that is bound to nothing, as they were',
      encode(['b']),
      'a cursor issued since 2026-11-29: begin with the first page again',
    ],
  ])('beyond %s is refused', (_, cursor, expected) => {
    for (const argument of ['after', 'before'])
      expect(() => page({ [argument]: cursor })).toThrow(
        `${argument}: expected ${expected}; got "${cursor}".`,
      )
  })

  it('after page leads through every item once, and back, whatever the length of the list and of the page', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ unit: 'grapheme' }), { maxLength: 40 }),
        fc.integer({ min: 1, max: 15 }),
        (ids, size) => {
          const items = ids.map((id) => ({ id }))
          const forwards: string[] = []
          for (let after: string | null = null, more = true; more;) {
            const current: Page<Letter> = paginate(items, { first: size, after }, idOf)
            forwards.push(...current.nodes.map(idOf))
            after = current.pageInfo.endCursor
            more = current.pageInfo.hasNextPage
          }
          expect(forwards).toEqual(ids)
          const backwards: string[] = []
          for (let before: string | null = null, more = true; more;) {
            const current: Page<Letter> = paginate(items, { last: size, before }, idOf)
            backwards.unshift(...current.nodes.map(idOf))
            before = current.pageInfo.startCursor
            more = current.pageInfo.hasPreviousPage
          }
          expect(backwards).toEqual(ids)
        },
      ),
    )
  })
})

describe('a cursor', () => {
  const issued: AskedPage = { orderBy: 'NAME', filter: { area: 'se', kinds: ['A', 'B'] } }
  const { endCursor: after } = page({ ...issued, first: 2 }).pageInfo

  it.each<[string, object]>([
    ['with another size of the page', { ...issued, first: 4 }],
    ['with null for what is not given', { ...issued, near: null, filter: { ...issued.filter, open: null } }],
    [
      'with the same in another order of writing',
      { filter: { kinds: ['A', 'B'], area: 'se' }, orderBy: 'NAME' },
    ],
  ])('holds %s', (_, args) => {
    expect(page({ ...args, after }).nodes[0]).toEqual({ id: 'c' })
  })

  it.each<[string, object]>([
    ['order', { ...issued, orderBy: 'ID' }],
    ['filter', { ...issued, filter: { ...issued.filter, area: 'cotai' } }],
    ['filter that is wider', { orderBy: 'NAME' }],
    ['argument', { ...issued, openNow: true }],
  ])('is refused with another %s', (_, args) => {
    expect(() => page({ ...args, after })).toThrow(
      `after: expected a cursor that this list issued for the same filter, order and other arguments; got "${after}".`,
    )
  })

  it('of a list with a name is refused in another', () => {
    const cursor = createCursors(issued, 'museums').write(['a', '1'])
    expect(createCursors(issued, 'museums').read('before', cursor, 2)).toEqual(['a', '1'])
    expect(() => createCursors(issued, 'venues').read('before', cursor, 2)).toThrow(
      'before: expected a cursor',
    )
  })

  it('gives back its parts, in any script', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' })), (parts) => {
        expect(cursors.read('after', cursors.write(parts), parts.length)).toEqual(parts)
      }),
    )
  })

  it('can stand in an address as it is', () => {
    expect(cursors.write(['?>~', 'é'])).toMatch(/^[\w-]+$/)
  })
})

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
