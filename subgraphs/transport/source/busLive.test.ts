import 'reflect-metadata'
import { describe, expect, it } from 'vitest'
import { parseBusLive } from './busLive.ts'
import { testDocument } from '../../_kit/testDocument.ts'

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

  it('takes a passenger flow that it does not know for none, and says so', () => {
    const { records, unreadable } = parse({ ...BUS, passengerFlow: '9' })
    expect(records).toMatchObject([{ id: 'S0001', passengerLoadRaw: null }])
    expect(unreadable).toEqual([
      { record: 'S0001', reason: 'passengerFlow: expected one of 0, 1, 2, 3, 4, 5; got "9"' },
    ])
  })

  it('counts what is no bus', () => {
    const route = { routeName: '3', dir: '0', routeInfo: [{ staCode: 'M16/1', busInfo: [BUS, 'bus'] }, 7] }
    const { records, setAside } = parseBusLive(
      testDocument(JSON.stringify({ header: '000', data: [route, null] })),
    )
    expect(records).toHaveLength(1)
    expect(setAside.map(({ reason }) => reason)).toEqual([
      'record: expected an object; got "bus"',
      'record: expected an object; got 7',
      'record: expected an object; got null',
    ])
  })

  it('refuses an answer with an error header', () => {
    expect(() => parseBusLive(testDocument('{"header":"1200","data":""}'))).toThrow(
      'expected an answer with the header "000"; got "1200"',
    )
  })
})
