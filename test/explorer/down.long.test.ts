import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { readConfig } from '../../gateway/process/config/config.ts'
import { startGateway, type RunningGateway } from '../../gateway/process/gateway.ts'
import { createLog } from '../../kit/log.ts'
import { bureaus } from '../../schema/bureaus/register.ts'
import { importBureaus } from '../../subgraphs/_kit/importBureaus.ts'
import { definition as transport } from '../../subgraphs/transport/server.ts'
import { startSubgraphServer, TEST_SECRET, type ServedSubgraph } from '../kit/subgraph.ts'
import {
  findBarriers,
  hasBrowser,
  photograph,
  startBrowser,
  type TestBrowser,
  type Visit,
} from './kit/browser.ts'
import { ask } from './kit/workbench.ts'
import { planHere } from '../kit/planHere.ts'

const GONE = 'transport'
const ACROSS = '{ museum(id: "mam") { name { pt } place { nearbyCarParks(first: 1) { metres } } } }'

describe.skipIf(!hasBrowser)('the explorer while a subgraph is down', () => {
  let browser: TestBrowser
  let gateway: RunningGateway
  let others: readonly ServedSubgraph[]
  let gone: ServedSubgraph
  let visits: Visit[] = []

  beforeAll(async () => {
    browser = await startBrowser()
    const modules = await importBureaus(bureaus)
    const served = await Promise.all(
      modules.map(async ({ definition }) => ({
        name: definition.name,
        server: await startSubgraphServer(definition),
      })),
    )
    others = served.filter(({ name }) => name !== GONE).map(({ server }) => server)
    const [found] = served.filter(({ name }) => name === GONE)
    if (!found) throw new Error(`There is no subgraph ${GONE}.`)
    gone = found.server
    await gone.stop()
    const config = readConfig({
      PORT: '0',
      GATEWAY_SECRET: TEST_SECRET,
      SUBGRAPH_URLS: served.map(({ name, server }) => `${name}=${server.url}/graphql`).join(','),
    })
    gateway = await startGateway(config, createLog('test', 'silent'), new Map(), {}, planHere)
  })
  afterAll(async () => {
    await browser.stop()
    await gateway.stop()
    await Promise.all([...others, gone].map((subgraph) => subgraph.stop()))
  })
  afterEach(async () => {
    const faults = visits.flatMap((visit) => visit.faults)
    await Promise.all(visits.map((visit) => visit.close()))
    visits = []
    if (faults.length > 0) throw new Error(`The page must not: ${faults.join('; ')}`)
  })

  const visit = async (path: string, look = {}) => {
    const opened = await browser.visit(gateway.url + path, look)
    visits.push(opened)
    return opened.page
  }

  it('shows the other parts of the answer, and what is missing at its place in the query', async () => {
    const page = await ask(await visit('/'), ACROSS)
    await page.locator('.shown', { hasText: 'Museu de Arte de Macau' }).waitFor()
    expect(await page.locator('.notice summary').textContent()).toBe('1 part is missing')
    expect(await page.locator('.notice li').textContent()).toContain(
      'Subgraph "transport" could not be reached.',
    )
    await page.locator('.cm-lintRange-error').first().waitFor()
    expect(await page.locator('.cm-lintRange-error').allTextContents()).toEqual(['nearbyCarParks'])
    await photograph(page, 'down-answer')
  })

  it.each([
    ['zh', 360, '沒有回應：交通。答案的其他部分不受影響。'],
    ['pt', 1280, 'Não responde: Transportes. As outras partes das respostas vêm como sempre.'],
  ] as const)('says which it is, in %s at %d px', async (language, width, sentence) => {
    const page = await visit('/#/status', { language, width })
    await page.getByText(sentence).waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    expect(await findBarriers(page)).toEqual([])
    await photograph(page, `down-status-${language}-${width}`)
  })

  it('says since when, and that it is back, by itself', { timeout: 120_000 }, async () => {
    const page = await visit('/#/status')
    page.setDefaultTimeout(20_000)
    const row = page.locator('.health tbody tr', { hasText: 'Transport' })
    await row.getByText('down', { exact: true }).waitFor()
    expect(await row.textContent()).toMatch(/down since .*\d{2}:\d{2}/)
    expect(await row.textContent()).toContain('SUBGRAPH_UNREACHABLE')
    gone = await startSubgraphServer(transport, Number(new URL(gone.url).port))
    await page.getByText('Every subgraph answers.').waitFor()
    expect(await row.getByText('answers', { exact: true }).count()).toBe(1)
    await ask(page, ACROSS)
    // Gateways leave alone what was down for long, and try it once in 30 s.
    const answered = page.locator('.shown', { hasText: 'metres' })
    await expect
      .poll(
        async () => {
          await page.getByRole('button', { name: 'Run', exact: true }).click()
          return answered.count()
        },
        { timeout: 40_000, interval: 1_000 },
      )
      .toBe(1)
    expect(await page.locator('.notice').count()).toBe(0)
  })
})
