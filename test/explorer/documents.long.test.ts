import { deflateRawSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { findBarriers, hasBrowser, photograph } from './kit/browser.ts'
import { useExplorer } from './kit/useExplorer.ts'
import { ask, write, writtenIn } from './kit/workbench.ts'

describe.skipIf(!hasBrowser)('documents', () => {
  const explorer = useExplorer()
  const { visit } = explorer
  const openTwin = async (page: Page, path = '/#/ask'): Promise<Page> => {
    const twin = await page.context().newPage()
    await twin.goto(explorer.url + path)
    return twin
  }
  const editor = (page: Page) => page.locator('.pane.write .code').first().locator('.cm-content')
  const hasText = (page: Page, text: string) => editor(page).filter({ hasText: text }).waitFor()
  const tabs = (page: Page) => page.getByRole('tab')
  const run = async (page: Page) => {
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.locator('.views').waitFor()
  }
  const linkOf = async (page: Page): Promise<string> => {
    await page.getByRole('button', { name: 'Share' }).click()
    const link = page.locator('.snippet pre')
    await expect.poll(() => link.textContent()).toContain('#/ask/')
    const url = (await link.textContent()) ?? ''
    await page.keyboard.press('Escape')
    return url.slice(explorer.url.length)
  }

  const DRAFT = '{ hotels { totalCount } } # not asked'

  it('opens a card, a hit and a link beside a query that was not asked', async () => {
    const page = await write(await visit(), DRAFT)
    await page.getByRole('link', { name: 'Start', exact: true }).click()
    await openCard(page, 'How many visitors came to Macao, month by month?')
    await page.getByRole('link', { name: 'Start', exact: true }).click()
    await page.getByRole('combobox').first().fill('libraries')
    await page
      .locator('.found [role=option]', { has: page.locator('code') })
      .first()
      .click()
    await page.locator('.views').waitFor()
    await page.goto(`${explorer.url}/#/ask/${await packed('{ museum(id: "mam") { id } }')}`)
    await hasText(page, 'museum(id: "mam")')
    await tabs(page).filter({ hasText: 'hotels' }).click()
    await hasText(page, DRAFT)
    await page.reload()
    await hasText(page, DRAFT)
    expect(await tabs(page).count()).toBe(2)
  })

  /** A card leads to the page of its question, and that to the bench. */
  const openCard = async (page: Page, name: string): Promise<void> => {
    await page.getByRole('link', { name }).click()
    await page.getByRole('button', { name: 'Open on the bench' }).click()
    await editor(page).waitFor()
    await page.locator('.views').waitFor()
  }

  /** As another reader would have sent it. */
  const packed = async (query: string): Promise<string> => {
    const other = await ask(await visit(), query)
    return (await linkOf(other)).replace('/#/ask/', '')
  }

  it('makes room for the next card where nobody worked on the last', async () => {
    const page = await visit()
    await openCard(page, 'How many visitors came to Macao, month by month?')
    await page.getByRole('link', { name: 'Start', exact: true }).click()
    await openCard(page, 'Where is there a free parking space right now?')
    expect(await tabs(page).count()).toBe(1)
  })

  it('keeps what is written in the middle of a word over a reload, with view and answer of what was asked', async () => {
    const page = await ask(await visit(), '{ administrativeAreas(kind: PARISH) { id population } }')
    await page.getByRole('button', { name: 'Table', exact: true }).click()
    await page.locator('.sheet').waitFor()
    await editor(page).click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' # half a wor')
    await page.reload()
    await hasText(page, '# half a wor')
    await page.locator('.sheet').waitFor()
    await page.getByText('The query has changed since this answer came.').waitFor()
    expect(await tabs(page).count()).toBe(1)
  })

  it('gives each document its own steps to undo', async () => {
    const page = await write(await visit(), '{ museums { totalCount } }')
    await page.getByRole('button', { name: 'New document' }).click()
    await editor(page).click()
    await page.keyboard.insertText('{ hotels { totalCount } }')
    await tabs(page).first().click()
    await hasText(page, 'museums')
    await editor(page).click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' # more')
    await tabs(page).nth(1).click()
    await hasText(page, 'hotels')
    await tabs(page).first().click()
    await hasText(page, '# more')
    await editor(page).click()
    await page.keyboard.press('Control+z')
    await editor(page).filter({ hasNotText: '# more' }).waitFor()
    await hasText(page, 'museums')
    await tabs(page).nth(1).click()
    await hasText(page, 'hotels')
    expect(await editor(page).textContent()).not.toContain('museums')
  })

  it('undoes and redoes after a reload what was written before it', async () => {
    const page = await write(await visit(), '{ museums { totalCount } }')
    await page.keyboard.press('Control+End')
    await page.keyboard.insertText(' # more')
    await page.locator('.small-code .cm-content').click()
    await page.keyboard.insertText('{ "first": 1 }')
    await page.reload()
    await hasText(page, '# more')
    await editor(page).click()
    await page.keyboard.press('Control+z')
    await editor(page).filter({ hasNotText: '# more' }).waitFor()
    await hasText(page, 'museums')
    await page.reload()
    await hasText(page, 'museums')
    await editor(page).click()
    await page.keyboard.press('Control+y')
    await hasText(page, '# more')
    await page.locator('.small-code .cm-content').click()
    await page.keyboard.press('Control+z')
    await expect.poll(() => page.locator('.small-code .cm-content').textContent()).not.toContain('first')
  })

  it.each([
    ['nonsense', `'{"graphql": {"doc": '`],
    ['steps of another text', `kept.replace('museums', 'hotels!')`],
    ['steps that cannot be read', `kept.replace('"done":[', '"done":[{}, ')`],
  ])('opens a document of whose steps the store has %s', async (_what, made) => {
    const page = await write(await visit(), '{ museums { totalCount } }')
    await expect.poll(() => writtenIn(page)).toContain('museums')
    await page.addInitScript(`for (const key of Object.keys(sessionStorage)) {
      if (!key.startsWith('macao-open-gateway:steps:')) continue
      const kept = sessionStorage.getItem(key)
      sessionStorage.setItem(key, ${made})
    }`)
    await page.reload()
    await hasText(page, '{ museums { totalCount } }')
    await editor(page).click()
    await page.keyboard.press('Control+z')
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' # more')
    await hasText(page, '{ museums { totalCount } } # more')
    await page.keyboard.press('Control+z')
    await editor(page).filter({ hasNotText: '# more' }).waitFor()
  })

  it('lets two windows work side by side, and gives what a closed one had to the next', async () => {
    const page = await write(await visit(), '{ museums { totalCount } }')
    await expect.poll(() => writtenIn(page)).toContain('museums')
    const twin = await openTwin(page)
    await write(twin, '{ hotels { totalCount } }')
    await expect.poll(() => writtenIn(twin)).toContain('hotels')
    await page.reload()
    await hasText(page, 'museums')
    await twin.reload()
    await hasText(twin, 'hotels')
    expect(await tabs(twin).count()).toBe(1)
    await page.close()
    const third = await openTwin(twin)
    await hasText(third, 'museums')
    expect(await tabs(third).count()).toBe(1)
  })

  it('makes copies where a window was duplicated, so that neither writes over the other', async () => {
    const page = await write(await visit(), '{ museums { totalCount } }')
    await expect.poll(() => writtenIn(page)).toContain('museums')
    const desk: string = await page.evaluate(`sessionStorage.getItem('macao-open-gateway:desk')`)
    const twin = await page.context().newPage()
    await twin.addInitScript(`if (sessionStorage.length === 0)
      sessionStorage.setItem('macao-open-gateway:desk', ${JSON.stringify(desk)})`)
    await twin.goto(`${explorer.url}/#/ask`)
    await write(twin, '{ hotels { totalCount } }')
    await write(page, '{ libraries { totalCount } }')
    await expect.poll(() => writtenIn(twin)).toContain('hotels')
    await expect.poll(() => writtenIn(page)).toContain('libraries')
    await Promise.all([page.reload(), twin.reload()])
    await hasText(page, 'libraries')
    await hasText(twin, 'hotels')
  })

  it('brings a closed document back, and closes by the keyboard', async () => {
    const page = await write(await visit(), DRAFT)
    await tabs(page).first().focus()
    await page.keyboard.press('Delete')
    await expect.poll(() => tabs(page).first().textContent()).toContain('New')
    expect(await page.evaluate('document.activeElement.role')).toBe('tab')
    await page.getByRole('button', { name: 'Saved' }).click()
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /hotels/ })
      .click()
    await hasText(page, DRAFT)
    expect(await tabs(page).count()).toBe(1)
  })

  it('goes from tab to tab by the arrows', async () => {
    const page = await write(await visit(), '{ museums { totalCount } }')
    await page.getByRole('button', { name: 'New document' }).click()
    await tabs(page).nth(1).focus()
    await page.keyboard.press('ArrowLeft')
    await hasText(page, 'museums')
    expect(await page.evaluate('document.activeElement.getAttribute("aria-selected")')).toBe('true')
    expect(await findBarriers(page)).toEqual([])
  })

  it('asks one of several operations', async () => {
    const page = await write(
      await visit(),
      'query Art { museum(id: "mam") { id } }\nquery Hotels { hotels(first: 1) { totalCount } }',
    )
    await page.getByRole('combobox', { name: 'Operation to ask' }).selectOption('Hotels')
    await run(page)
    await page.locator('.shown').getByText('totalCount').waitFor()
    await page.getByRole('combobox', { name: 'Operation to ask' }).selectOption('Art')
    await run(page)
    await page.locator('.shown').getByText('"mam"').waitFor()
    expect(await page.locator('.notice.bad').count()).toBe(0)
    await page.goBack()
    await page.locator('.shown').getByText('totalCount').waitFor()
  })

  it('keeps the former answer in sight when a run fails, is refused or is stopped', async () => {
    const page = await ask(await visit(), '{ museum(id: "mam") { id } }')
    const former = page.locator('.shown').getByText('"mam"')
    await former.waitFor()
    await page.route('**/graphql', (route) => route.abort())
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByText('The gateway does not answer.').waitFor()
    expect(await former.count()).toBe(1)
    await page.unroute('**/graphql')
    await write(page, '{ museum(id: "mam") { nmae } }')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByText('The query was refused').waitFor()
    await page.getByText('below is the answer before it').waitFor()
    expect(await former.count()).toBe(1)
    explorer.takeFaults()
  })

  it('sends headers, keeps them with the document, and never in a link', async () => {
    const page = await write(await visit(), '{ museum(id: "mam") { id } }')
    await page.getByRole('button', { name: 'Headers' }).click()
    const sent = page.waitForRequest('**/graphql')
    await page.getByLabel('Header', { exact: true }).first().fill('x-purpose')
    await page.getByLabel('Value', { exact: true }).first().fill('核實記錄')
    await page.getByLabel('Header', { exact: true }).nth(1).fill('x-api-key')
    await page.getByLabel('Value', { exact: true }).nth(1).fill('do-not-tell')
    await run(page)
    const purpose = (await sent).headers()['x-purpose'] ?? ''
    expect(Buffer.from(purpose, 'latin1').toString()).toBe('核實記錄')
    expect(await findBarriers(page)).toEqual([])
    const link = await linkOf(page)
    const other = await visit(link)
    const again = other.waitForRequest('**/graphql')
    await other.reload()
    expect((await again).headers()).not.toHaveProperty('x-purpose')
    await expect.poll(() => page.evaluate('JSON.stringify(localStorage)')).toContain('核實記錄')
    expect(await page.evaluate('JSON.stringify(localStorage)')).not.toContain('do-not-tell')
    await page.reload()
    await page.getByRole('button', { name: 'Headers (2)' }).click()
    expect(await page.getByLabel('Value', { exact: true }).nth(1).inputValue()).toBe('do-not-tell')
  })

  it('refuses headers that the page sets itself, and says where a token goes', async () => {
    const page = await write(await visit(), '{ museum(id: "mam") { id } }')
    await page.getByRole('button', { name: 'Headers' }).click()
    await page.getByLabel('Header', { exact: true }).first().fill('Authorization')
    await page.getByText('A token goes into “Who am I”.').waitFor()
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await page.getByText('A header cannot be sent as it is.').waitFor()
    expect(await page.locator('.views').count()).toBe(0)
  })

  it('completes and checks variables by their types, in the text and in the form beside it', async () => {
    const page = await write(
      await visit(),
      'query ($kind: AdministrativeAreaKind!, $first: Int) { administrativeAreas(kind: $kind) { id } hotels(first: $first) { totalCount } }',
    )
    const text = page.locator('.small-code .cm-content')
    await page
      .locator('.small-code .cm-lintRange-warning, .small-code .cm-lintPoint-warning')
      .first()
      .waitFor({ state: 'attached' })
    await text.click()
    await page.keyboard.type('{ "ki')
    await page.locator('.cm-tooltip-autocomplete li', { hasText: '"kind"' }).click()
    await page.keyboard.type('"PA')
    // Where the machine is slow, what was typed while the last proposal was taken opens none by itself.
    await page.keyboard.press('Control+Space')
    await page.locator('.cm-tooltip-autocomplete li', { hasText: '"PARISH"' }).click()
    await expect
      .poll(() => page.getByRole('combobox', { name: 'kind' }).locator('option:checked').textContent())
      .toBe('PARISH')
    await page.getByRole('textbox', { name: 'first' }).fill('many')
    await page.keyboard.press('Tab')
    await page.locator('.small-code .cm-lintRange-error').first().waitFor()
    expect(await page.getByRole('textbox', { name: 'first' }).getAttribute('aria-invalid')).toBe('true')
    await page.getByRole('textbox', { name: 'first' }).fill('2')
    await page.keyboard.press('Tab')
    await page.locator('.small-code .cm-lintRange-error').waitFor({ state: 'detached' })
    expect(await findBarriers(page)).toEqual([])
    await run(page)
    expect(await page.locator('.notice').count()).toBe(0)
  })

  it('forgets what a token opened: answers, what was asked, variables and headers', async () => {
    const page = await write(
      await visit(),
      'query Plates($first: Int) { buses(first: $first) { nodes { plate } } }',
    )
    await page.locator('.small-code .cm-content').click()
    await page.keyboard.insertText('{ "first": 2 }')
    await page.getByRole('button', { name: 'Who am I' }).click()
    await page.getByRole('button', { name: 'partner', exact: true }).click()
    await page.keyboard.press('Escape')
    await run(page)
    await page.getByRole('button', { name: 'JSON', exact: true }).click()
    await page.locator('.shown').getByText('"plate"').first().waitFor()
    expect(page.url()).not.toMatch(/#\/ask\/./)
    await page.getByRole('button', { name: 'partner', exact: true }).click()
    await page.getByRole('button', { name: 'Forget it' }).click()
    await page.keyboard.press('Escape')
    expect(await page.locator('.views').count()).toBe(0)
    await hasText(page, 'query Plates')
    await expect.poll(() => page.locator('.small-code .cm-content').textContent()).not.toContain('first')
    await editor(page).click()
    await page.keyboard.press('Control+z')
    await hasText(page, 'query Plates')
    await page.getByRole('button', { name: 'Saved' }).click()
    expect(await page.getByRole('dialog').getByRole('listitem').count()).toBe(0)
    const kept = await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')
    expect(kept).not.toContain('{ \\\\"first')
    expect(kept).not.toContain('eyJ')
  })

  it.each([
    ['full', 'QuotaExceededError'],
    ['refused', 'SecurityError'],
  ])('works on where the store is %s, and says so', async (_kind, name) => {
    const page = await visit('/#/status')
    await page.addInitScript(`Storage.prototype.setItem = () => {
      throw new DOMException('No.', '${name}')
    }`)
    await page.goto(`${explorer.url}/#/ask`)
    await page.reload()
    await write(page, '{ museum(id: "mam") { id } }')
    await page.getByText('This browser keeps nothing more').waitFor()
    await run(page)
    await page.getByRole('button', { name: 'New document' }).click()
    await tabs(page).first().click()
    await hasText(page, 'museum')
    expect(await tabs(page).count()).toBe(2)
  })

  it('starts with a store that holds nonsense, and leaves it alone', async () => {
    const page = await visit('/#/status')
    await page.evaluate(`
      localStorage.setItem('macao-open-gateway:document:broken', '{"query":')
      localStorage.setItem('macao-open-gateway:document:odd', '[1, {"query": 2}]')
      localStorage.setItem('macao-open-gateway:history', '{"a": 1}')
      localStorage.setItem('macao-open-gateway:query', '{ museums { totalCount } }')
      sessionStorage.setItem('macao-open-gateway:desk', '{"ids": ["broken", 7, null, "odd"], "active": {}}')
    `)
    await page.goto(`${explorer.url}/#/ask`)
    await page.reload()
    await hasText(page, 'museums')
    await run(page)
    expect(await page.evaluate(`localStorage.getItem('macao-open-gateway:document:broken')`)).toBe(
      '{"query":',
    )
  })

  it('withstands hostile links', async () => {
    const page = await write(await visit(), DRAFT)
    const bomb = deflateRawSync(JSON.stringify(['x'.repeat(10_000_000), ''])).toString('base64url')
    await page.goto(`${explorer.url}/#/ask/${bomb}`)
    await page.getByText('This link is damaged').waitFor()
    await hasText(page, DRAFT)
    const script =
      '# </title><script>window.hit = 1</script><img src=x onerror="window.hit = 1">\n{ museum(id: "mam") { id } }'
    const link = await packed(script)
    await page.goto(`${explorer.url}/#/ask/${link}?view=%3Cscript%3E&list=__proto__&sort=constructor`)
    await hasText(page, '</title>')
    await page.locator('.views').waitFor()
    expect(await page.evaluate('window.hit')).toBeUndefined()
    expect(await tabs(page).count()).toBe(2)
    await page.evaluate(`location.hash = '#/ask/' + 'x'.repeat(1_500_000)`)
    await page.getByText('This link is damaged').waitFor()
  })

  it.each([
    { language: 'zh', width: 360, scheme: 'dark' },
    { language: 'pt', width: 360, scheme: 'light' },
    { language: 'zh', width: 1280, scheme: 'light' },
    { language: 'pt', width: 1280, scheme: 'dark' },
  ] as const)('has room for all of it in $language at $width px in $scheme', async (look) => {
    const page = await visit('/#/ask', look)
    await editor(page).click()
    await page.keyboard.insertText(
      'query Areas($kind: AdministrativeAreaKind!, $first: Int) { administrativeAreas(kind: $kind) { id population name { zh pt } } hotels(first: $first) { totalCount } }\nquery More { hotels { totalCount } }',
    )
    await page.locator('.small-code .cm-content').click()
    await page.keyboard.insertText('{ "kind": "PARISH", "first": 3 }')
    await page.keyboard.press('Control+Enter')
    await page.locator('.views').waitFor()
    await page.locator('.documents button').last().click()
    await page.getByRole('tab').first().click()
    await page.locator('.form .input').first().waitFor()
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    expect(await findBarriers(page)).toEqual([])
    await photograph(page, `bench-${look.language}-${look.width}-${look.scheme}`)
  })
})
