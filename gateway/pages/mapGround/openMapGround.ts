import { constants } from 'node:fs'
import { open, readFile, stat, type FileHandle } from 'node:fs/promises'
import { digest } from '../../../kit/digest.ts'
import { ConfigError } from '../../../kit/config.ts'
import { checkPmtiles } from './checkPmtiles.ts'
import { UnusableGround } from './unusableGround.ts'
import { reduceGeoJson } from './reduceGeoJson.ts'

/** What an operator lays under the marks of maps in the explorer. */
export type MapGround = GeoJsonGround | PmtilesGround

/** Held in memory: what is drawn, and nothing else of the file. */
export interface GeoJsonGround {
  readonly kind: 'geojson'
  readonly body: Buffer
  readonly etag: string
  close(): Promise<void>
}

/** Tiles of any size; the file is held open, so that no request names one, and what is read is what was checked. */
export interface PmtilesGround {
  readonly kind: 'pmtiles'
  readonly handle: FileHandle
  readonly size: number
  readonly modifiedMs: number
  readonly etag: string
  close(): Promise<void>
}

const MAX_GEOJSON_BYTES = 16 * 1_048_576

/** Rejects with a ConfigError where the file is none that can be drawn. */
export async function openMapGround(path: string): Promise<MapGround> {
  try {
    // Opening a pipe would wait for whoever writes into it.
    if (!(await stat(path)).isFile()) throw new UnusableGround('a file; it is none')
    return /\.pmtiles$/i.test(path) ? await openPmtiles(path) : await readGeoJson(path)
  } catch (error) {
    const expected = error instanceof UnusableGround ? error.expected : whyUnread(error)
    throw new ConfigError([`MAP_GROUND: expected ${expected}; got ${JSON.stringify(path)}.`])
  }
}

async function openPmtiles(path: string): Promise<PmtilesGround> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
  try {
    const { size, mtimeMs } = await handle.stat()
    await checkPmtiles(handle, size)
    const etag = `"${digest(Buffer.from(`${size} ${mtimeMs}`))}"`
    return { kind: 'pmtiles', handle, size, modifiedMs: mtimeMs, etag, close: () => handle.close() }
  } catch (error) {
    await handle.close()
    throw error
  }
}

async function readGeoJson(path: string): Promise<GeoJsonGround> {
  const { size } = await stat(path)
  if (size > MAX_GEOJSON_BYTES)
    throw new UnusableGround(
      `at most ${MAX_GEOJSON_BYTES} bytes of GeoJSON (more comes as PMTiles); it has ${size}`,
    )
  const body = Buffer.from(reduceGeoJson(await readFile(path, 'utf8')))
  return { kind: 'geojson', body, etag: `"${digest(body)}"`, close: async () => {} }
}

function whyUnread(error: unknown): string {
  if (!(error instanceof Error)) throw error
  return `a file that can be read: ${'code' in error ? String(error.code) : error.message}`
}
