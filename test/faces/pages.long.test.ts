import { expect, it } from 'vitest'
import { startTestGateway } from '../kit/gateway.ts'
import { getBytes } from '../tables/stopsGateway.ts'

it('every page of the sitemap is there, and each of a data set tells it to search engines', async () => {
  const gateway = await startTestGateway()
  try {
    const site = (await getBytes(`${gateway.url}/sitemap.xml`)).bytes.toString()
    const addresses = [...site.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, address = '']) => address)
    expect(addresses.length).toBeGreaterThan(100)
    for (const address of addresses) {
      const { status, bytes } = await getBytes(address)
      expect([address, status]).toEqual([address, 200])
      const isDataset = address.includes('/data/')
      expect([address, bytes.includes('"@type":"Dataset"')]).toEqual([
        address,
        isDataset || address.endsWith('/data'),
      ])
    }
  } finally {
    await gateway.stop()
  }
})
