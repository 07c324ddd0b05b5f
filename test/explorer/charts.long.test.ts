import { readFile } from 'node:fs/promises'
import type { Download, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { findBarriers, hasBrowser, photograph } from './kit/browser.ts'
import { longestTask } from './kit/tasks.ts'
import { useExplorer } from './kit/useExplorer.ts'
import { answerTo, ask } from './kit/workbench.ts'

describe.skipIf(!hasBrowser)('charts of the explorer', () => {
  const explorer = useExplorer()
  const { visit } = explorer

  const YEARS = '{ visitorArrivals { yearly(last: 9) { year arrivals monthsCounted } } }'
  const MONTHS = '{ visitorArrivals { monthly(last: 24) { month arrivals yearOnYearPercent } } }'

  const showChart = async (page: Page) => {
    await page.getByRole('button', { name: 'Chart', exact: true }).click()
    await page.locator('.chart .drawing svg').first().waitFor()
  }
  /** Each unbroken stretch of each line, by how many points it has. */
  const stretches = async (page: Page) => {
    const paths = await page.evaluate<readonly string[]>(
      `[...document.querySelectorAll('.chart .series path')].map((path) => path.getAttribute('d'))`,
    )
    return paths.flatMap((d) => d.split('M').slice(1)).map((stretch) => stretch.split('L').length)
  }
  const save = async (page: Page, format: 'PNG' | 'SVG'): Promise<{ name: string; bytes: Buffer }> => {
    const waiting: Promise<Download> = page.waitForEvent('download')
    await page.getByRole('button', { name: format, exact: true }).click()
    const download = await waiting
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
  }

  it('draw arrivals along the years, and never the years themselves', async () => {
    const page = await ask(await visit(), YEARS)
    await showChart(page)
    expect(await page.locator('.panel h3').allTextContents()).toEqual(['Arrivals'])
    const words = await page.locator('.drawing text').allTextContents()
    expect(words).toContain('2022')
    expect(words.filter((word) => /2[,.]02\d/.test(word))).toEqual([])
    await page.getByText('Value: Arrivals').click()
    expect(await page.locator('.menu label').allTextContents()).toEqual([' Arrivals', ' Months counted'])
  })

  it('show a month that is missing, and an amount that is not known, as gaps', async () => {
    const months = ['2025-09', '2025-10', '2025-11', '2026-02', '2026-03', '2026-04', '2026-05']
    const monthly = months.map((month, index) => ({
      month,
      arrivals: month === '2026-04' ? null : 3_000_000 + index * 1_000,
      yearOnYearPercent: null,
    }))
    const page = await answerTo(await visit(), MONTHS, { visitorArrivals: { monthly } })
    await showChart(page)
    expect(await stretches(page)).toEqual([3, 2, 1])
  })

  it('draw several amounts, each with its unit on a scale of its own', async () => {
    const page = await ask(await visit(), MONTHS)
    await showChart(page)
    await page.getByText('Value: Arrivals').click()
    await page.getByRole('checkbox', { name: 'Year on year (%)' }).check()
    await expect
      .poll(() => page.locator('.panel h3').allTextContents())
      .toEqual(['Arrivals', 'Year on year (%)'])
    expect(await page.locator('.legend li').count()).toBe(2)
    expect(await page.locator('.series').count()).toBe(2)
    expect(await findBarriers(page)).toEqual([])
  })

  it('draw amounts of one unit on one scale, a colour for each', async () => {
    const page = await ask(
      await visit(),
      '{ climateNormals { month meanMaxTemperatureCelsius meanMinTemperatureCelsius meanRainfallMm } }',
    )
    await showChart(page)
    await page.locator('.menu summary').click()
    await page.getByRole('checkbox', { name: 'Mean min temperature (°C)' }).check()
    await page.locator('.legend li').nth(1).waitFor()
    expect(await page.locator('.panel h3').allTextContents()).toEqual([
      'Mean max temperature, Mean min temperature (°C)',
    ])
    expect(await stretches(page)).toHaveLength(2)
  })

  it('keep along, amounts, colour, panels and mark through Back, a reload and a link', async () => {
    const query =
      '{ hotels(first: 100) { nodes { name { zh pt en } area { name { zh pt en } } stars roomsLicensed } } }'
    const page = await ask(await visit(), query)
    await showChart(page)
    await page.getByLabel('Colour').selectOption({ label: 'Area' })
    await page.locator('.legend li').nth(2).waitFor()
    await page.getByLabel('Panels').selectOption({ label: 'Stars' })
    await page.locator('.facet text').nth(1).waitFor()
    await page.getByRole('button', { name: 'Dots' }).click()
    const isAsChosen = async (at: Page) => {
      await at.locator('.drawing .dots').first().waitFor()
      expect(await at.getByLabel('Colour').inputValue()).toBe('area.name')
      expect(await at.getByLabel('Panels').inputValue()).toBe('stars')
    }
    await isAsChosen(page)
    await page.getByRole('button', { name: 'Share' }).click()
    const link = page.locator('.snippet pre')
    await expect.poll(() => link.textContent()).toContain('#/ask/')
    const url = (await link.textContent()) ?? ''
    await page.keyboard.press('Escape')
    await page.reload()
    await isAsChosen(page)
    await isAsChosen(await visit(url.slice(explorer.url.length)))
    await page.goBack()
    await page.locator('.drawing .bars rect').first().waitFor()
    await page.goBack()
    await page.locator('.facet').first().waitFor({ state: 'detached' })
    expect(await page.getByLabel('Colour').inputValue()).toBe('area.name')
  })

  it('are saved as images that say what they are made of', async () => {
    const page = await visit('/#/q/visitor-arrivals-by-month', { scheme: 'dark' })
    await page.locator('.chart .series').waitFor()
    const svg = await save(page, 'SVG')
    expect(svg.name).toBe('visitor-arrivals-by-month.svg')
    const text = svg.bytes.toString()
    expect(text).toContain('Statistics and Census Service')
    expect(text).toContain('Arrivals / Month')
    // Colours of the page are words of its style sheet; a file has none.
    expect(text.replaceAll(/<style>[^<]*<\/style>/g, '')).not.toMatch(/var\(--|currentColor/)
    const size = /width="(\d+)" height="(\d+)"/.exec(text.slice(0, text.indexOf('>')))
    const png = await save(page, 'PNG')
    expect(png.name).toBe('visitor-arrivals-by-month.png')
    expect(png.bytes.subarray(1, 4).toString()).toBe('PNG')
    expect([png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)]).toEqual([
      Number(size?.[1]) * 2,
      Number(size?.[2]) * 2,
    ])
  })

  it('tell their figures as a table too', async () => {
    const page = await ask(await visit(), YEARS)
    await showChart(page)
    await page.getByText('The figures').focus()
    await page.keyboard.press('Enter')
    await page.locator('.figures td').first().waitFor()
    expect(await page.locator('.figures th').allTextContents()).toEqual(['Year', 'Arrivals'])
    const row = page.locator('.figures tbody tr', { hasText: '2022' })
    expect(await row.locator('td').allTextContents()).toEqual(['2022', '5,700,339'])
    expect(await findBarriers(page)).toEqual([])
  })

  it('tell the point that one points at', async () => {
    const page = await ask(await visit(), YEARS)
    await showChart(page)
    const box = await page.locator('.drawing svg').boundingBox()
    await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) - 24, (box?.y ?? 0) + 80)
    await page.locator('.drawing .tooltip text').waitFor()
    expect(await page.locator('.drawing .tooltip').textContent()).toMatch(/2026.*18,143,294/)
  })

  it.each([
    { language: 'zh', scheme: 'dark', width: 360, head: '入境旅客人次', along: '月份' },
    { language: 'pt', scheme: 'light', width: 360, head: 'Chegadas', along: 'Mês' },
    { language: 'en', scheme: 'dark', width: 1280, head: 'Arrivals', along: 'Month' },
  ] as const)(
    'name all in the words of the graph in $language, at $width px in $scheme',
    async ({ language, scheme, width, head, along }) => {
      const page = await visit('/#/q/visitor-arrivals-by-month?view=chart', { language, scheme, width })
      await page.locator('.chart .series').waitFor()
      await expect.poll(() => page.locator('.panel h3').allTextContents()).toEqual([head])
      await expect.poll(() => page.locator('.drawing text').allTextContents()).toContain(along)
      expect(await page.locator('.sources').count()).toBe(1)
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
      expect(await findBarriers(page)).toEqual([])
      await photograph(page, `charts-${language}-${width}-${scheme}`)
    },
  )

  it('draw 5,000 points without freezing, and say of how many rows the bars are', async () => {
    const nodes = Array.from({ length: 5_000 }, (_, index) => ({
      id: `hotel-${index}`,
      stars: (index * 7_919) % 97,
      roomsLicensed: (index * 104_729) % 3_571,
    }))
    const page = await answerTo(await visit(), '{ hotels { nodes { id stars roomsLicensed } } }', {
      hotels: { nodes },
    })
    await showChart(page)
    await page.getByText('400 of 5000 rows').waitFor()
    expect(await page.locator('.bars rect').count()).toBe(400)
    const longest = await longestTask(page, async () => {
      await page.getByLabel('Along').selectOption({ label: 'Rooms licensed' })
      await page.locator('.drawing .dots path').waitFor()
    })
    const dots = await page.locator('.drawing .dots path').getAttribute('d')
    expect(dots?.split('M')).toHaveLength(5_001)
    expect(longest).toBeLessThan(200)
  })
})
