import { existsSync, mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import axe from 'axe-core'
import { chromium, type Browser, type Page } from 'playwright-core'
import { packageRoot } from '../../../kit/root.ts'
import { buildExplorer } from './build.ts'

/** Chromium without its windows and services opens a page for half the processor time. */
const PLACES = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium']
const CHROMIUM = process.env.CHROMIUM_PATH ?? PLACES.find((place) => existsSync(place)) ?? '/usr/bin/chromium'

/** On a machine without a browser these tests are skipped; in continuous integration they fail. */
export const hasBrowser = existsSync(CHROMIUM) || process.env.CI === 'true'

export type Language = 'zh' | 'pt' | 'en'

export interface Look {
  readonly language?: Language
  readonly width?: number
  readonly scheme?: 'light' | 'dark'
  /** A phone, which has fingers and no mouse. */
  readonly touch?: boolean
  readonly reducedMotion?: boolean
}

export interface TestBrowser {
  /** A fresh visitor's page, which remembers what it must not do. */
  visit(url: string, look?: Look): Promise<Visit>
  stop(): Promise<void>
}

export interface Visit {
  readonly page: Page
  /** Console errors, exceptions, and requests to anywhere but the gateway. */
  readonly faults: readonly string[]
  close(): Promise<void>
}

/** Builds the page where that is due, and starts the browser. */
export async function startBrowser(): Promise<TestBrowser> {
  buildExplorer()
  const browser = await launchChromium()
  return {
    visit: (url, look) => openPage(browser, url, look ?? {}),
    stop: () => browser.close(),
  }
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM, args: ARGUMENTS })
}

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

async function openPage(
  browser: Browser,
  url: string,
  { language = 'en', width = 1280, scheme = 'light', touch = false, reducedMotion = false }: Look,
): Promise<Visit> {
  const context = await browser.newContext({
    viewport: { width, height: 800 },
    colorScheme: scheme,
    hasTouch: touch,
    isMobile: touch,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    locale: { zh: 'zh-TW', pt: 'pt-PT', en: 'en-GB' }[language],
    acceptDownloads: true,
  })
  context.setDefaultTimeout(30_000)
  const page = await context.newPage()
  const faults: string[] = []
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text())
  })
  page.on('pageerror', (error) => faults.push(error.message))
  page.on('request', (request) => {
    const { protocol, origin } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== new URL(url).origin) faults.push(request.url())
  })
  await page.goto(url)
  return { page, faults, close: () => context.close() }
}

interface AxeResult {
  readonly violations: readonly {
    readonly id: string
    readonly impact?: string | null
    readonly nodes: readonly { readonly target: readonly unknown[] }[]
  }[]
}

/** Serious violations of accessibility, each as one line. */
export async function findBarriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source)
  const result: AxeResult = await page.evaluate('axe.run(document, { resultTypes: ["violations"] })')
  return result.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(' ')}`))
}

const ARTIFACTS = new URL('.artifacts/explorer/', packageRoot)

/** Keeps a picture of the page beside the other artefacts of a test run; it is never committed. */
export async function photograph(page: Page, name: string): Promise<void> {
  mkdirSync(ARTIFACTS, { recursive: true })
  await page.screenshot({ path: fileURLToPath(new URL(`${name}.png`, ARTIFACTS)) })
}
