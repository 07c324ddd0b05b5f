import 'reflect-metadata'
import { describe, expect, it } from 'vitest'
import { parseBorderStatus } from './borderStatus.ts'
import { testDocument } from '../../_kit/testDocument.ts'

const HALL = { Pn: '2', Id: 'E', St: '2', Ti: '2026/11/22 14:20', Vt: '', Os: '', Mp: '', Mc: '' }

function parse(answer: unknown, shift = 0) {
  return parseBorderStatus(testDocument(JSON.stringify({ d: JSON.stringify(answer) }), shift))
}

describe('the parser of the border status', () => {
  it('reads JSON inside a JSON string', () => {
    expect(parse({ Rs: true, Rt: [HALL, { ...HALL, Id: 'D', St: '1', Os: '1' }] }, 60_000).records).toEqual([
      {
        portId: '2',
        direction: 'ENTERING',
        level: 'BUSY',
        observedAt: '2026-11-22T14:21:00+08:00',
        isOld: false,
        sample: false,
      },
      {
        portId: '2',
        direction: 'LEAVING',
        level: 'CLEAR',
        observedAt: '2026-11-22T14:21:00+08:00',
        isOld: true,
        sample: false,
      },
    ])
  })

  it.each([
    ['1', 'CLEAR'],
    ['2', 'BUSY'],
    ['3', 'CROWDED'],
    ['4', 'DIVERSION'],
    ['5', 'CLOSED'],
    ['7', 'CLOSED'],
    ['8', 'CLOSED'],
    ['0', 'UNKNOWN'],
    ['100', 'UNKNOWN'],
  ])('reads the code %s as %s', (St, level) => {
    expect(parse({ Rs: true, Rt: [{ ...HALL, St }] }).records[0]?.level).toBe(level)
  })

  it('sets aside a code that it does not know', () => {
    expect(parse({ Rs: true, Rt: [{ ...HALL, St: '6' }] }).setAside).toEqual([
      { record: '2 E', reason: 'St: expected one of 0, 1, 2, 3, 4, 5, 7, 8, 100; got "6"' },
    ])
  })

  it.each([
    ['Rs is false', { d: '{"Rs":false,"Rt":[]}' }],
    ['d is no string', { d: { Rs: true } }],
    ['d is no JSON', { d: '<html>' }],
  ])('refuses an answer whose %s', (_what, answer) => {
    expect(() => parseBorderStatus(testDocument(JSON.stringify(answer)))).toThrow(/^expected/)
  })
})
