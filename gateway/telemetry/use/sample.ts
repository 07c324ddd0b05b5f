import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildASTSchema, parse, TypeInfo, visit, visitWithTypeInfo, type GraphQLSchema } from 'graphql'
import { sha256Hex } from '../../../kit/digest.ts'
import { possibleTypesOf } from '../../../kit/graphql/possibleTypes.ts'
import { fromRoot, runsDirectly } from '../../../kit/root.ts'
import { dayNumber, dayText, type UsedDocument, type UseKey } from './batch.ts'
import { BOUNDARIES_MS, type Counts } from './counts.ts'
import { createDayBook } from './dayBook.ts'
import { writeDay } from './dayFile.ts'
import { useFolder } from './use.ts'

/** Days before today for which use is made up. */
const DAYS = 365
/** Of the days before, only what the graph shows: by field they would be ten times as much. */
const DAYS_BY_FIELD = 60

/** Invented programs, each with how often it asks on a working day and how much less at weekends. */
const CLIENTS = [
  { name: 'sample: parking app', isVerified: true, tier: 'developer', daily: 900, weekend: 1.4 },
  { name: 'sample: bus screens', isVerified: true, tier: 'developer', daily: 1_500, weekend: 0.9 },
  { name: 'sample: hotel portal', isVerified: true, tier: 'partner', daily: 400, weekend: 1.6 },
  { name: 'sample: newsroom', isVerified: false, tier: 'public', daily: 60, weekend: 0.4 },
  { name: 'sample: university course', isVerified: false, tier: 'public', daily: 120, weekend: 0.1 },
  { name: 'sample: city walks', isVerified: false, tier: 'public', daily: 250, weekend: 1.8 },
  { name: 'sample: clinic finder', isVerified: true, tier: 'public', daily: 180, weekend: 0.7 },
] as const

/** Made-up use of the examples on the days before today, marked as such, for a demonstration; the same for the same day. */
export async function writeSampleUse(stateFolder: string, now: Date): Promise<number> {
  const sdl = await readFile(fromRoot('schema/api.graphql'), 'utf8')
  const documents = await readExamples(buildASTSchema(parse(sdl), { assumeValidSDL: true }))
  const folder = join(useFolder(stateFolder), 'sample')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const today = dayNumber(now.getTime())
  for (let ago = 1; ago <= DAYS; ago++) {
    const day = dayText(today - ago)
    const book = createDayBook()
    for (const [index, client] of CLIENTS.entries())
      for (const [place, document] of documents.entries())
        if ((index + place) % 3 !== 0) book.add(makeUp(document, client, day, today - ago, index + place))
    const record = book.record()
    await writeDay(folder, day, ago > DAYS_BY_FIELD ? { ...record, fields: [] } : record)
  }
  return DAYS
}

async function readExamples(schema: GraphQLSchema): Promise<readonly UsedDocument[]> {
  const folder = fromRoot('examples')
  const files = (await readdir(folder)).filter((name) => name.endsWith('.graphql'))
  return Promise.all(
    files.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      return {
        hash: sha256Hex(text),
        name: name.replace('.graphql', ''),
        coordinates: listFields(text, schema),
      }
    }),
  )
}

function listFields(text: string, schema: GraphQLSchema): readonly string[] {
  const types = new TypeInfo(schema)
  const used = new Set<string>()
  visit(
    parse(text),
    visitWithTypeInfo(types, {
      Field({ name }) {
        const parent = types.getParentType() ?? undefined
        if (name.value.startsWith('__')) return
        for (const type of possibleTypesOf(parent, schema)) used.add(`${type.name}.${name.value}`)
      },
    }),
  )
  return [...used]
}

function makeUp(
  document: UsedDocument,
  { name, isVerified, tier, daily, weekend }: (typeof CLIENTS)[number],
  day: string,
  number: number,
  offset: number,
) {
  const isWeekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
  const season = 1 + 0.3 * Math.sin((number / 365) * 2 * Math.PI + offset)
  const requests = Math.max(1, Math.round((daily / 8) * season * (isWeekend ? weekend : 1)))
  const key: UseKey = { day, client: name, version: '1.0', isVerified, tier, isSample: true }
  const counts = spread(requests, offset)
  return {
    documents: [document],
    operations: [{ ...key, ...counts, hash: document.hash }],
    fields: document.coordinates.map((coordinate) => ({ ...key, ...counts, coordinate })),
  }
}

/** Most in few milliseconds, some in many; one of a hundred or so with an error. */
function spread(requests: number, offset: number): Counts {
  const buckets = BOUNDARIES_MS.map(() => 0)
  const [fast, middle, slow] = [Math.floor(requests * 0.7), Math.floor(requests * 0.26), 3 + (offset % 4)]
  buckets[1] = fast
  buckets[slow] = middle
  buckets[slow + 2] = requests - fast - middle
  return { requests, errors: Math.floor(requests * 0.008), buckets }
}

if (runsDirectly(import.meta.url)) {
  const days = await writeSampleUse(process.env.STATE_DIR ?? fromRoot('.state'), new Date())
  process.stdout.write(`${days} days of sample use written.\n`)
}
