import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { runsDirectly } from '../../../kit/root.ts'
import { printHtml } from './html.ts'
import { printMarkdown } from './markdown.ts'
import { composeBureauPage, composePlanPage, type Page } from './page.ts'
import { readReview } from './readReview.ts'
import { REVIEW_LANGUAGES, type ReviewLanguage } from './words.ts'

const REVIEW_USAGE = `Writes what was reached in a month or a year: a page for each bureau and one for the whole plan, as Markdown and HTML.

  npm run review -- --month 2026-11
  npm run review -- --year 2026

  --language zh,pt,en   the languages (all three)
  --out review          the folder, from where the command is run
  --gateway URL         the gateway that is asked (http://127.0.0.1:4000)
`

/** `npm run review -- …`: the exit code and what to print. */
export async function runReview(
  args: readonly string[],
  folder: string,
): Promise<{ readonly exitCode: number; readonly text: string }> {
  try {
    const { values } = parseArgs({ args: [...args], options: OPTIONS })
    const period = parsePeriodOption(values.month, values.year)
    if (period === null) return { exitCode: 2, text: REVIEW_USAGE }
    const languages = values.language.split(',').map(parseLanguage)
    const review = await readReview(values.gateway, period)
    const out = join(resolve(folder, values.out), period)
    await mkdir(out, { recursive: true })
    for (const language of languages) {
      await writePage(join(out, `plan.${language}`), composePlanPage(review, language))
      for (const bureau of review.bureaus)
        await writePage(join(out, `${bureau.id}.${language}`), composeBureauPage(bureau, period, language))
    }
    const pages = languages.length * (review.bureaus.length + 1)
    return { exitCode: 0, text: `${pages} pages in ${out}, each as .md and .html.\n` }
  } catch (error) {
    return { exitCode: 2, text: `${error instanceof Error ? error.message : String(error)}\n` }
  }
}

const OPTIONS = {
  month: { type: 'string' },
  year: { type: 'string' },
  language: { type: 'string', default: 'zh,pt,en' },
  out: { type: 'string', default: 'review' },
  gateway: { type: 'string', default: 'http://127.0.0.1:4000' },
} as const

/** Null where not one of the two is given. */
function parsePeriodOption(month: string | undefined, year: string | undefined): string | null {
  if (month !== undefined && year !== undefined) return null
  if (month !== undefined)
    return parseOption('--month', month, /^\d{4}-(0[1-9]|1[0-2])$/, 'a month such as 2026-11')
  return year === undefined ? null : parseOption('--year', year, /^\d{4}$/, 'a year such as 2026')
}

function parseOption(name: string, text: string, form: RegExp, expected: string): string {
  if (form.test(text)) return text
  throw new Error(`${name}: expected ${expected}; got ${JSON.stringify(text)}.`)
}

function parseLanguage(text: string): ReviewLanguage {
  const found = REVIEW_LANGUAGES.find((language) => language === text.trim())
  if (found !== undefined) return found
  throw new Error(`--language: expected zh, pt, en, or several with commas; got ${JSON.stringify(text)}.`)
}

async function writePage(file: string, page: Page): Promise<void> {
  await writeFile(`${file}.md`, printMarkdown(page))
  await writeFile(`${file}.html`, printHtml(page))
}

if (runsDirectly(import.meta.url)) {
  const { exitCode, text } = await runReview(process.argv.slice(2), process.cwd())
  process.stdout.write(text)
  process.exitCode = exitCode
}
