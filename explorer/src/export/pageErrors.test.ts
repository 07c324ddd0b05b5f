import { describe, expect, it } from 'vitest'
import type { AnswerError } from '../graph/ask.ts'
import { isOfPage, isWithin, moveBy } from './pageErrors.ts'

const LIST = ['carParks', 'nodes']

function errorAt(...path: readonly (string | number)[]): AnswerError {
  return {
    message: 'gone',
    path: path.length === 0 ? undefined : path,
    line: undefined,
    column: undefined,
    code: undefined,
    limitName: undefined,
  }
}

describe('errors of a page of a list', () => {
  it.each([
    [['carParks'], true],
    [['carParks', 'nodes'], true],
    [['carParks', 'nodes', 3, 'name'], true],
    [['carParks', 'totalCount'], false],
    [['museums', 'nodes', 3], false],
  ])('at %j: of the list is %s', (path, expected) => {
    expect(isWithin(errorAt(...path), LIST)).toBe(expected)
  })

  it('of the whole request are of each page, and in no list', () => {
    expect([isOfPage(errorAt(), LIST), isWithin(errorAt(), LIST)]).toEqual([true, false])
  })

  it.each([
    [
      ['carParks', 'nodes', 3, 'place', 0],
      ['carParks', 'nodes', 103, 'place', 0],
    ],
    [
      ['carParks', 'nodes'],
      ['carParks', 'nodes'],
    ],
    [undefined, undefined],
  ])('at %j of the page after 100 rows stand at %j of the whole', (path, moved) => {
    expect(moveBy(100, errorAt(...(path ?? [])), LIST).path).toEqual(moved)
  })
})
