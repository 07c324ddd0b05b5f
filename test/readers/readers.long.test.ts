import { execFile } from 'node:child_process'
import { writeFile, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { getBytes, startStopsGateway } from '../tables/stopsGateway.ts'
import { openDuckDb } from './duckDb.ts'
import { hasProgram } from './hasProgram.ts'

const run = promisify(execFile)
/** Debian's, which sees Debian's packages, wherever another stands first in the path. */
const PYTHON = '/usr/bin/python3'

let gateway: TestGateway
let folder: string
beforeAll(async () => {
  gateway = await startTestGateway()
  folder = await mkdtemp(join(tmpdir(), 'readers-'))
})
afterAll(async () => {
  await gateway.stop()
  await rm(folder, { recursive: true })
})

const addressOf = (path: string) => `${gateway.url}/q/${path}`

describe.skipIf(!(await hasProgram('ogrinfo', ['--version'])))('GDAL', () => {
  const info = async (source: string, ...more: readonly string[]) =>
    (await run('ogrinfo', ['-ro', '-al', '-so', ...more, source])).stdout

  it('opens GeoJSON by its address, part after part, and finds every car park on the map', async () => {
    const told = await info(`/vsicurl/${addressOf('car-parks-now.geojson')}`)
    expect(told).toContain('Feature Count: 91')
    expect(told).toContain('Geometry: Point')
    expect(told).toMatch(/Extent: \(113\.5\d+, 22\.\d+\) - \(113\.\d+, 22\.2\d+\)/)
  })

  it('opens CSV by its address, and takes the types of its columns from the values', async () => {
    const told = await info(
      `/vsicurl/${addressOf('car-parks-now.csv')}`,
      '-oo',
      'AUTODETECT_TYPE=YES',
      '-oo',
      'X_POSSIBLE_NAMES=place.lng',
      '-oo',
      'Y_POSSIBLE_NAMES=place.lat',
    )
    expect(told).toContain('Feature Count: 91')
    expect(told).toContain('Geometry: Point')
    expect(told).toMatch(/freeSpaces\.cars: Integer /)
  })

  it('reads the dates of a workbook as dates', async () => {
    const { bytes } = await getBytes(addressOf('car-parks-now.xlsx'))
    const file = join(folder, 'car-parks.xlsx')
    await writeFile(file, bytes)
    const told = await info(file)
    expect(told).toMatch(/freeSpaces\.observedAt: DateTime /)
    expect(told).toMatch(/freeSpaces\.cars: Integer /)
  })
})

describe.skipIf(!(await hasProgram(PYTHON, ['-c', 'import pandas, openpyxl'])))('pandas', () => {
  const python = async (script: string) => {
    const { stdout } = await run(PYTHON, ['-c', `import json, pandas as pd\n${script}`])
    const told: unknown = JSON.parse(stdout)
    return told
  }

  it('reads CSV by its address', async () => {
    const script = `t = pd.read_csv("${addressOf('car-parks-now.csv')}", parse_dates=["freeSpaces.observedAt"])
print(json.dumps([len(t), str(t["freeSpaces.cars"].sum()), str(t["freeSpaces.observedAt"].dtype), list(t.columns)[:2]]))`
    const rows: readonly { freeSpaces: { cars: number | null } | null }[] = JSON.parse(
      (await getBytes(addressOf('car-parks-now.json'))).bytes.toString(),
    )
    const cars = rows.reduce((sum, { freeSpaces }) => sum + (freeSpaces?.cars ?? 0), 0)
    const [count, sum, type, heads] = Array.from(Object.values(Object(await python(script))))
    expect([count, Number(sum), heads]).toEqual([91, cars, ['name.zh', 'name.pt']])
    expect(type).toMatch(/^datetime64\[ns, .*(?:480|08:00).*\]$/)
  })

  it('reads a workbook with ids as texts, dates as dates, and what it is about', async () => {
    const address = addressOf('museums-open-near-parking.xlsx?explode=place.nearbyCarParks')
    const script = `import io, openpyxl, urllib.request
content = urllib.request.urlopen("${address}").read()
book = pd.read_excel(io.BytesIO(content), sheet_name=None)
t, about = book["data"], book["about"]
ids = [cell.data_type for row in openpyxl.load_workbook(io.BytesIO(content))["data"].iter_rows(min_row=2) for cell in row if str(cell.value) in ["6027", "6034"]]
at = t["place.nearbyCarParks.carPark.freeSpaces.observedAt"]
print(json.dumps([str(at.dtype), str(at.min())[:10], sorted(set(ids)), str(about.iloc[0, 0])]))`
    expect(await python(script)).toEqual(['datetime64[ns]', '2026-11-22', ['s'], 'question'])
  })

  it('reads NDJSON with a pair a row', async () => {
    const address = addressOf('accessible-parking-near-museums.ndjson?explode=place.nearbyCarParks')
    const { bytes } = await getBytes(address)
    const script = `print(json.dumps(len(pd.read_json("${address}", lines=True))))`
    expect(await python(script)).toBe(bytes.toString().trim().split('\n').length)
  })

  it('reports a table that breaks, and one that is refused', async () => {
    const broken = await startStopsGateway({
      rows: 22_000,
      name: '巴'.repeat(300),
      fault: 'hangs up',
      goodPages: 210,
    })
    const refused = await startStopsGateway({ rows: 395, fault: 'hangs up', goodPages: 1 })
    try {
      for (const [{ url }, error] of [
        [broken, 'IncompleteRead'],
        [refused, 'HTTPError'],
      ] as const) {
        const script = `
try:
    pd.read_csv("${url}/q/stops.csv")
    print(json.dumps("read"))
except Exception as error:
    print(json.dumps(type(error).__name__))`
        expect(await python(script)).toBe(error)
      }
    } finally {
      await broken.stop()
      await refused.stop()
    }
  })
})

const duckDb = await openDuckDb()
describe.skipIf(duckDb === null)('DuckDB', () => {
  const save = async (path: string) => {
    const file = join(folder, path.replaceAll(/[?=&]/g, '-'))
    await writeFile(file, (await getBytes(addressOf(path))).bytes)
    return file
  }
  const ask = async (sql: string) => duckDb?.ask(sql)

  it('reads Parquet with its types and its sums', async () => {
    const file = await save('car-parks-now.parquet')
    const types = await ask(`select column_name, column_type from (describe select * from '${file}')`)
    expect(types).toEqual(
      expect.arrayContaining([
        ['name.zh', 'VARCHAR'],
        ['freeSpaces.cars', 'INTEGER'],
        ['freeSpaces.observedAt', 'TIMESTAMP WITH TIME ZONE'],
        ['occupancyRate', 'DOUBLE'],
      ]),
    )
    const rows: readonly { freeSpaces: { cars: number | null; observedAt: string } | null }[] = JSON.parse(
      (await getBytes(addressOf('car-parks-now.json'))).bytes.toString(),
    )
    const cars = rows.reduce((sum, { freeSpaces }) => sum + (freeSpaces?.cars ?? 0), 0)
    const first = rows
      .flatMap(({ freeSpaces }) => freeSpaces?.observedAt ?? [])
      .map((time) => Date.parse(time))
      .toSorted((a, b) => a - b)[0]
    expect(
      await ask(
        `select count(*)::int, sum("freeSpaces.cars")::int, epoch_ms(min("freeSpaces.observedAt"))::varchar from '${file}'`,
      ),
    ).toEqual([[91, cars, `${first}`]])
  })

  it('reads CSV and NDJSON alike', async () => {
    const csv = await save('visitor-arrivals-by-month.csv')
    const ndjson = await save('visitor-arrivals-by-month.ndjson')
    const sums = 'select count(*)::int, sum(arrivals)::int from'
    const expected = await ask(`${sums} '${csv}'`)
    expect(await ask(`${sums} read_json('${ndjson}')`)).toEqual(expected)
    expect(expected?.[0]?.[0]).toBe(24)
  })
})
