import 'reflect-metadata'
import { describe, expect, it } from 'vitest'
import { parseBusLive } from './busLive.ts'
import { testDocument } from './testDocument.ts'

const BUS = {
  busCode: 'S0001',
  busPlate: 'SAMPLE-001',
  busType: '1',
  status: '1',
  isFacilities: '1',
  speed: '0',
  passengerFlow: '-1',
}

function parse(...busInfo: object[]) {
  const data = [
    {
      routeName: '3',
      dir: '0',
      routeInfo: [
        { staCode: 'M16/1', busInfo },
        { staCode: 'M7/1', busInfo: [] },
      ],
    },
  ]
  return parseBusLive(testDocument(JSON.stringify({ header: '000', data })))
}

describe('the parser of live buses', () => {
  it('reads numbers that are strings, and -1 passengers as not known', () => {
    expect(parse(BUS).records).toEqual([
      {
        id: 'S0001',
        route: '3',
        directionId: 0,
        stop: 'M16/1',
        isAtStop: true,
        plate: 'SAMPLE-001',
        isLowFloor: true,
        passengerLoadRaw: null,
        observedAt: '2026-11-22T14:20:00+08:00',
        sample: false,
      },
    ])
  })

  it('sets aside a passenger flow that it does not know', () => {
    expect(parse({ ...BUS, passengerFlow: '9' }).setAside).toEqual([
      { record: 'S0001', reason: 'passengerFlow: expected -1 or 0 to 5; got "9"' },
    ])
  })

  it('refuses an answer with an error header', () => {
    expect(() => parseBusLive(testDocument('{"header":"1200","data":""}'))).toThrow(
      'expected an answer with the header "000"; got "1200"',
    )
  })
})
