import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { getBytes } from '../tables/stopsGateway.ts'

let gateway: TestGateway
beforeAll(async () => {
  gateway = await startTestGateway()
})
afterAll(() => gateway.stop())

const read = async (path: string) => {
  const { status, bytes } = await getBytes(gateway.url + path)
  expect([path, status]).toEqual([path, 200])
  return bytes.toString()
}

const countDataSets = async () =>
  z
    .object({ datasets: z.object({ totalCount: z.number().min(99) }) })
    .parse((await gateway.ask('{ datasets(first: 1) { totalCount } }')).data).datasets.totalCount

function dataOf(pageText: string): Readonly<Record<string, unknown>> {
  const [, json = ''] = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(pageText) ?? []
  return z.record(z.string(), z.unknown()).parse(JSON.parse(json))
}

describe('the page of a data set', () => {
  it('tells it to people, and to search engines in schema.org', async () => {
    const text = await read('/data/dsat-carpark-live')
    expect(text).toContain('not stated')
    expect(text).toContain(`href="${gateway.url}/q/car-parks-now.csv"`)
    expect(text).toContain('lang="zh-Hant"')
    expect(dataOf(text)).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'Dataset',
      '@id': `${gateway.url}/data/dsat-carpark-live`,
      name: expect.stringMatching(/\S/),
      description: expect.stringMatching(/car park/i),
      publisher: { '@type': 'Organization', name: 'Transport Bureau' },
      isAccessibleForFree: true,
      includedInDataCatalog: { '@id': `${gateway.url}/data` },
      distribution: expect.arrayContaining([
        {
          '@type': 'DataDownload',
          name: 'car-parks-now.csv',
          contentUrl: `${gateway.url}/q/car-parks-now.csv`,
          encodingFormat: 'text/csv',
        },
        expect.objectContaining({ contentUrl: `${gateway.url}/ogc/collections/carParks/items` }),
      ]),
    })
    expect(dataOf(text)).not.toHaveProperty('license')
  })

  it('says that it is synthetic, and to whom it is closed', async () => {
    const text = await read('/data/dsat-bus-rosters')
    expect(text).toContain('<strong>Synthetic:</strong>')
    expect(dataOf(text)).toMatchObject({ isAccessibleForFree: false, keywords: ['transport', 'synthetic'] })
  })

  it('is named in the list', async () => {
    const list = await read('/data')
    const ids = [...list.matchAll(/href="[^"]*\/data\/([^"]+)"/g)].map(([, id]) => id)
    expect(ids.length).toBe(await countDataSets())
    expect(dataOf(list)).toMatchObject({ '@type': 'DataCatalog', name: 'Catalogue of data sets' })
    expect(ids).toContain('dsat-carpark-live')
  })

  it('is not there for another', async () => {
    expect((await getBytes(`${gateway.url}/data/nothing`)).status).toBe(404)
    expect((await getBytes(`${gateway.url}/data/dsat-bus-stops/more`)).status).toBe(404)
  })
})

describe('for crawlers', () => {
  it('names the pages in the sitemap, and where it is', async () => {
    expect(await read('/robots.txt')).toBe(
      `User-agent: *\nDisallow: /graphql\nDisallow: /q/\nDisallow: /ogc/\n\nSitemap: ${gateway.url}/sitemap.xml\n`,
    )
    const xml = await read('/sitemap.xml')
    expect(XMLValidator.validate(xml)).toBe(true)
    const site = z
      .object({
        urlset: z.object({ url: z.array(z.object({ loc: z.string(), lastmod: z.string().optional() })) }),
      })
      .parse(new XMLParser().parse(xml))
    const pages = site.urlset.url
    expect(pages.length).toBe((await countDataSets()) + 3)
    expect(new Set(pages.map(({ loc }) => loc)).size).toBe(pages.length)
    expect(pages.map(({ loc }) => loc)).toContain(`${gateway.url}/data/dsat-carpark-live`)
    expect(pages.filter(({ lastmod }) => lastmod !== undefined).length).toBeGreaterThan(0)
    for (const { lastmod = '2026-01-01' } of pages) expect(Date.parse(lastmod)).not.toBeNaN()
  })
})
