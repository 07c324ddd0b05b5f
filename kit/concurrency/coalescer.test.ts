import { describe, expect, it } from 'vitest'
import { Coalescer } from './coalescer.ts'
import type { LightAbortSignal } from './lightAbortSignal.ts'

/** Work that ends when told, and counts how often it was begun. */
function createWork() {
  const begun: {
    readonly signal: LightAbortSignal
    readonly end: (value: string) => void
    readonly fail: (error: Error) => void
  }[] = []
  const begin = (signal: LightAbortSignal) =>
    new Promise<string>((end, fail) => begun.push({ signal, end, fail }))
  return { begun, begin }
}

const NEVER = new AbortController().signal

describe('work that several want at one moment', () => {
  it('is done once for all who wait', async () => {
    const { begun, begin } = createWork()
    const coalescer = new Coalescer<string>()
    const both = [coalescer.coalesce('k', NEVER, begin), coalescer.coalesce('k', NEVER, begin)]
    expect(begun).toHaveLength(1)
    begun[0]?.end('done')
    expect(await Promise.all(both)).toEqual(['done', 'done'])
  })

  it('is kept apart by its key, and begun anew once it has ended', async () => {
    const { begun, begin } = createWork()
    const coalescer = new Coalescer<string>()
    const first = coalescer.coalesce('a', NEVER, begin)
    void coalescer.coalesce('b', NEVER, begin)
    begun[0]?.end('one')
    await first
    void coalescer.coalesce('a', NEVER, begin)
    expect(begun).toHaveLength(3)
  })

  it('fails for all who wait, and is begun anew by the next', async () => {
    const { begun, begin } = createWork()
    const coalescer = new Coalescer<string>()
    const both = [coalescer.coalesce('k', NEVER, begin), coalescer.coalesce('k', NEVER, begin)]
    begun[0]?.fail(new Error('broken'))
    expect(await Promise.allSettled(both)).toMatchObject([
      { reason: new Error('broken') },
      { reason: new Error('broken') },
    ])
    void coalescer.coalesce('k', NEVER, begin)
    expect(begun).toHaveLength(2)
  })

  it('goes on for those who stay, and is given up when the last has left', async () => {
    const { begun, begin } = createWork()
    const coalescer = new Coalescer<string>()
    const [one, two] = [new AbortController(), new AbortController()]
    const results = Promise.allSettled([
      coalescer.coalesce('k', one.signal, begin),
      coalescer.coalesce('k', two.signal, begin),
    ])
    one.abort(new Error('hung up'))
    expect(begun[0]?.signal.aborted).toBe(false)
    two.abort(new Error('hung up too'))
    expect(begun[0]?.signal.aborted).toBe(true)
    expect(await results).toMatchObject([
      { reason: new Error('hung up') },
      { reason: new Error('hung up too') },
    ])
    void coalescer.coalesce('k', NEVER, begin)
    expect(begun).toHaveLength(2)
  })
})
