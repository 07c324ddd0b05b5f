/** Cache headers of a table, as strict as the strictest of its pages. */
export interface Freshness {
  add(headers: Readonly<Record<string, string>>): void
  headers(): Readonly<Record<string, string>>
}

const STORED = /^(public|private), max-age=(\d+)$/

/** `now` gives milliseconds since 1970. */
export function createFreshness(now: () => number): Freshness {
  let isStored = true
  let isPrivate = false
  /** Milliseconds since 1970: of the oldest part, and of the first that is out of date. */
  let bornAt = now()
  let freshUntil = Infinity
  const vary = new Set<string>(['x-list'])
  return {
    add({ 'cache-control': control = '', age = '0', vary: varying = '' }) {
      const [, scope, maxAge] = STORED.exec(control) ?? []
      isStored &&= scope !== undefined
      isPrivate ||= scope === 'private'
      const born = now() - Number(age) * 1_000
      bornAt = Math.min(bornAt, born)
      freshUntil = Math.min(freshUntil, born + Number(maxAge) * 1_000)
      for (const name of varying.toLowerCase().split(', ')) if (name !== '') vary.add(name)
      // A table's form stands in its address, and what it is made of is told in any case.
      vary.delete('accept')
      vary.delete('x-provenance')
    },
    headers() {
      if (!isStored || freshUntil === Infinity) return {}
      const maxAge = Math.max(0, Math.floor((freshUntil - bornAt) / 1_000))
      return {
        'cache-control': `${isPrivate ? 'private' : 'public'}, max-age=${maxAge}`,
        age: `${Math.max(0, Math.ceil((now() - bornAt) / 1_000))}`,
        vary: [...vary].join(', '),
      }
    },
  }
}
