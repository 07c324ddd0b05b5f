import 'reflect-metadata'
import { describe, expect, it } from 'vitest'
import { parseBusStops } from './busStops.ts'
import { testDocument } from '../../_kit/testDocument.ts'

const HEADING = 'POLE_ID,P_ALIAS,P_NAME,P_NAME_POR,P_NAME_EN,ALIAS,ROUTE_NOS,LATITUDE,LONGITUDE'

function parse(...rows: string[]) {
  return parseBusStops(testDocument([HEADING, ...rows].join('\n')))
}

describe('the parser of bus stops', () => {
  it('writes M1_5 as M1/5 and cleans full-width spaces and runs of blanks', () => {
    expect(
      parse('1,M264_1,勵庭海景酒店,HARBOURVIEW\u3000HOTEL ,HARBOURVIEW  HOTEL,M264,"3A,8",22.1,113.5')
        .records,
    ).toEqual([
      {
        id: 'M264/1',
        stopGroup: 'M264',
        name: { zh: '勵庭海景酒店', pt: 'HARBOURVIEW HOTEL', en: 'HARBOURVIEW HOTEL' },
        place: { id: '22.10000,113.50000', lat: 22.1, lng: 113.5 },
        area: null,
        routesAll: ['3A', '8'],
      },
    ])
  })

  it('keeps a stop whose coordinate is not known, without a place', () => {
    expect(parse('1,M1_5,關閘,PORTAS,,M1,,,').records).toMatchObject([{ place: null, routesAll: [] }])
  })

  it('sets aside a code of another form', () => {
    expect(parse('1,M1/5,關閘,PORTAS,,M1,,,').setAside).toEqual([
      { record: 'M1/5', reason: 'P_ALIAS: expected a code such as "M1_5"; got "M1/5"' },
    ])
  })

  it('refuses a table that lacks a column', () => {
    expect(() => parseBusStops(testDocument('P_ALIAS,P_NAME\nM1_5,關閘'))).toThrow(/none named P_NAME_POR/)
  })
})
