import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll } from 'vitest'
import type { Environment } from '../../../kit/config.ts'
import { startTestGateway, type TestGateway } from '../../kit/gateway.ts'
import { startBrowser, type Look, type TestBrowser, type Visit } from './browser.ts'

export interface Explorer {
  /** The gateway's address. */
  readonly url: string
  /** Opens a page as a fresh visitor, until the end of the test. */
  visit(path?: string, look?: Look): Promise<Page>
  /** What the pages of this test did that they must not; from here on it is not held against the test. */
  takeFaults(): readonly string[]
}

/** Runs a gateway of samples and a browser for a group of tests. A test fails where its pages did what they must not. */
export function useExplorer(environment: Environment = {}): Explorer {
  let gateway: TestGateway
  let browser: TestBrowser
  let visits: Visit[] = []
  let taken = new Set<string>()

  const findFaults = () => visits.flatMap((visit) => visit.faults)

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startTestGateway(environment), startBrowser()])
  })
  afterAll(async () => {
    await browser.stop()
    await gateway.stop()
  })
  afterEach(async () => {
    const faults = findFaults().filter((fault) => !taken.has(fault))
    await Promise.all(visits.map((visit) => visit.close()))
    visits = []
    taken = new Set()
    if (faults.length > 0) throw new Error(`The page must not: ${faults.join('; ')}`)
  })

  return {
    get url() {
      return gateway.url
    },
    async visit(path = '/', look = {}) {
      const opened = await browser.visit(gateway.url + path, look)
      visits.push(opened)
      return opened.page
    },
    takeFaults() {
      const faults = findFaults()
      for (const fault of faults) taken.add(fault)
      return faults
    },
  }
}
