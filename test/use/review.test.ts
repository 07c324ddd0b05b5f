import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { writeSampleUse } from '../../gateway/telemetry/use/sample.ts'
import { runReview } from '../../subgraphs/catalogue/review/command.ts'
import { printHtml } from '../../subgraphs/catalogue/review/html.ts'
import { printMarkdown } from '../../subgraphs/catalogue/review/markdown.ts'
import { composeBureauPage } from '../../subgraphs/catalogue/review/page.ts'
import { writeSampleHistory } from '../../subgraphs/catalogue/review/sampleHistory.ts'
import { TEST_NOW } from '../../subgraphs/_kit/testSubgraph.ts'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { readBundled } from '../kit/oracle/bundle.ts'

/** Those who keep a data set that the graph reads. */
const details: readonly { data: { graph: { feedId: string | null; custodian: string } } }[] = JSON.parse(
  readBundled('catalogue/data/portal-details.json'),
)
const custodians = new Set(
  details
    .map(({ data: { graph } }) => graph)
    .flatMap(({ feedId, custodian }) => (feedId === null ? [] : [custodian])),
)

let folder = ''
let gateway: TestGateway
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'review-'))
  await writeSampleUse(folder, TEST_NOW)
  await writeSampleHistory(folder, TEST_NOW)
  gateway = await startTestGateway({ STATE_DIR: folder })
})
afterAll(async () => {
  await gateway.stop()
  await rm(folder, { recursive: true })
})

const run = (...args: readonly string[]) => runReview([...args, '--gateway', gateway.url], folder)
const read = (file: string) => readFile(join(folder, 'review', file), 'utf8')

describe('npm run review', () => {
  it('writes a page for each bureau with a data set and one for the plan, in three languages', async () => {
    const pages = 3 * (custodians.size + 1)
    const { exitCode, text } = await run('--month', '2026-10')
    expect([exitCode, text]).toEqual([
      0,
      expect.stringMatching(new RegExp(`^${pages} pages in .*2026-10, each`)),
    ])
    const files = await readdir(join(folder, 'review', '2026-10'))
    expect(files).toHaveLength(2 * pages)
    for (const language of ['zh', 'pt', 'en'])
      for (const name of ['plan', 'dsat', 'ssm', 'ic', 'mgto'])
        expect(files).toEqual(expect.arrayContaining([`${name}.${language}.md`, `${name}.${language}.html`]))
  })

  it('says what was reached and missed, from which sources, and that it is a sample', async () => {
    await run('--month', '2026-10', '--language', 'en')
    const plan = await read('2026-10/plan.en.md')
    expect(plan).toContain('# Review of 2026-10: The whole plan')
    expect(plan).toContain('Some of these figures are samples')
    expect(plan).toMatch(/- Set aside: \d+ reached, \d+ missed/)
    const { data } = await gateway.ask(
      '{ dataset(id: "dsat-carpark-live") { review(period: "2026-10") { kind value verdict } } }',
    )
    const [fresh] = JSON.parse(JSON.stringify(data)).dataset.review
    const bureau = await read('2026-10/dsat.en.md')
    const percent = `${Math.round(fresh.value * 10_000) / 100}\u00a0%`
    expect(bureau).toContain(`${percent} (${fresh.verdict.toLowerCase()}; at least 98\u00a0%)`)
    expect(bureau).toContain('Sources of the figures')
  })

  it('makes HTML that is well formed, has a chart of each figure, and asks for nothing else', async () => {
    await run('--year', '2026', '--language', 'pt')
    for (const name of ['plan', 'dsat']) {
      const html = await read(`2026/${name}.pt.html`)
      expect(html).toMatch(/^<!doctype html>\n<html lang="pt-MO">/)
      expect(html).not.toMatch(/https?:\/\/|<script|url\(/)
      const charts = html.match(/<svg[\s\S]*?<\/svg>/g) ?? []
      expect(charts.length).toBe(name === 'plan' ? 1 : 2)
      for (const chart of charts) expect(XMLValidator.validate(chart)).toBe(true)
    }
    const [, columns = ''] = (await read('2026/dsat.pt.html')).match(/<svg[\s\S]*?<\/svg>/g) ?? []
    const parsed = new XMLParser({ ignoreAttributes: false }).parse(columns)
    const heights = parsed.svg.rect.map((one: Record<string, string>) => Number(one['@_height']))
    expect(Math.max(...heights)).toBe(160)
  })

  it.each([
    [['--month', '2026-13'], '--month: expected a month such as 2026-11; got "2026-13".\n'],
    [['--year', '26'], '--year: expected a year such as 2026; got "26".\n'],
    [['--year', '2026', '--language', 'fr'], /^--language: expected zh, pt, en/],
    [[], /^Writes what was reached/],
    [['--year', '2026', '--month', '2026-11'], /^Writes what was reached/],
  ])('refuses %j', async (args, expected) => {
    const { exitCode, text } = await run(...args)
    expect(exitCode).toBe(2)
    expect(text).toMatch(expected)
  })

  it('says where no gateway answers', async () => {
    const { exitCode, text } = await runReview(['--year', '2026', '--gateway', 'http://127.0.0.1:1'], folder)
    expect([exitCode, text]).toEqual([
      2,
      '--gateway: expected a gateway that answers; got none at http://127.0.0.1:1.\n',
    ])
  })
})

it('keeps what a bureau calls a data set a text', () => {
  const title = '<img src=x onerror="alert(1)"> | [a](javascript:b) `c`'
  const bureau = {
    id: 'x',
    name: { zh: null, pt: null, en: '</title><script>' },
    use: [],
    datasets: [{ id: 'a', fields: [], title: { zh: title, pt: null, en: null }, custodians: [], review: [] }],
  }
  const page = composeBureauPage(bureau, '2026', 'en')
  expect(printHtml(page)).not.toMatch(/<img|<script/)
  expect(printMarkdown(page)).toContain(
    '\\<img src=x onerror="alert(1)"\\> \\| \\[a\\](javascript:b) \\`c\\`',
  )
})

it('refuses a period that is none, in the graph', async () => {
  const { errors } = await gateway.ask(
    '{ dataset(id: "dsat-carpark-live") { review(period: "2026-14") { kind } } }',
  )
  expect(errors?.map(({ message }) => message)).toEqual([
    'period: expected a month such as "2026-11" or a year such as "2026"; got "2026-14".',
  ])
})
