import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { hasProgram } from '../readers/hasProgram.ts'

const run = promisify(execFile)

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

describe.skipIf(!(await hasProgram('ogrinfo', ['--version'])))('GDAL by OGC API - Features', () => {
  const info = async (...options: readonly string[]) =>
    (await run('ogrinfo', ['-ro', `OAPIF:${gateway.url}/ogc`, ...options])).stdout

  it('finds the collections', async () => {
    const told = await info()
    expect(told).toContain("using driver `OAPIF' successful")
    for (const name of ['busStops', 'museums', 'carParks', 'hotels', 'healthFacilities'])
      expect(told).toMatch(new RegExp(`^\\d+: ${name}\\b`, 'm'))
  })

  it('counts 395 stops, all of them points within Macao, read in pages', async () => {
    const told = await info('-so', '-oo', 'PAGE_SIZE=50', 'busStops')
    expect(told).toContain('Feature Count: 395')
    expect(told).toMatch(/Geometry: (?:Point|Unknown)/)
    const features = await info('-al', '-oo', 'PAGE_SIZE=50', '-q', 'busStops')
    expect(features.match(/^OGRFeature\(busStops\)/gm)?.length).toBe(395)
    expect(features.match(/^ {2}POINT \(113\.\d+ 22\.\d+\)/gm)?.length).toBe(395)
  })

  it('asks for what lies within a box', async () => {
    const told = await info('-q', '-spat', '113.53', '22.18', '113.545', '22.2', 'carParks')
    const count = told.match(/^OGRFeature\(carParks\)/gm)?.length ?? 0
    expect(count).toBeGreaterThan(3)
    expect(count).toBeLessThan(56)
  })
})
