import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { buildASTSchema, parse } from 'graphql'
import { z } from 'zod'
import { readEnvironment, type Environment } from '../../../kit/config.ts'
import { createLog } from '../../../kit/log.ts'
import { fromRoot, runsDirectly } from '../../../kit/root.ts'
import { plainColumns } from '../../../kit/tables/columns.ts'
import { writeCsv } from '../../../kit/tables/csv.ts'
import { printTextTable } from '../../../kit/textTable.ts'
import { readDatasetFields } from './datasetFields.ts'
import { exportUse } from './exportUse.ts'
import { readUseFolder } from './fileStore.ts'
import { openPostgresStore } from './postgresStore.ts'
import { reportClients, reportFields, reportUnused, type ReportRow } from './report.ts'
import { listSchemaCoordinates } from './schemaCoordinates.ts'
import { isIn } from './summariseGroups.ts'
import { dayOf, useFolder } from './use.ts'
import { firstKeptDay, type UseStore } from './useStore.ts'

const USE_USAGE = `Tells who uses the graph, from PostgreSQL (USE_DATABASE_URL) or from the files in STATE_DIR (.state).

  npm run use -- field CarPark.freeSpaces    who asks for a field, an argument ("Query.carPark(id:)") or an enum value
  npm run use -- client NAME                 what a client asks for
  npm run use -- bureau ID                   the fields of a bureau's data sets
  npm run use -- dataset ID                  the fields of a data set
  npm run use -- unused                      what no client with a verified name has asked for
  npm run use -- export                      all of it as JSON, for \`npm run graph -- check --use FILE\`

  --days 30            the days that count, today included (13 months without it; 30 for unused)
  --format table       table, csv or json
  --by field           for bureau and dataset: field or client
  --gateway URL        for bureau and dataset: the gateway that says which fields are whose (http://127.0.0.1:4000)
  --schema FILE        for unused: the schema that clients see (schema/api.graphql)
`

export interface CommandResult {
  readonly exitCode: number
  readonly text: string
}

type Reader = Pick<UseStore, 'readFields' | 'readMonths'>

interface Asked {
  readonly days: number | undefined
  readonly by: string
  readonly gateway: string
  readonly schema: string
}

/** `npm run use -- …`: the exit code and what to print. */
export async function runUse(
  args: readonly string[],
  environment: Environment,
  now: () => Date,
): Promise<CommandResult> {
  try {
    const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true })
    const [command, subject, ...more] = positionals
    const print = PRINTERS[values.format]
    const days = values.days === undefined ? undefined : parseDays(values.days)
    if (more.length > 0 || print === undefined) return { exitCode: 2, text: USE_USAGE }
    const store = openReader(environment)
    try {
      const today = dayOf(now())
      if (command === 'export' && subject === undefined)
        return { exitCode: 0, text: await exportAll(store, fromDay(days, today), today) }
      const rows = await report(store, command, subject, { ...values, days }, today)
      return rows === null ? { exitCode: 2, text: USE_USAGE } : { exitCode: 0, text: await print(rows) }
    } finally {
      await store.close()
    }
  } catch (error) {
    return { exitCode: 2, text: `${error instanceof Error ? error.message : String(error)}\n` }
  }
}

const OPTIONS = {
  days: { type: 'string' },
  format: { type: 'string', default: 'table' },
  by: { type: 'string', default: 'field' },
  gateway: { type: 'string', default: 'http://127.0.0.1:4000' },
  schema: { type: 'string', default: fromRoot('schema/api.graphql') },
} as const

function parseDays(text: string): number {
  const days = Number(text)
  if (Number.isInteger(days) && days >= 1 && days <= 400) return days
  throw new Error(`--days: expected a whole number from 1 to 400; got ${JSON.stringify(text)}.`)
}

/** Null for a command that there is not. */
async function report(
  store: Reader,
  command: string | undefined,
  subject: string | undefined,
  asked: Asked,
  today: string,
): Promise<readonly ReportRow[] | null> {
  const from = fromDay(asked.days, today)
  if (command === 'unused' && subject === undefined) return reportUnusedFields(store, asked, today)
  if (subject === undefined) return null
  switch (command) {
    case 'field':
      return reportClients(await store.readFields({ from, to: today, coordinate: subject }))
    case 'client':
      return reportFields(
        await store.readFields({ from, to: today, client: subject === 'unnamed' ? '' : subject }),
      )
    case 'bureau':
    case 'dataset':
      return reportGroup(store, await readDatasetFields(asked.gateway, command, subject), asked, from, today)
    default:
      return null
  }
}

async function reportGroup(
  store: Reader,
  coordinates: readonly string[],
  { by }: Asked,
  from: string,
  to: string,
): Promise<readonly ReportRow[]> {
  const wanted = new Set(coordinates)
  const uses = await store.readFields({ from, to })
  const rows = uses.filter(({ coordinate }) => isIn(wanted, coordinate))
  if (by === 'field') return reportFields(rows)
  if (by === 'client') return reportClients(rows)
  throw new Error(`--by: expected field or client; got ${JSON.stringify(by)}.`)
}

async function reportUnusedFields(
  store: Reader,
  { days = 30, schema }: Asked,
  today: string,
): Promise<readonly ReportRow[]> {
  const document = parse(await readFile(schema, 'utf8'))
  const coordinates = listSchemaCoordinates(buildASTSchema(document, { assumeValidSDL: true }))
  const uses = await store.readFields({ from: firstKeptDay(today), to: today })
  const counted = uses.filter(({ isSample }) => !isSample).map(({ firstDay }) => firstDay)
  const first = counted.toSorted()[0]
  const since = firstOf(days, today)
  // What was not counted was not unused.
  if (first === undefined || first > since)
    throw new Error(
      `Expected use counted from ${since} on; ${first === undefined ? 'nothing is counted' : `the first day is ${first}`}. Ask for fewer --days.`,
    )
  return reportUnused(coordinates, uses, since)
}

async function exportAll(store: Reader, from: string, to: string): Promise<string> {
  return exportUse(await store.readFields({ from, to }), from, to)
}

function fromDay(days: number | undefined, today: string): string {
  return days === undefined ? firstKeptDay(today) : firstOf(days, today)
}

function firstOf(days: number, today: string): string {
  return new Date(Date.parse(today) - (days - 1) * 86_400_000).toISOString().slice(0, 10)
}

function openReader(environment: Environment): Reader & { close(): Promise<void> } {
  const { USE_DATABASE_URL: address, STATE_DIR: folder } = readEnvironment(settings, environment)
  if (address !== undefined) return openPostgresStore(address, createLog('use', 'silent'))
  return { ...readUseFolder(useFolder(folder)), close: async () => {} }
}

const settings = z.object({
  USE_DATABASE_URL: z.string().optional(),
  STATE_DIR: z.string().default(fromRoot('.state')),
})

const PRINTERS: Readonly<Record<string, (rows: readonly ReportRow[]) => string | Promise<string>>> = {
  table: printTable,
  json: (rows) => `${JSON.stringify(rows, null, 2)}\n`,
  async csv(rows) {
    let text = ''
    for await (const line of writeCsv(
      plainColumns(columnsOf(rows)),
      rows.map((row) => new Map(Object.entries(row))),
    ))
      text += line
    return text
  },
}

function printTable(rows: readonly ReportRow[]): string {
  const columns = columnsOf(rows)
  if (columns.length === 0) return 'No use.\n'
  const texts = rows.map((row) => columns.map((column) => String(row[column] ?? '')))
  return `${printTextTable([columns, ...texts])}\n`
}

function columnsOf(rows: readonly ReportRow[]): readonly string[] {
  return Object.keys(rows[0] ?? {})
}

if (runsDirectly(import.meta.url)) {
  const { exitCode, text } = await runUse(process.argv.slice(2), process.env, () => new Date())
  process.stdout.write(text)
  process.exitCode = exitCode
}
