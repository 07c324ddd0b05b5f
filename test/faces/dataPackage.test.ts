import { parse as parseCsv } from 'csv-parse/sync'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { getBytes } from '../tables/stopsGateway.ts'

/** The rules of Data Package 2.0 and Table Schema 2.0 (datapackage.org), as far as ours uses them. */
const field = z
  .object({
    name: z.string().min(1),
    type: z.enum([
      'string',
      'number',
      'integer',
      'boolean',
      'array',
      'list',
      'datetime',
      'date',
      'yearmonth',
      'any',
    ]),
    format: z.literal('any').optional(),
    delimiter: z.string().optional(),
    description: z.string().optional(),
    constraints: z.object({ required: z.boolean() }).strict().optional(),
  })
  .strict()
const dataPackage = z
  .object({
    $schema: z.literal('https://datapackage.org/profiles/2.0/datapackage.json'),
    name: z.string().regex(/^[-a-z0-9._/]+$/),
    title: z.string(),
    homepage: z.url(),
    resources: z
      .array(
        z
          .object({
            name: z.string().min(1),
            type: z.literal('table'),
            path: z.url({ protocol: /^https?$/ }),
            description: z.string().optional(),
            format: z.literal('csv'),
            mediatype: z.literal('text/csv'),
            encoding: z.literal('utf-8'),
            schema: z
              .object({
                $schema: z.literal('https://datapackage.org/profiles/2.0/tableschema.json'),
                fields: z.array(field).min(1),
                missingValues: z.array(z.string()),
              })
              .strict(),
            sources: z
              .array(z.object({ title: z.string(), path: z.url() }).strict())
              .min(1)
              .optional(),
            licenses: z
              .array(z.object({ path: z.url() }).strict())
              .min(1)
              .optional(),
          })
          .strict(),
      )
      .min(1),
  })
  .strict()

/** How a cell of each type is written. */
const CELLS: Readonly<Record<z.infer<typeof field>['type'], RegExp>> = {
  string: /[^]*/,
  any: /[^]*/,
  list: /[^]*/,
  integer: /^-?\d+$/,
  number: /^-?\d+(?:\.\d+)?(?:e[+-]?\d+)?$/i,
  boolean: /^(?:true|false)$/,
  array: /^\[[^]*\]$/,
  date: /^\d{4}-\d\d-\d\d$/,
  yearmonth: /^\d{4}-\d\d$/,
  datetime: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/,
}

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

const read = async () =>
  dataPackage.parse(JSON.parse((await getBytes(`${gateway.url}/datapackage.json`)).bytes.toString()))

it('keeps the rules of Data Package 2.0, with names that are each one’s own', async () => {
  const { title, resources } = await read()
  expect(title).toBe('Catalogue of data sets')
  expect(resources.length).toBeGreaterThan(0)
  expect(new Set(resources.map(({ name }) => name)).size).toBe(resources.length)
})

it('describes the CSV that is there: its heads, and what its cells are', async () => {
  let cells = 0
  const unfit: unknown[] = []
  for (const { path, schema } of (await read()).resources) {
    const [heads = [], ...rows] = z
      .array(z.array(z.string()))
      .parse(parseCsv((await getBytes(path)).bytes, { bom: true }))
    expect([path, heads]).toEqual([path, schema.fields.map(({ name }) => name)])
    for (const row of rows)
      for (const [at, { name, type, constraints }] of schema.fields.entries()) {
        const cell = row[at] ?? ''
        const isFit = cell === '' ? constraints?.required !== true : CELLS[type].test(cell)
        if (!isFit) unfit.push([path, name, cell])
        cells++
      }
  }
  expect(unfit).toEqual([])
  expect(cells).toBeGreaterThan(1_000)
})

it('names the data sets of which a table is made', async () => {
  const { resources } = await read()
  const sources = resources.find(({ name }) => name === 'car-parks-now')?.sources?.map(({ path }) => path)
  expect(sources).toContain(`${gateway.url}/data/dsat-carpark-live`)
  for (const path of sources ?? []) expect((await getBytes(path)).status).toBe(200)
})
