import { afterAll, beforeAll, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from './kit/gateway.ts'

/**
 * Twenty questions as front ends and agents type them first, written down before the schema was read. Where the graph
 * has another word for good reason, the refusal is here with the question that answers.
 */
interface Guess {
  readonly asks: string
  readonly query: string
  /** The first error, and the second guess. */
  readonly refused?: { readonly because: string; readonly instead: string }
  /** What is known of the answer beforehand. */
  readonly answer: object
}

const GUESSES: readonly Guess[] = [
  {
    asks: 'What is at this point of the map?',
    query: '{ place(lat: 22.19758, lng: 113.54085) { area { name { zh en } } } }',
    answer: { place: { area: null } },
  },
  {
    asks: 'Museums, with their names',
    query: '{ museums(first: 3) { nodes { id name { zh pt en } } } }',
    answer: { museums: { nodes: [{ id: 'communications' }, { id: 'fire-services' }, { id: 'grand-prix' }] } },
  },
  {
    asks: 'Is this museum open now?',
    query: '{ museums(first: 3) { nodes { name { en } isOpen } } }',
    answer: { museums: { nodes: [{ isOpen: false }, { isOpen: true }, { isOpen: true }] } },
  },
  {
    asks: 'Find anything called 大三巴',
    query: '{ search(text: "大三巴", first: 5) { nodes { __typename } } }',
    answer: {
      search: { nodes: expect.arrayContaining([{ __typename: 'Attraction' }, { __typename: 'Monument' }]) },
    },
  },
  {
    asks: 'Queues at the borders',
    query: '{ borderCheckpoints { name { en } queues { direction waitMinutes } } }',
    refused: {
      because: 'Cannot query field "queues" on type "BorderCheckpoint".',
      instead: '{ borderCheckpoints { name { en } statusByDirection { direction minutes } } }',
    },
    answer: {
      borderCheckpoints: expect.arrayContaining([
        {
          name: { en: 'Border Gate (Gongbei)' },
          statusByDirection: [
            { direction: 'ENTERING', minutes: 30 },
            { direction: 'LEAVING', minutes: 10 },
          ],
        },
      ]),
    },
  },
  {
    asks: 'Car parks near me with free spaces',
    query:
      '{ carParks(near: {lat: 22.19758, lng: 113.54085}, first: 3) { nodes { name { en } availableSpaces } } }',
    refused: {
      because: 'Cannot query field "availableSpaces" on type "CarPark".',
      instead:
        '{ carParks(near: {lat: 22.19758, lng: 113.54085}, withinMetres: 400) { nodes { name { en } freeSpaces { cars } } } }',
    },
    answer: { carParks: { nodes: [{}, { freeSpaces: { cars: 108 } }] } },
  },
  {
    asks: 'What comes next: events',
    query: '{ events(first: 3) { nodes { name { en } next { startsOn endsOn } } } }',
    answer: { events: { nodes: [{ next: { startsOn: '2027-04-29' } }, { next: null }, { next: null }] } },
  },
  {
    asks: 'Exhibitions on now',
    query: '{ exhibitions(onNow: true, first: 3) { nodes { title { zh en } venue { name { en } } } } }',
    refused: {
      because: 'Cannot query field "venue" on type "Exhibition".',
      instead: '{ exhibitions(onNow: true, first: 3) { nodes { title { zh en } museum { name { en } } } } }',
    },
    answer: { exhibitions: { nodes: [{ museum: { name: { en: 'Taipa Houses' } } }, {}, {}] } },
  },
  {
    asks: 'Pharmacies open now near me',
    query:
      '{ pharmacies(filter: {openNow: true}, near: {lat: 22.19758, lng: 113.54085}, first: 3) { nodes { name { zh } phone } } }',
    answer: { pharmacies: { nodes: [] } },
  },
  {
    asks: 'How long is the wait at emergency?',
    query: '{ emergencyDepartments { name { en } waitMinutes } }',
    refused: {
      because:
        'Cannot query field "waitMinutes" on type "EmergencyDepartment". Did you mean "waitMinutesAvg", "waitMinutesP90", or "waitStatus"?',
      instead: '{ emergencyDepartments { name { en } waitMinutesAvg } }',
    },
    answer: {
      emergencyDepartments: [19, 33, 46, null, null, null].map((waitMinutesAvg) => ({ waitMinutesAvg })),
    },
  },
  {
    asks: 'Five-star hotels',
    query: '{ hotels(filter: {stars: 5}, first: 3) { nodes { name { en } place { lat lng } } } }',
    refused: {
      because: 'Field "stars" is not defined by type "HotelFilter". Did you mean "minStars"?',
      instead: '{ hotels(filter: {minStars: 5}, first: 3) { nodes { name { en } place { lat lng } } } }',
    },
    answer: { hotels: { nodes: [{ name: { en: 'Altira Macau' } }, {}, {}] } },
  },
  {
    asks: 'Stops of bus 3',
    query: '{ busRoute(id: "3") { stops { name { zh } } } }',
    answer: {
      busRoute: {
        stops: expect.arrayContaining([{ name: { zh: '關閘總站' } }, { name: { zh: '外港碼頭' } }]),
      },
    },
  },
  {
    asks: 'Temperature now',
    query: '{ weather { temperature observedAt } }',
    refused: {
      because: 'Cannot query field "weather" on type "Query".',
      instead: '{ currentWeather { temperatureMinCelsius temperatureMaxCelsius observedAt } }',
    },
    answer: { currentWeather: { temperatureMaxCelsius: 22 } },
  },
  {
    asks: 'Events of a venue',
    query: '{ venues(first: 2) { nodes { name { en } events(first: 2) { nodes { name { en } } } } } }',
    answer: { venues: { nodes: [{ events: { nodes: [] } }, { events: { nodes: [] } }] } },
  },
  {
    asks: 'Events at a sight',
    query: '{ attractions(first: 2) { nodes { name { en } events(first: 2) { nodes { name { en } } } } } }',
    answer: { attractions: { nodes: [{ events: { nodes: [] } }, { events: { nodes: [] } }] } },
  },
  {
    asks: 'Doctors of a hospital',
    query:
      '{ hospitals(first: 1) { nodes { name { en } doctors(first: 3) { nodes { name { zh } specialty } } } } }',
    refused: {
      because: 'Cannot query field "name" on type "Doctor".',
      instead:
        '{ hospitals(first: 1) { nodes { name { en } doctors(first: 3) { nodes { code specialty { en } } } } } }',
    },
    answer: { hospitals: { nodes: [{ doctors: { nodes: [{ code: 'sample doctor 02' }, {}] } }] } },
  },
  {
    asks: 'Air quality',
    query: '{ airQualityStations { name { en } airQualityIndex } }',
    refused: {
      because: 'Cannot query field "airQualityIndex" on type "AirQualityStation".',
      instead: '{ airQualityStations { name { en } latestConcentrations { pm25UgPerM3 } } }',
    },
    answer: {
      airQualityStations: expect.arrayContaining([
        { name: { en: 'Macao roadside' }, latestConcentrations: { pm25UgPerM3: 23 } },
      ]),
    },
  },
  {
    asks: 'The parishes and their people',
    query: '{ areas { name { pt } population } }',
    refused: {
      because:
        'Cannot query field "areas" on type "Query". Did you mean "bureau", "bureaus", "feeds", or "parks"?',
      instead: '{ administrativeAreas(kind: PARISH) { name { pt } population } }',
    },
    answer: { administrativeAreas: expect.arrayContaining([{ name: { pt: 'Sé' }, population: 55275 }]) },
  },
  {
    asks: 'Toilets near me',
    query: '{ publicToilets(near: {lat: 22.19758, lng: 113.54085}, first: 3) { nodes { name { zh } } } }',
    answer: {
      publicToilets: {
        nodes: [
          { name: { zh: '大三巴牌坊側公廁' } },
          { name: { zh: '大炮台公園' } },
          { name: { zh: '草堆橫街公廁' } },
        ],
      },
    },
  },
  {
    asks: 'Road works around this place',
    query:
      '{ place(lat: 22.19758, lng: 113.54085) { nearbyRoadWorks(first: 3) { metres roadWork { road { zh } } } } }',
    refused: {
      because: 'Cannot query field "road" on type "RoadWork".',
      instead:
        '{ place(lat: 22.19758, lng: 113.54085) { nearbyRoadWorks(first: 3) { metres roadWork { location { zh } } } } }',
    },
    answer: { place: { nearbyRoadWorks: [{ metres: 339, roadWork: { location: { zh: '沙梨頭海邊街' } } }] } },
  },
]

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

it.each(GUESSES)('answers a first guess: $asks', async ({ query, refused, answer }) => {
  const first = await gateway.ask(query)
  expect(first.errors?.[0]?.message).toBe(refused?.because)
  const { data, errors } = refused ? await gateway.ask(refused.instead) : first
  expect(errors).toBeUndefined()
  expect(data).toMatchObject(answer)
})

it('answers ten of the twenty as they are typed', () => {
  expect(GUESSES).toHaveLength(20)
  expect(GUESSES.filter(({ refused }) => !refused)).toHaveLength(10)
})
