import { execFileSync } from 'node:child_process'
import { mkdtemp, mkdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openMapGround } from '../../gateway/pages/mapGround/openMapGround.ts'
import { makePmtiles } from './kit/pmtiles.ts'

const PMTILES = makePmtiles('earth')
const ISLAND = {
  type: 'Feature',
  properties: { name: 'Coloane', kind: 'land', surveyor: 'a name that is nobody’s business' },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [113.55, 22.11],
        [113.58, 22.11],
        [113.58, 22.13],
        [113.55, 22.11],
      ],
    ],
  },
}

describe('a file for the ground of maps', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ground-'))
  })
  afterAll(() => rm(folder, { recursive: true }))
  const write = async (name: string, content: string | Buffer): Promise<string> => {
    await writeFile(join(folder, name), content)
    return join(folder, name)
  }
  const changed = (at: number, byte: number) => {
    const copy = Buffer.from(PMTILES)
    copy[at] = byte
    return copy
  }
  const collection = (...features: readonly unknown[]) =>
    JSON.stringify({ type: 'FeatureCollection', features })

  it.each<readonly [why: string, name: string, content: string | Buffer, expected: string]>([
    ['another file', 'a.pmtiles', '<html></html>'.repeat(20), 'PMTiles of version 3'],
    ['an older version', 'b.pmtiles', changed(7, 2), 'PMTiles of version 3'],
    ['one that was cut off', 'c.pmtiles', PMTILES.subarray(0, -1), 'all of the PMTiles file'],
    ['a few bytes', 'd.pmtiles', 'PMTiles', 'PMTiles of version 3'],
    [
      'tiles of an unknown kind',
      'e.pmtiles',
      changed(99, 0),
      'vector tiles or images; these are of the type 0',
    ],
    ['a lone feature', 'f.geojson', JSON.stringify(ISLAND), 'a FeatureCollection; the file is none'],
    [
      'a feature without a shape',
      'g.geojson',
      collection(ISLAND, { ...ISLAND, geometry: null }),
      'features[1] has none that is drawn',
    ],
    [
      'a surveyor’s metres',
      'h.geojson',
      collection({ type: 'Feature', geometry: { type: 'Point', coordinates: [20_000, 18_000] } }),
      'degrees of longitude and latitude (WGS 84); features[0]',
    ],
    [
      'coordinates of another shape',
      'i.geojson',
      collection({ ...ISLAND, geometry: { type: 'Polygon', coordinates: [113, 22] } }),
      'features[0] has coordinates',
    ],
    ['settings of somebody', 'j.geojson', '{"password":"x"}', 'a FeatureCollection; the file is none'],
  ])('is refused where it is %s', async (_, name, content, expected) => {
    await expect(openMapGround(await write(name, content))).rejects.toThrow(expected)
  })

  it('is refused where it is no file, or too large to be held', async () => {
    await mkdir(join(folder, 'folder.geojson'))
    execFileSync('mkfifo', [join(folder, 'pipe.pmtiles')])
    const large = await write('large.geojson', '{}')
    await truncate(large, 17 * 1_048_576)
    await expect(openMapGround(join(folder, 'folder.geojson'))).rejects.toThrow('expected a file; it is none')
    await expect(openMapGround(join(folder, 'pipe.pmtiles'))).rejects.toThrow('expected a file; it is none')
    await expect(openMapGround('/dev/zero')).rejects.toThrow('expected a file; it is none')
    await expect(openMapGround(join(folder, 'none.geojson'))).rejects.toThrow(
      'a file that can be read: ENOENT',
    )
    await expect(openMapGround(large)).rejects.toThrow('at most 16777216 bytes of GeoJSON')
  })
})
