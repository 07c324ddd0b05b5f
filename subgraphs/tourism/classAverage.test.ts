import { describe, expect, it } from 'vitest'
import { averageByClass } from './classAverage.ts'
import type { HotelRecord } from './source/hotels.ts'

const hotel = (id: string, stars: number): [string, HotelRecord] => [
  id,
  {
    id,
    name: { zh: null, pt: null, en: id },
    address: null,
    className: '',
    starClass: null,
    stars,
    roomsLicensed: null,
    roomsAreApproximate: false,
    isGreenHotel: null,
    place: null,
    placeIsApproximate: null,
    area: null,
  },
]
const answer = (hotel: string, percent: number) => ({
  hotel,
  month: '2026-01',
  percent,
  averageRateMop: 1000,
  sample: true,
})

describe('the average of a class', () => {
  const hotels = new Map([hotel('a', 4), hotel('b', 4), hotel('c', 4), hotel('d', 5), hotel('e', 5)])

  it('exists for three hotels and not for two, which would tell each about the other', () => {
    const averages = averageByClass(hotels, [
      answer('a', 80),
      answer('b', 90),
      answer('c', 90.1),
      answer('d', 70),
      answer('e', 75),
    ])
    expect(averages.get('4')).toEqual([{ month: '2026-01', percent: 86.7, hotels: 3, sample: true }])
    expect(averages.get('5')).toEqual([])
  })

  it('leaves out answers of hotels that are not in the register', () => {
    const averages = averageByClass(hotels, [answer('a', 80), answer('b', 90), answer('x', 90)])
    expect(averages.get('4')).toEqual([])
  })
})
