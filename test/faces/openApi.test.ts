import { gunzipSync } from 'node:zlib'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { getBytes } from '../tables/stopsGateway.ts'

const openApi = z.object({
  servers: z.array(z.object({ url: z.string() })),
  paths: z.record(
    z.string(),
    z.object({
      get: z
        .object({ parameters: z.array(z.record(z.string(), z.unknown())).default([]) })
        .catchall(z.unknown())
        .optional(),
    }),
  ),
})

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

const get = (path: string, headers = {}, method = 'GET') => getBytes(gateway.url + path, headers, method)
const read = async (path = '/openapi.json') => openApi.parse(JSON.parse((await get(path)).bytes.toString()))

describe('/openapi.json', () => {
  it('is OpenAPI 3.1', async () => {
    const validator = new Validator()
    const told = await validator.validate(JSON.parse((await get('/openapi.json')).bytes.toString()))
    expect(told).toEqual({ valid: true })
    expect(validator.version).toBe('3.1')
  })

  it('tells the variables of a saved query with types, defaults and what they mean', async () => {
    const { paths } = await read()
    const parameters = paths['/q/museums-open-near-parking.{format}']?.get?.parameters
    expect(parameters).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          name: 'at',
          in: 'query',
          required: false,
          description: expect.stringContaining('ISO 8601'),
          schema: expect.objectContaining({
            type: 'string',
            format: 'date-time',
            default: '2026-11-22T14:20:00+08:00',
          }),
        }),
        expect.objectContaining({
          name: 'border',
          required: false,
          schema: { type: 'string', default: '22.21580,113.54910' },
        }),
        { $ref: '#/components/parameters/explode' },
      ]),
    )
  })

  it('describes the rows by the descriptions of the graph', async () => {
    const { paths } = await read()
    expect(paths['/q/car-parks-now.{format}']?.get).toMatchObject({
      responses: {
        200: {
          content: {
            'text/csv': {},
            'application/geo+json': {},
            'application/json': {
              schema: {
                type: 'array',
                items: { properties: { occupancyRate: { description: expect.stringMatching(/share/) } } },
              },
            },
          },
        },
      },
    })
  })

  it('names only addresses that answer', async () => {
    const { paths, servers } = await read()
    expect(servers).toEqual([{ url: gateway.url }])
    const plain = Object.entries(paths).flatMap(([path, { get: operation }]) =>
      operation === undefined || path.includes('{collectionId}') ? [] : [path.replace('{format}', 'csv')],
    )
    expect(plain.length).toBeGreaterThan(50)
    for (const path of plain) expect([path, (await get(path)).status]).toEqual([path, 200])
  })

  it('has a tag, and comes compressed', async () => {
    const { headers, bytes } = await get('/openapi.json')
    expect((await get('/openapi.json', { 'if-none-match': headers.etag })).status).toBe(304)
    const packed = await get('/openapi.json', { 'accept-encoding': 'gzip' })
    expect(packed.headers['content-encoding']).toBe('gzip')
    expect(gunzipSync(packed.bytes)).toEqual(bytes)
  })

  it('is a page for people too, on which nothing runs', async () => {
    const { headers, bytes } = await get('/openapi')
    expect(bytes.toString()).toContain('<code>GET /q/car-parks-now.{format}</code>')
    expect(headers['content-security-policy']).toContain("default-src 'none'")
  })

  it.each(['POST', 'PUT', 'DELETE'])('refuses %s', async (method) => {
    const { status, headers } = await get('/openapi.json', {}, method)
    expect([status, headers.allow]).toEqual([405, 'GET, HEAD'])
  })
})
