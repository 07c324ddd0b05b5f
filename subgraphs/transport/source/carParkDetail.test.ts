import 'reflect-metadata'
import { describe, expect, it } from 'vitest'
import { parseCarParkDetail } from './carParkDetail.ts'
import { testDocument } from '../../_kit/testDocument.ts'

function parse(attributes: string) {
  return parseCarParkDetail(
    testDocument(`<CarPark><Car_park_info CP_ID="6001" NameC="南灣" NameP="Silo" ${attributes} /></CarPark>`),
  )
}

describe('the parser of car parks', () => {
  it('reads X as the latitude and Y as the longitude', () => {
    expect(parse('X_coords="22.190601" Y_coords="113.539426"').records[0]?.place?.id).toBe(
      '22.19060,113.53943',
    )
  })

  it('publishes no place outside the territory, so that swapped coordinates are seen', () => {
    const { records, unreadable } = parse('X_coords="113.539426" Y_coords="22.190601"')
    expect(records).toMatchObject([{ id: '6001', place: null }])
    expect(unreadable).toEqual([
      {
        record: '6001',
        reason:
          'X_coords, Y_coords: expected a coordinate in Macao (latitude 22.05 to 22.25, longitude 113.5 to 113.65); got ["113.539426","22.190601"]',
      },
    ])
  })

  it.each([
    ['1.85', 1.85],
    ['--', null],
    ['---', null],
  ])('reads the height %s as %s', (height, metres) => {
    expect(parse(`height="${height}"`).records[0]?.heightLimitMetres).toBe(metres)
  })

  it('splits prices at "##", also at the end, and reads "-" as not applicable', () => {
    const prices =
      'Lcar_price_C="日間6元##夜間3元##" Lcar_price_P="-" Lcar_price_E="MOP6 ## MOP3" moto_price_E="-"'
    expect(parse(prices).records[0]?.tariff).toEqual([
      { appliesTo: 'LIGHT_VEHICLES', text: { zh: '日間6元\n夜間3元', pt: null, en: 'MOP6\nMOP3' } },
    ])
  })

  it('drops an English name that only repeats the Portuguese, and says so', () => {
    const parsed = parse('NameE="Silo"')
    expect(parsed.records[0]?.name).toEqual({ zh: '南灣', pt: 'Silo', en: null })
    expect(parsed.remarks).toEqual([
      '1 English names repeat the Portuguese: 1 are published as null, 0 are proper names and stay.',
    ])
  })
})
