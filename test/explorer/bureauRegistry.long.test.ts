import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { writeSampleUse } from '../../gateway/telemetry/use/sample.ts'
import { fromRoot } from '../../kit/root.ts'
import { TEST_NOW } from '../../subgraphs/_kit/testSubgraph.ts'
import { startTestRegistry, type TestRegistry } from '../registry/testRegistry.ts'
import { startTrustingGateway, type TrustingGateway } from '../trust/callers.ts'
import {
  findBarriers,
  hasBrowser,
  photograph,
  startBrowser,
  type TestBrowser,
  type Visit,
} from './kit/browser.ts'

/** A field comes, one is to go, and one goes that the bureau says nobody needs. */
const TRANSPORT = edit('transport', [
  [
    '  """The group of poles that bear one name, such as "M1"."""\n  stopGroup: String!\n',
    (stopGroup) =>
      `${stopGroup.trimEnd()} @deprecated(reason: "Use id; goes on 2027-06-30.")\n` +
      '  """Whether it has a shelter; null where not known."""\n  hasShelter: Boolean\n',
  ],
  ['  """What was opened later, in English; null where nothing was."""\n  openedRemark: String\n', () => ''],
])
const WEATHER = edit('weather', [
  [
    'type WeatherStation implements Node @key(fields: "id") @cacheControl(maxAge: 86400) {\n',
    (type) => `${type}  """How high it stands, null where not known."""\n  altitudeMetres: Float\n`,
  ],
])

function edit(
  subgraph: string,
  changes: readonly (readonly [from: string, to: (from: string) => string])[],
): string {
  const sdl = readFileSync(fromRoot(`subgraphs/${subgraph}/schema.graphql`), 'utf8')
  return changes.reduce((text, [from, to]) => {
    expect(text.split(from).length, `${subgraph} has ${from} once`).toBe(2)
    return text.replace(from, to)
  }, sdl)
}

describe.skipIf(!hasBrowser)('the page of a bureau before a gateway with a registry', () => {
  let folder = ''
  let registry: TestRegistry
  let gateway: TrustingGateway
  let browser: TestBrowser
  let token = ''
  let opened: Visit | undefined
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'bureau-registry-'))
    registry = await startTestRegistry(folder, { environment: { REGISTRY_REPOSITORY: fromRoot('.') } })
    await publish('weather', { sdl: WEATHER })
    const allowances = [{ id: 'field-removed:LrtLine.openedRemark', reason: 'it said what `openedOn` says' }]
    await publish('transport', { sdl: TRANSPORT, allowances })
    const state = join(folder, 'state')
    await writeSampleUse(state, TEST_NOW)
    ;[gateway, browser] = await Promise.all([
      startTrustingGateway({
        STATE_DIR: state,
        SUPERGRAPH_SOURCE: 'registry',
        REGISTRY_URL: registry.url,
        REGISTRY_PUBLIC_KEYS: registry.publicKey,
      }),
      startBrowser(),
    ])
    const { authorization = '' } = await gateway.headersOf(['staff'], { bureaus: ['dsat'] })
    token = authorization.replace('Bearer ', '')
  }, 180_000)
  afterAll(async () => {
    await browser?.stop()
    await gateway?.stop()
    await registry?.stop()
    await rm(folder, { recursive: true })
  })
  afterEach(async () => {
    const faults = opened?.faults ?? []
    await opened?.close()
    opened = undefined
    if (faults.length > 0) throw new Error(`The page must not: ${faults.join('; ')}`)
  })

  async function publish(subgraph: string, body: object): Promise<void> {
    const key = await registry.keyFor(subgraph)
    const path = `/v1/subgraphs/${subgraph}/publish`
    const answer = await registry.ask('POST', path, { key, body: { message: 'for the test', ...body } })
    expect(answer.body).toMatchObject({ outcome: 'published' })
  }

  const section = (page: Page, title: string) =>
    page.locator('section', { has: page.locator('h2', { hasText: title }) })
  const versionsOf = (page: Page) => page.locator('.versions > li')

  it.each([
    {
      language: 'zh',
      width: 360,
      scheme: 'dark',
      titles: ['綱要', '版本', '誰使用其欄位', '來源', '數據集', '效能評估'],
      release: '第 3 版',
      told: ['檢查通過', '移除', '更改', '新增', '至 2027-06-30'],
      found: /^[^a-z]*項$/,
    },
    {
      language: 'pt',
      width: 1280,
      scheme: 'dark',
      titles: ['Esquema', 'Versões', 'Quem usa os seus campos', 'Fontes', 'Conjuntos de dados', 'Avaliação'],
      release: 'Edição 3',
      told: ['verificação passada', 'até 2027-06-30'],
      found: /incompatíve|segura/,
    },
    {
      language: 'en',
      width: 1280,
      scheme: 'light',
      titles: ['Schema', 'Versions', 'Who uses its fields', 'Sources', 'Data sets', 'Review'],
      release: 'Release 3',
      told: ['check passed', 'Removed', 'Changed', 'Added', 'until 2027-06-30'],
      found: /breaking|safe/,
    },
  ] as const)(
    'tells its versions, checks, use, sources, data sets and what goes in $language at $width px',
    async ({ language, width, scheme, titles, release, told, found }) => {
      opened = await browser.visit(`${gateway.url}/#/bureau/dsat`, { language, width, scheme })
      const { page } = opened
      await page.clock.setFixedTime(TEST_NOW)
      await page.evaluate(`sessionStorage.setItem('macao-open-gateway:token', '${token}')`)
      await page.reload()
      await versionsOf(page).first().waitFor()
      await expect.poll(() => page.locator('h2').allTextContents(), { timeout: 20_000 }).toEqual(titles)
      // Of three releases the second is the weather bureau's.
      expect(await versionsOf(page).locator('strong').allTextContents()).toHaveLength(2)
      expect(await versionsOf(page).locator('strong').first().textContent()).toBe(release)
      expect(await versionsOf(page).first().locator('.tag + .quiet').textContent()).toMatch(found)
      await versionsOf(page).first().locator('summary').click()
      const changes = versionsOf(page).first().locator('dl')
      await changes.locator('dd').first().waitFor()
      expect(await changes.locator('dd').allTextContents()).toEqual([
        'LrtLine.openedRemark',
        'BusStop.stopGroup: String! → String! @deprecated(reason: "Use id; goes on 2027-06-30.")',
        'BusStop.hasShelter',
      ])
      for (const words of told) await page.getByText(words, { exact: true }).first().waitFor()
      const clients = page.locator('.figures').nth(1)
      await clients.locator('tbody tr').first().waitFor()
      await page.locator('.datasets tbody tr').first().waitFor()
      await page.locator('.feeds:not(.figures, .datasets) tbody tr').first().waitFor()
      expect(await page.locator('li', { hasText: 'BusStop.stopGroup' }).count()).toBeGreaterThan(0)
      expect(await page.locator('a[href="#/review/dsat"]').count()).toBe(1)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      expect(await findBarriers(page)).toEqual([])
      await page.setViewportSize({ width, height: 3600 })
      await photograph(page, `bureau-registry-${language}-${width}`)
    },
  )

  it('shows a rollback as a version of its own, which takes back what clients saw', async () => {
    opened = await browser.visit(`${gateway.url}/#/bureau/dsat`)
    const { page } = opened
    await versionsOf(page).first().waitFor()
    const { body } = await registry.ask('POST', '/v1/rollback', {
      key: registry.operatorKey,
      body: { to: 2, message: 'shelters are not counted yet' },
    })
    expect(body).toEqual({ release: 4 })
    const latest = versionsOf(page).first()
    await expect
      .poll(
        async () => {
          await page.reload()
          await latest.waitFor()
          return latest.locator('strong').textContent()
        },
        { timeout: 20_000, interval: 1_000 },
      )
      .toBe('Release 4')
    expect(await latest.textContent()).toContain('rolled back')
    await latest.locator('summary').click()
    await latest.locator('dd').first().waitFor()
    expect(await latest.locator('dl').innerText()).toBe(
      'Removed\nBusStop.hasShelter\nChanged\nBusStop.stopGroup: String! @deprecated(reason: "Use id; goes on 2027-06-30.") → String!\nAdded\nLrtLine.openedRemark',
    )
    await expect
      .poll(() => gateway.ask('{ __type(name: "LrtLine") { fields { name } } }').then(JSON.stringify), {
        timeout: 20_000,
      })
      .toContain('openedRemark')
    expect(await section(page, 'Versions').textContent()).not.toContain('shelters are not counted yet')
  }, 60_000)
})
