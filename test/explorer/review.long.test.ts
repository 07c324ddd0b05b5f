import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeSampleUse } from '../../gateway/telemetry/use/sample.ts'
import { writeSampleHistory } from '../../subgraphs/catalogue/review/sampleHistory.ts'
import { TEST_NOW } from '../../subgraphs/_kit/testSubgraph.ts'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { findBarriers, hasBrowser, photograph, startBrowser, type TestBrowser } from './kit/browser.ts'

describe.skipIf(!hasBrowser)('the page of the review', () => {
  let folder = ''
  let gateway: TestGateway
  let browser: TestBrowser
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'review-'))
    await writeSampleUse(folder, TEST_NOW)
    await writeSampleHistory(folder, TEST_NOW)
    ;[gateway, browser] = await Promise.all([startTestGateway({ STATE_DIR: folder }), startBrowser()])
  })
  afterAll(async () => {
    await browser.stop()
    await gateway.stop()
    await rm(folder, { recursive: true })
  })

  it.each([
    { language: 'zh', title: '效能評估', missed: '未達標', sample: '樣本', width: 360 },
    { language: 'pt', title: 'Avaliação', missed: 'não atingida', sample: 'amostras', width: 1280 },
    { language: 'en', title: 'Review', missed: 'missed', sample: 'samples', width: 1280 },
  ] as const)('tells in $language what was reached, and that it is a sample', async (words) => {
    const { language, width } = words
    const { page, faults, close } = await browser.visit(gateway.url, { language, width })
    await page.clock.setFixedTime(TEST_NOW)
    await page.goto(`${gateway.url}/#/review`)
    await page.reload()
    await page.locator('.feeds').nth(8).waitFor()
    expect(await page.locator('h1').textContent()).toBe(words.title)
    expect(await page.locator('[role=status]').textContent()).toContain(words.sample)
    await page.locator('select').selectOption('2026-10')
    const { data } = await gateway.ask(
      '{ bureau(id: "dsat") { datasets(first: 50) { nodes { review(period: "2026-10") { verdict } } } } }',
    )
    const measures = JSON.stringify(data).match(/"MISSED"/g) ?? []
    const tables = page.locator('section', { has: page.locator('h2', { hasText: DSAT[language] }) })
    await expect.poll(() => tables.locator('.tag.bad').count()).toBe(measures.length)
    expect(await tables.locator('.tag.bad').first().textContent()).toBe(words.missed)
    expect(await findBarriers(page)).toEqual([])
    await photograph(page, `review-${language}-${width}`)
    expect(faults).toEqual([])
    await close()
  })
})

const DSAT = {
  zh: '交通事務局',
  pt: 'Direcção dos Serviços para os Assuntos de Tráfego',
  en: 'Transport Bureau',
} as const
