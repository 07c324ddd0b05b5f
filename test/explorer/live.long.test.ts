import { describe, expect, it } from 'vitest'
import { createEventMaker, SECRET } from '../live/eventMaker.ts'
import { findBarriers, hasBrowser, photograph } from './kit/browser.ts'
import { useExplorer } from './kit/useExplorer.ts'
import { write, writeHere } from './kit/workbench.ts'

describe.skipIf(!hasBrowser)('a subscription on the workbench', () => {
  const explorer = useExplorer({ GATEWAY_SECRET: SECRET })

  it('has a row for each thing that changes, renewed in its place, until it is stopped', async () => {
    const page = await explorer.visit()
    await write(page, 'subscription { carParkChanged { id freeSpaces { cars } } }')
    const begun = page.waitForResponse(
      (response) => response.headers()['content-type']?.startsWith('text/event-stream') === true,
    )
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await begun
    const transport = createEventMaker(explorer.url, 'transport')
    const [sheet, lately] = [page.locator('.sheet'), page.locator('.lately')]
    await transport.tell('carParks', '6001')
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    for (const id of ['6002', '6001']) {
      await transport.tell('carParks', id)
      await sheet.getByText(id).first().waitFor()
    }
    const spark = lately.getByRole('row', { name: '6001' }).getByRole('img')
    await expect.poll(() => spark.getAttribute('aria-label')).toMatch(/^2 values, from \d+ to \d+; lowest/)
    expect(await sheet.locator('tbody tr').count()).toBe(2)
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await page.getByRole('button', { name: 'Run', exact: true }).waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it.each([
    ['en', 'Run', 1280, 'Free spaces: cars', '4 values, from 42 to 17; lowest 12, highest 42'],
    ['zh', '執行', 360, '空置泊位：輕型車泊位', '4 個數值，由 42 到 17；最低 12，最高 42'],
    [
      'pt',
      'Executar',
      360,
      'Lugares livres: lugares para automóveis',
      '4 valores, de 42 a 17; mínimo 12, máximo 42',
    ],
  ] as const)(
    'tells in %s what a number was lately, as a line and in words',
    async (language, run, width, head, told) => {
      const page = await explorer.visit('/#/ask', { language, width })
      const events = [42, 30, 12, 17].map((cars) => {
        const carParkChanged = {
          id: '6001',
          name: { zh: '栢湖停車場', pt: 'Pak Wu', en: 'Pak Wu' },
          freeSpaces: { cars },
        }
        return `event: next\ndata: ${JSON.stringify({ data: { carParkChanged } })}\n\n`
      })
      await page.route('**/graphql', (route) =>
        route.fulfill({
          contentType: 'text/event-stream',
          body: `${events.join('')}event: complete\ndata:\n\n`,
        }),
      )
      await writeHere(page, 'subscription { carParkChanged { id name { zh pt en } freeSpaces { cars } } }')
      await page.getByRole('button', { name: run, exact: true }).click()
      const row = page.locator('.lately tbody tr')
      await row.getByRole('img', { name: told }).waitFor()
      await page.locator('.lately thead', { hasText: head }).waitFor()
      expect(await row.locator('.amount').textContent()).toBe('17')
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      expect(await findBarriers(page)).toEqual([])
      await photograph(page, `live-${language}-${width}`)
    },
  )

  it('says why it is refused, in the words of the gateway', async () => {
    const page = await explorer.visit()
    await write(page, 'subscription { carParkChanged { nosuch } }')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect.poll(() => page.getByText('Cannot query field "nosuch"').count()).toBeGreaterThan(0)
    // A refusal is a status of its own.
    explorer.takeFaults()
  })
})
