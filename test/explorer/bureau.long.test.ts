import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { writeSampleUse } from '../../gateway/telemetry/use/sample.ts'
import { bureaus } from '../../schema/bureaus/register.ts'
import { TEST_NOW } from '../../subgraphs/_kit/testSubgraph.ts'
import { startTrustingGateway, type TrustingGateway } from '../trust/callers.ts'
import {
  findBarriers,
  hasBrowser,
  photograph,
  startBrowser,
  type TestBrowser,
  type Visit,
} from './kit/browser.ts'
import { ask } from './kit/workbench.ts'

describe.skipIf(!hasBrowser)('the page of a bureau', () => {
  let folder = ''
  let gateway: TrustingGateway
  let browser: TestBrowser
  let opened: Visit | undefined
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bureau-'))
    await writeSampleUse(folder, TEST_NOW)
    ;[gateway, browser] = await Promise.all([startTrustingGateway({ STATE_DIR: folder }), startBrowser()])
  })
  afterAll(async () => {
    await browser.stop()
    await gateway.stop()
    await rm(folder, { recursive: true })
  })
  afterEach(async () => {
    const faults = opened?.faults ?? []
    await opened?.close()
    if (faults.length > 0) throw new Error(`The page must not: ${faults.join('; ')}`)
  })

  const visit = async (hash: string, look = {}): Promise<Page> => {
    opened = await browser.visit(`${gateway.url}/${hash}`, look)
    return opened.page
  }
  const section = (page: Page, title: string) =>
    page.locator('section', { has: page.locator('h2', { hasText: title }) })

  it('lists those of the register by their names and colours, and others who give data', async () => {
    const page = await visit('#/bureau')
    await page.locator('.others li').first().waitFor()
    expect(await page.locator('.bureaus strong').allTextContents()).toEqual(
      bureaus.map(({ name }) => name.en),
    )
    await photograph(page, 'bureaus-en-1280')
    expect(await page.locator('.others a[href="#/bureau/dsec"]').count()).toBe(1)
    await page.getByRole('link', { name: 'Transport' }).click()
    await page.locator('h1', { hasText: 'Transport Bureau' }).waitFor()
  })

  it.each([
    {
      language: 'zh',
      name: '交通事務局',
      registry: '沒有登記處',
      goes: '至 2027-06-30',
      width: 360,
      scheme: 'dark',
    },
    {
      language: 'pt',
      name: 'Direcção dos Serviços para os Assuntos de Tráfego',
      registry: 'Não há registo',
      goes: 'até 2027-06-30',
      width: 1280,
      scheme: 'dark',
    },
    {
      language: 'en',
      name: 'Transport Bureau',
      registry: 'There is no registry',
      goes: 'until 2027-06-30',
      width: 1280,
      scheme: 'light',
    },
  ] as const)(
    'tells all of it in $language at $width px',
    async ({ language, name, registry, goes, width, scheme }) => {
      const page = await visit('#/bureau/dsat', { language, width, scheme })
      await page.locator('h1', { hasText: name }).waitFor()
      await page.getByText(registry).waitFor()
      await page.locator('.datasets').first().waitFor()
      await page.locator('.feeds:not(.figures, .datasets) tbody tr').first().waitFor()
      await page.locator('.type').first().waitFor()
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      expect(await findBarriers(page)).toEqual([])
      await page.setViewportSize({ width, height: 2400 })
      await photograph(page, `bureau-${language}-${width}`)
      await page.clock.setFixedTime(TEST_NOW)
      await page.goto(`${gateway.url}/#/bureau/mgto`)
      const row = page.locator('li', { hasText: 'Event.dateRule' })
      await row.getByText(goes).waitFor()
    },
  )

  it('counts what the graph itself counts', async () => {
    const page = await visit('#/bureau/dsat')
    const query = '{ bureau(id: "dsat") { use { month requests } } feeds { subgraph } }'
    const { data } = await gateway.ask(query)
    const { bureau, feeds } = JSON.parse(JSON.stringify(data))
    await section(page, 'Data sets').locator('.datasets').first().waitFor()
    expect(
      await section(page, 'Who uses its fields')
        .locator('.figures')
        .first()
        .locator('tbody th')
        .allTextContents(),
    ).toEqual(bureau.use.map(({ month }: { month: string }) => month))
    const own = feeds.filter(({ subgraph }: { subgraph: string }) => subgraph === 'transport')
    await expect.poll(() => section(page, 'Sources').locator('tbody > tr').count()).toBe(own.length)
    expect(await section(page, 'Data sets').locator('tr', { hasText: 'not stated' }).count()).toBeGreaterThan(
      0,
    )
  })

  it('names clients to the bureau’s own staff alone', async () => {
    const page = await visit('#/bureau/dsat')
    const use = section(page, 'Who uses its fields')
    await use.getByText('is told to the bureau’s own staff').waitFor()
    const become = async (claims: Readonly<Record<string, unknown>>) => {
      const { authorization = '' } = await gateway.headersOf(['staff'], claims)
      const token = authorization.replace('Bearer ', '')
      await page.evaluate(`sessionStorage.setItem('macao-open-gateway:token', '${token}')`)
      await page.reload()
      await use.locator('.figures').first().waitFor()
    }
    await become({ bureaus: ['ssm'] })
    await use.getByText('is told to the bureau’s own staff').waitFor()
    expect(await use.locator('.figures').count()).toBe(1)
    await become({ bureaus: ['dsat'] })
    await use.locator('.figures').nth(1).locator('tbody tr').first().waitFor()
    await photograph(page, 'bureau-staff')
  })

  it('is linked from the status page, from the review and from an answer, and says what it does not know', async () => {
    const page = await visit('#/status')
    await page.locator('.health').getByRole('link', { name: 'Transport' }).click()
    await page.locator('h1', { hasText: 'Transport Bureau' }).waitFor()
    await page.getByRole('link', { name: 'What was reached' }).click()
    // The page before has headings too, until this one is there.
    await expect.poll(() => page.locator('h2').allTextContents()).toEqual(['Transport Bureau'])
    await ask(page, '{ carParks(first: 1) { nodes { id } } }')
    await page.locator('.read').getByRole('link', { name: 'Transport Bureau' }).click()
    await page.locator('h1', { hasText: 'Transport Bureau' }).waitFor()
    await page.goto(`${gateway.url}/#/bureau/nobody`)
    await page.getByText('The catalogue knows no bureau “nobody”.').waitFor()
    await page.goto(`${gateway.url}/#/bureau/psp`)
    await page.getByText('It has no part of the graph of its own').waitFor()
  })
})
