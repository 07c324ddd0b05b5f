import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestGateway, type TestGateway } from '../kit/gateway.ts'
import { hasBrowser, startBrowser, type TestBrowser } from './kit/browser.ts'
import { write, writtenIn } from './kit/workbench.ts'

/** A query of 340 lines, of which the picker has some three hundred rows open. */
function longQuery(): string {
  const names = (pad: string) => ['name {', '  zh', '  pt', '  en', '}'].map((line) => pad + line)
  const museum = (index: number) => [
    `  m${index}: museum(id: "mam") {`,
    '    id',
    ...names('    '),
    '    isOpen',
    '    feeMop',
    '    place {',
    '      lat',
    '      lng',
    '      area {',
    '        id',
    ...names('        '),
    '        parent {',
    '          id',
    ...names('          '),
    '        }',
    '      }',
    '    }',
    '  }',
  ]
  const lines = Array.from({ length: 40 }, (_, index) => museum(index)).flat()
  const whole = Math.floor(338 / museum(0).length) * museum(0).length
  return [
    '{',
    ...lines.slice(0, whole),
    ...Array.from({ length: 338 - whole }, (_, at) => `  # ${at}`),
    '}',
  ].join('\n')
}

describe.skipIf(!hasBrowser)('typing in a long query with the picker open', () => {
  let gateway: TestGateway
  let browser: TestBrowser

  beforeAll(async () => {
    ;[gateway, browser] = await Promise.all([startTestGateway(), startBrowser()])
  })
  afterAll(async () => {
    await browser.stop()
    await gateway.stop()
  })

  it('lays out only the rows in sight, and draws only those anew whose text changed', async () => {
    const text = longQuery()
    expect(text.split('\n')).toHaveLength(340)
    const { page, close } = await browser.visit(`${gateway.url}/#/ask`)
    await write(page, text)
    const rows = page.locator('.picker .pick')
    // Until no more are drawn.
    let drawn = -1
    await expect
      .poll(
        async () => {
          const before = drawn
          drawn = await rows.count()
          return drawn > 300 && drawn === before
        },
        { timeout: 20_000, interval: 500 },
      )
      .toBe(true)
    const inSight: number = await page.evaluate(
      `[...document.querySelectorAll('.picker .pick')]
        .filter((row) => row.checkVisibility({ contentVisibilityAuto: true })).length`,
    )
    expect(inSight).toBeLessThan(200)
    await page.evaluate(`
      window.changed = new Set()
      new MutationObserver((records) => records.forEach(({ target }) => {
        const row = (target.nodeType === 1 ? target : target.parentElement).closest('li')
        if (row) window.changed.add(row)
      })).observe(document.querySelector('.picker'), { subtree: true, childList: true, characterData: true, attributes: true })
    `)
    await page.locator('.cm-content .cm-line', { hasText: 'isOpen' }).first().click()
    await page.keyboard.press('End')
    await page.keyboard.type(' # why')
    await expect.poll(() => writtenIn(page)).toContain('isOpen # why')
    await page.keyboard.insertText('\n    provenance { sample }')
    await expect.poll(() => page.evaluate('window.changed.size')).toBeGreaterThan(0)
    expect(await page.evaluate('window.changed.size')).toBeLessThan(20)
    if (process.env.MEASURE === 'true') console.log(`p50 of a key: ${await measure(page)} ms`)
    await close()
  })
})

/** From a key to the frame that shows it, in the middle of 60; only a quiet machine says anything. */
function measure(page: Page): Promise<unknown> {
  return page.evaluate(`(async () => {
    const times = []
    document.querySelector('.pane.write .cm-content').focus()
    for (let key = 0; key < 60; key++) {
      const start = performance.now()
      document.execCommand('insertText', false, 'x')
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done)))
      times.push(performance.now() - start)
      await new Promise((done) => setTimeout(done, 100))
    }
    return Math.round(times.toSorted((a, b) => a - b)[30])
  })()`)
}
