import type { AnswerPart, Increment } from './answerPart.ts'

/** What a client has of an answer when it has put together the parts that it got. */
export class ToldData {
  /** Undefined before the first part. */
  data: unknown

  add({ first, increments }: AnswerPart): void {
    if (first !== undefined) {
      const { data }: { readonly data: unknown } = JSON.parse(first.envelope.toString())
      this.data = data
    }
    for (const increment of increments) this.#addIncrement(increment)
  }

  #addIncrement({ of, subPath, json }: Increment): void {
    const target = [...of.path, ...subPath].reduce<unknown>(
      (value, key) => (isObject(value) ? ownValue(value, String(key)) : undefined),
      this.data,
    )
    const told: unknown = JSON.parse(json.toString())
    if (!isObject(target) || !isObject(told)) return
    addEntries(target, told, of.from)
  }
}

/** Where fragments overlap the same may come more than once. A client may call a field `__proto__`. */
function addEntries(target: object, more: object, from = 0): void {
  for (const [name, value] of Object.entries<unknown>({ ...more })) {
    const key = Array.isArray(more) ? String(Number(name) + from) : name
    const known = ownValue(target, key)
    if (known === undefined)
      Object.defineProperty(target, key, { value, enumerable: true, writable: true, configurable: true })
    else if (isObject(known) && isObject(value)) addEntries(known, value)
  }
}

function ownValue(target: object, key: string): unknown {
  return Object.getOwnPropertyDescriptor(target, key)?.value
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null
}
