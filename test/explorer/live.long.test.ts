import { describe, expect, it } from 'vitest'
import { createEventMaker, SECRET } from '../live/eventMaker.ts'
import { hasBrowser } from './kit/browser.ts'
import { useExplorer } from './kit/useExplorer.ts'
import { write } from './kit/workbench.ts'

describe.skipIf(!hasBrowser)('a subscription on the workbench', () => {
  const explorer = useExplorer({ GATEWAY_SECRET: SECRET })

  it('shows what changes in place of what was, until it is stopped', async () => {
    const page = await explorer.visit()
    await write(page, 'subscription { carParkChanged { id freeSpaces { cars } } }')
    const begun = page.waitForResponse(
      (response) => response.headers()['content-type']?.startsWith('text/event-stream') === true,
    )
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await begun
    const transport = createEventMaker(explorer.url, 'transport')
    const read = page.locator('.pane.read')
    await transport.tell('carParks', '6001')
    await read.getByText('6001').first().waitFor()
    await transport.tell('carParks', '6002')
    await read.getByText('6002').first().waitFor()
    expect(await read.getByText('6001').count()).toBe(0)
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await page.getByRole('button', { name: 'Run', exact: true }).waitFor()
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('says why it is refused, in the words of the gateway', async () => {
    const page = await explorer.visit()
    await write(page, 'subscription { carParkChanged { nosuch } }')
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    await expect.poll(() => page.getByText('Cannot query field "nosuch"').count()).toBeGreaterThan(0)
    // A refusal is a status of its own.
    explorer.takeFaults()
  })
})
