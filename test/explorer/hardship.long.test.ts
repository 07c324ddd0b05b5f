import { readFile } from 'node:fs/promises'
import { check } from '@placemarkio/check-geojson'
import { read, utils } from '@e965/xlsx'
import { parse } from 'csv-parse/sync'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { hasBrowser } from './kit/browser.ts'
import { useExplorer } from './kit/useExplorer.ts'
import { ask, write } from './kit/workbench.ts'

describe.skipIf(!hasBrowser)('the explorer in hardship', () => {
  const explorer = useExplorer()
  const { visit } = explorer

  const exportAs = async (page: Page, format: string): Promise<Buffer> => {
    await page.getByRole('button', { name: 'Take away' }).click()
    const waiting = page.waitForEvent('download')
    await page
      .getByRole('dialog')
      .getByRole('button', { name: new RegExp(`^${format}`) })
      .click()
    const bytes = await readFile(await (await waiting).path())
    await page.keyboard.press('Escape')
    return bytes
  }

  /** Answers the page's next questions as a gateway with other data would. */
  const pretend = (page: Page, data: unknown) =>
    page.route('**/graphql', (route) => route.fulfill({ json: { data } }))

  it('saves what is on the page as files that other programs read', async () => {
    const page = await ask(
      await visit(),
      '{ attractions(first: 100) { totalCount nodes { id name { zh } feeMop place { lat lng } } } }',
    )
    const csv: readonly unknown[] = parse(await exportAs(page, 'CSV'), { bom: true, columns: true })
    const sheet = read(await exportAs(page, 'XLSX')).Sheets.data ?? {}
    const geojson = (await exportAs(page, 'GEOJSON')).toString()
    const lines = (await exportAs(page, 'NDJSON')).toString().trim().split('\n')
    check(geojson)
    expect(csv).toHaveLength(54)
    expect(utils.sheet_to_json(sheet)).toHaveLength(54)
    expect(JSON.parse(geojson).features).toHaveLength(54)
    // Each file says what it is made of, in the form that it has room for.
    const said = /^real data|Attractions.*Macao Government Tourism Office/
    expect(csv.at(-1)).toMatchObject({ _source: expect.stringMatching(said) })
    expect(JSON.parse(lines.at(-1) ?? '')).toMatchObject({ _source: expect.stringMatching(said) })
    expect(JSON.parse(geojson).provenance).toMatchObject([{ bureau: 'mgto' }])
    expect(JSON.parse((await exportAs(page, 'JSON')).toString())).toMatchObject({
      data: { attractions: { totalCount: 54 } },
      extensions: { provenance: [{ bureau: 'mgto' }] },
    })
    expect(lines).toHaveLength(54)
  })

  it('exports the list that is chosen, and all of them as the sheets of a workbook', async () => {
    const page = await ask(
      await visit(),
      '{ museums(first: 3) { nodes { id } } lrtLines { id } healthCentres(first: 2) { nodes { id } } }',
    )
    await page.getByRole('button', { name: 'Take away' }).click()
    await page.getByRole('dialog').getByRole('combobox', { name: 'List' }).selectOption('Museums (3)')
    await page.keyboard.press('Escape')
    const csv: readonly unknown[] = parse(await exportAs(page, 'CSV'), { bom: true, columns: true })
    expect(csv).toHaveLength(3)
    expect(read(await exportAs(page, 'XLSX')).SheetNames).toEqual([
      'lrtLines',
      'museums',
      'healthCentres',
      '_source',
    ])
  })

  it('fetches all the pages of a list that stands behind a fragment', async () => {
    const page = await ask(
      await visit(),
      'query { ...Stops }\nfragment Stops on Query { busStops(first: 100) { totalCount ...Ids } }\nfragment Ids on BusStopConnection { nodes { id } }',
    )
    await page.getByRole('button', { name: 'Fetch all pages' }).click()
    await page.getByRole('button', { name: 'Table' }).click()
    await page.getByText('395 rows').waitFor()
    expect(await page.getByRole('button', { name: 'Fetch all pages' }).count()).toBe(0)
  })

  it('gives code that has the question and not the token', async () => {
    const page = await ask(await visit(), '{ museum(id: "mam") { name { pt en } } }')
    await page.getByRole('button', { name: 'Take away' }).click()
    const snippet = page.locator('.snippet pre')
    expect(await snippet.textContent()).toContain(`curl -s '${explorer.url}/graphql'`)
    await page.getByRole('button', { name: 'fetch', exact: true }).click()
    expect(await snippet.textContent()).toContain('name: {\n      pt: string\n      en: string')
    await page.getByRole('button', { name: 'pandas' }).click()
    expect(await snippet.textContent()).toContain('pd.json_normalize(answer["data"])')
  })

  it.each(['#/ask/%F0%9F', '#/ask/AAAA', '#/ask/eJwr'])('says that the link %s is damaged', async (hash) => {
    const page = await visit(`/${hash}`)
    await page.getByText('This link is damaged').waitFor()
    expect(explorer.takeFaults()).toEqual([])
  })

  it('tells a token from what is none, and says when one has expired', async () => {
    const page = await visit('/#/ask')
    const body = Buffer.from(JSON.stringify({ sub: 'x', scope: 'partner', exp: 1_000_000_000 }))
    await page.getByRole('button', { name: 'Who am I' }).click()
    await page.getByLabel('Token').fill('nonsense')
    await page.getByRole('button', { name: 'Use it' }).click()
    await page.getByText('This is not a token.').waitFor()
    await page.getByLabel('Token').fill(`e30.${body.toString('base64url')}.x`)
    await page.getByRole('button', { name: 'Use it' }).click()
    await page.getByText('This token has expired.').waitFor()
    await page.keyboard.press('Escape')
    await ask(page, '{ museum(id: "mam") { id } }')
    expect(await page.locator('.notice.bad').count()).toBe(1)
    explorer.takeFaults()
  })

  it('says that the gateway is gone, and lets one ask again', async () => {
    const page = await write(await visit(), '{ museum(id: "mam") { id } }')
    await page.route('**/graphql', (route) => route.abort())
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByText('The gateway does not answer.').waitFor()
    await page.unroute('**/graphql')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.locator('.views').waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
    explorer.takeFaults()
  })

  it('lets one stop a question that takes long', async () => {
    const page = await write(await visit(), '{ museum(id: "mam") { id } }')
    await page.route('**/graphql', () => undefined)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('progressbar').waitFor()
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await page.getByText('Stopped.').waitFor()
    expect(await page.getByRole('progressbar').count()).toBe(0)
  })

  it('says that the variables are no JSON before anything is asked', async () => {
    const page = await write(await visit(), 'query ($id: ID!) { museum(id: $id) { id } }')
    await page.locator('.small-code .cm-content').click()
    await page.keyboard.insertText('{ id: mam')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByText('The variables are not valid JSON.').waitFor()
    expect(await page.locator('.views').count()).toBe(0)
  })

  it('shows 100,000 rows, and finds one of them', async () => {
    const page = await write(await visit(), '{ busStops { nodes { id } } }')
    const nodes = Array.from({ length: 100_000 }, (_, index) => ({ id: `stop-${index}` }))
    await pretend(page, { busStops: { nodes } })
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('button', { name: 'Table' }).click()
    await page.getByText('100000 rows').waitFor()
    await page.getByPlaceholder('Filter rows').fill('stop-77777')
    await page.getByText('1 of 100000 rows').waitFor()
    expect(await page.locator('.sheet tbody tr').count()).toBe(1)
  })

  it('shows texts as texts, however long and whatever they look like', async () => {
    const page = await write(await visit(), '{ museums { nodes { id name } } }')
    const hostile = [
      '=HYPERLINK("http://x.example","y")',
      '<img src=x onerror=alert(1)>',
      '大三巴 🏛️',
      'x'.repeat(1e6),
    ]
    await pretend(page, { museums: { nodes: hostile.map((name, id) => ({ id, name })) } })
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByRole('button', { name: 'Table' }).click()
    await page.getByText('<img src=x onerror=alert(1)>').waitFor()
    expect(await page.locator('.sheet img').count()).toBe(0)
    const rows: readonly { name: string }[] = parse(await exportAs(page, 'CSV'), { bom: true, columns: true })
    expect(rows.map(({ name }) => name)).toEqual([`'${hostile[0]}`, ...hostile.slice(1)])
  })
})
