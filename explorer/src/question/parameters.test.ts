import { describe, expect, it } from 'vitest'
import type { Control } from './controls.ts'
import { beginWith, NOW, readParameters, toVariables, writeInstant, writeParameters } from './parameters.ts'

const CONTROLS: readonly Control[] = [
  { kind: 'time', variables: ['at'], argument: 'openAt' },
  { kind: 'time', variables: ['late'], argument: 'openAt' },
  { kind: 'place', variables: ['border'], argument: 'place' },
  { kind: 'place', variables: ['lat', 'lng'], argument: 'place' },
  { kind: 'number', variables: ['metres'], argument: 'withinMetres', isWhole: true },
  {
    kind: 'kind',
    variables: ['kinds'],
    argument: 'categories',
    type: 'AttractionCategory',
    values: ['TEMPLE', 'CHURCH'],
    isList: true,
    isRequired: false,
  },
  { kind: 'language', variables: ['language'], argument: 'language' },
]
/** 00:30 of the 30th in Macao. */
const THEN = Date.parse('2026-11-29T16:30:40Z')

it('writes an instant in the time of Macao, to the minute', () => {
  expect(writeInstant(THEN)).toBe('2026-11-30T00:30:00+08:00')
})

describe('the parameters of a question', () => {
  const begun = beginWith(CONTROLS, { at: '2026-11-22T14:20:00+08:00', metres: 400 }, { late: '21:00' }, THEN)

  it('begin with now, whatever time the query was written at, and with a time of today where one is meant', () => {
    expect(begun).toEqual({ at: NOW, late: '2026-11-30T21:00:00+08:00', metres: 400 })
  })

  it('are sent with the time at which it is asked, and the language of the reader', () => {
    expect(toVariables(CONTROLS, begun, 'pt', THEN + 60_000)).toEqual({
      at: '2026-11-30T00:31:00+08:00',
      late: '2026-11-30T21:00:00+08:00',
      metres: 400,
      language: 'PT',
    })
  })

  it('stand in the address as far as they are others, and come back from it', () => {
    const set = {
      ...begun,
      border: '22.21580,113.54910',
      lat: 22.2,
      lng: 113.5,
      kinds: ['CHURCH'],
      metres: 800,
    }
    const written = writeParameters(set, begun)
    expect(written).toEqual({
      at: null,
      late: null,
      border: '22.21580,113.54910',
      lat: '22.2',
      lng: '113.5',
      kinds: 'CHURCH',
      metres: '800',
    })
    const state = new Map(
      Object.entries(written).flatMap(([key, text]) => (text === null ? [] : [[key, text]])),
    )
    expect({ ...begun, ...readParameters(CONTROLS, state) }).toEqual(set)
  })

  it('give way to what the page itself keeps in the address', () => {
    const list: Control = { kind: 'text', variables: ['list'], argument: 'list' }
    expect(writeParameters({ list: 'a' }, {})).toEqual({ '.list': 'a' })
    expect(
      readParameters(
        [list],
        new Map([
          ['list', 'museums'],
          ['.list', 'a'],
        ]),
      ),
    ).toEqual({ list: 'a' })
  })

  it('that do not fit are passed over', () => {
    const parameters = new Map(
      new URLSearchParams('at=soon&border=here&lat=x&metres=1.5&kinds=CASINO&other=1'),
    )
    expect(readParameters(CONTROLS, parameters)).toEqual({})
  })
})
