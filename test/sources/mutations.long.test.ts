import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isRecord } from '../../kit/isRecord.ts'
import { packageRoot } from '../../kit/root.ts'
import { bureaus } from '../../schema/bureaus/register.ts'
import type { FeedReport } from '../../subgraphs/_kit/feed.ts'
import type { FeedDescriptor } from '../../subgraphs/_kit/feedDescriptor.ts'
import { startTestSubgraph, type StartedSubgraph } from '../../subgraphs/_kit/testSubgraph.ts'
import { importBureaus } from '../../subgraphs/_kit/importBureaus.ts'
import { addressVariable, send, startSource } from '../kit/source.ts'
import { createRandom, mutateSnapshot } from './mutateSnapshot.ts'

const FEEDS = bureaus.reduce((sum, { feeds }) => sum + Object.keys(feeds).length, 0)
const IS_FUZZ = process.env.MODE === 'fuzz'
/** 2,000 in all; by `npm run fuzz` as many for each feed, others each time. */
const PER_FEED = IS_FUZZ ? 2_000 : Math.ceil(2_000 / FEEDS)
const SEED = IS_FUZZ ? Date.now() % 1_000_000 : 1

/** Questions that lead through the records of a bureau, asked as its own staff would; of others, whether it answers. */
const QUESTIONS: Readonly<Record<string, string>> = {
  transport: `{
    carParks(first: 100) { nodes { id name { zh en } place { id nearbyCarParks(first: 2) { metres } } tariff { text { en } } freeSpaces { cars observedAt } } }
    busStops(first: 50) { nodes { id name { zh } place { id } routes { id } } }
    buses(first: 50) { nodes { id } }
    busRoutes(first: 50) { nodes { id longName { zh } headways { startTime } } }
    borderCheckpoints { id statusLevel openingHours { asStated } }
    lrtLines { id name { en } }
    flights(first: 50) { nodes { id airline destination weekdays periodStartsOn } }
    roadWorks(first: 50) { nodes { id name { zh } startsOn place { id } summary { zh } } }
  }`,
  health: `{
    healthFacilities(first: 100) { nodes { id name { zh } kind place { id }
      ... on Hospital { emergencyDepartments { kind waitMinutesAvg } } } }
    notifiableDiseases { id name { en } }
  }`,
  tourism: `{
    hotels(first: 100) { nodes { id name { zh } stars roomsLicensed place { id } } }
    attractions(first: 100) { nodes { id name { zh } category feeMop place { id } } }
    events(first: 100) { nodes { id name { zh } usualMonths } }
    visitorArrivals { monthly(last: 12) { month arrivals } }
    newCompanies { monthly(last: 12) { month companies } provenance { sample } }
  }`,
  city: `{
    publicToilets(first: 100) { nodes { id name { zh } openingHours { asStated } isOpen(at: "2026-11-23T12:00:00+08:00") place { id nearbyToilets { metres } } park { id } } }
    drinkingWaterPoints(first: 100) { nodes { id name { zh } openingHours { asStated } place { id } } }
    parks(first: 100) { nodes { id name { zh } toilets { id } place { id } } }
    wasteFacilityKinds { id name { zh } knownPoints }
  }`,
  culture: `{
    museums(first: 100) { nodes { id name { zh } feeMop openingHours { asStated } place { id } exhibitions { id opensOn } } }
    libraries(first: 100) { nodes { id name { zh } openingHours { asStated } } }
    monuments(first: 100) { nodes { id name { zh } } }
    venues(first: 100) { nodes { id capacity } }
  }`,
  weather: `{
    weatherStations(first: 100) { nodes { id name { zh } place { id } latestObservation { observedAt temperatureCelsius isRaining } } }
    currentWeather { temperatureMinCelsius condition { name { zh } } }
    dailyForecasts { date temperatureMaxCelsius description { zh } }
    weatherWarnings { group issuedAt signal { id } }
    airQualityStations { id name { zh } latestConcentrations { pm10UgPerM3 } }
    climateNormals { month meanRainfallMm }
  }`,
  catalogue: `{
    datasets(first: 100) { nodes { id title { zh } licence modifiedAt formats } }
    administrativeAreas { id name { zh } population }
    bureaus { id name { zh } role }
  }`,
}

const BUREAUS = (await importBureaus(bureaus)).map(({ definition }) => ({
  name: definition.name,
  query: QUESTIONS[definition.name] ?? '{ __typename }',
  start: (environment: Record<string, string>) => startTestSubgraph(definition, environment),
}))

/** Every descriptor that the modules of a bureau's source export. */
async function readDescriptors(name: string): Promise<readonly FeedDescriptor<unknown>[]> {
  const folder = new URL(`subgraphs/${name}/`, packageRoot)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /^source(?:\.ts$|\/)/.test(file) && file.endsWith('.ts') && !file.endsWith('.test.ts'),
  )
  const modules = await Promise.all(
    files.map((file): Promise<Record<string, unknown>> => import(new URL(file, folder).href)),
  )
  return modules.flatMap((module) => Object.values(module).flat()).filter(isDescriptor)
}

function isDescriptor(value: unknown): value is FeedDescriptor<unknown> {
  return isRecord(value) && isRecord(value.limits) && typeof value.parse === 'function' && 'bundled' in value
}

function snapshotOf({ bundled: { url, replayStepSeconds } }: FeedDescriptor<unknown>): string {
  if (replayStepSeconds === undefined) return readFileSync(url, 'utf8')
  const [first = ''] = readdirSync(url).sort()
  return readFileSync(new URL(first, url), 'utf8')
}

it('knows every feed', async () => {
  const descriptors = await Promise.all(BUREAUS.map(({ name }) => readDescriptors(name)))
  expect(descriptors.flat()).toHaveLength(FEEDS)
})

describe.each(BUREAUS)('mutated documents of $name', ({ name, query, start }) => {
  it('never crash it, nor make a feed live with less than its floor; what is refused changes no answer', async () => {
    for (const descriptor of await readDescriptors(name))
      expect(await tryMutations(descriptor, query, start)).toEqual([])
  }, 7_200_000)
})

/** A source of the feed sends mutated snapshots, one after the other, and between them the true one; what went wrong. */
async function tryMutations(
  descriptor: FeedDescriptor<unknown>,
  query: string,
  start: (environment: Record<string, string>) => Promise<StartedSubgraph>,
): Promise<readonly string[]> {
  const snapshot = snapshotOf(descriptor)
  const source = await startSource(snapshot)
  const subgraph = await start({ [addressVariable(descriptor.id)]: source.url })
  try {
    const feed = subgraph.findFeed(descriptor.id)
    if (!feed) return [`no feed ${descriptor.id}`]
    const random = createRandom(SEED + hashOf(descriptor.id))
    const look = async () => ({
      records: feed.read().records,
      report: feed.report(),
      answer: JSON.stringify(await subgraph.ask(query)),
    })
    const read = async (body: string | Buffer) => {
      source.answer = send(body)
      await feed.refresh()
      return look()
    }
    let before = await look()
    for (let count = 0; count < PER_FEED; count++) {
      const { steps, body } = mutateSnapshot(snapshot, random)
      const after = await read(body)
      const problems = findProblems(before, after, descriptor.limits.floor)
      if (after.report.state !== 'DEGRADED') {
        before = await read(snapshot)
        // A mutated document may have had more records than the true one.
        const { refusedDigest } = before.report
        if (refusedDigest) {
          await feed.accept?.(refusedDigest)
          before = await look()
        }
        if (before.report.state !== 'LIVE') problems.push(`then: ${before.report.lastError}`)
      }
      if (problems.length > 0)
        return [`${descriptor.id}, seed ${SEED}, document ${count}: ${steps.join(', ')}`, ...problems]
    }
    return []
  } finally {
    await subgraph.stop()
    await source.stop()
  }
}

interface Look {
  readonly records: readonly unknown[]
  readonly report: FeedReport
  readonly answer: string
}

function findProblems(before: Look, after: Look, floor: number): string[] {
  const { state, lastError, accepted, setAside } = after.report
  const told = lastError ?? ''
  const problems = setAside
    .filter(({ record, reason }) => record === '' || !/^[^:]+: expected /.test(reason))
    .map(({ record, reason }) => `set aside without a reason: ${record} ${reason}`)
  // Any other failure is a fault of ours: the source has answered.
  if (told !== '' && !/^(expected |the source gave another form of document)/.test(told)) problems.push(told)
  problems.push(...findFaults(after.answer))
  if (state === 'DEGRADED') {
    if (told === '') problems.push('refused without a reason')
    if (after.records !== before.records) problems.push('refused, with other records')
    if (after.answer !== before.answer) problems.push('refused, with another answer')
    return problems
  }
  if (state !== 'LIVE') problems.push(`state ${state}`)
  if (accepted < floor) problems.push(`${accepted} records, less than ${floor}`)
  if (after.records.length !== accepted) problems.push(`${after.records.length} records, told as ${accepted}`)
  return problems
}

/** An error without a code is a fault of ours. */
function findFaults(answer: string): readonly string[] {
  const { errors = [] } = JSON.parse(answer) as {
    errors?: { message: string; extensions?: { code?: string } }[]
  }
  return errors.filter(({ extensions }) => extensions?.code === undefined).map(({ message }) => message)
}

function hashOf(text: string): number {
  return [...text].reduce((sum, character) => (Math.imul(sum, 31) + character.charCodeAt(0)) >>> 0, 7)
}
